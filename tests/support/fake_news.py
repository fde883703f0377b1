"""Made-up feeds and articles for tests of the screen; nothing here happened."""

from __future__ import annotations

from dataclasses import dataclass

from termnews.model.article import (
    Block,
    Cell,
    Code,
    Details,
    Furniture,
    Heading,
    Highlights,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Span,
    Table,
)
from termnews.model.entry import EntryFlags
from termnews.model.feed import Feed
from termnews.model.ids import FeedId

NOW = 1_795_081_260
"""Thursday 19 November 2026, 09:41 UTC."""

MINUTE, HOUR, DAY = 60, 3600, 86400

FEEDS = (
    Feed(FeedId(1), "https://khasan.example/feed", "Khasan Wire", folder="World"),
    Feed(FeedId(2), "https://pacific.example/rss", "Pacific Desk", folder="World"),
    Feed(FeedId(3), "https://seas.example/atom", "Register of Seas", folder="World/Trade"),
    Feed(FeedId(4), "https://kernel.example/feed", "Kernel Notes", folder="Technology"),
    Feed(FeedId(5), "https://type.example/feed", "Type & Paper", folder="Technology"),
    Feed(FeedId(6), "https://valley.example/feed", "Valley Chronicle"),
    Feed(FeedId(7), "file:///home/reader/articles", "Saved articles"),
)


@dataclass(frozen=True)
class Story:
    """An article in short."""

    title: str
    feed: FeedId
    ago: int
    tags: tuple[str, ...] = ()
    flags: EntryFlags = EntryFlags.NONE
    own_tags: tuple[str, ...] = ()
    words: int = 640
    copies: int = 1
    dated: bool = True
    authors: tuple[str, ...] = ("Ilse Maren",)
    text: str = "The tide gate was opened before dawn and closed again at noon."


READ, STAR = EntryFlags.READ, EntryFlags.STARRED
BOTH = READ | STAR

ARTICLES = (
    Story(
        "Night ferry link to the northern islands opens after nine years",
        FeedId(2),
        12 * MINUTE,
        ("ferries", "islands"),
        copies=3,
        authors=("Ilse Maren", "Tomas Quill"),
    ),
    Story(
        "Harbour pilots say fog radar cut waiting times by a third", FeedId(3), 31 * MINUTE, ("ports", "shipping"), STAR
    ),
    Story(
        "Quiet week for container rates as the canal reopens both lanes",
        FeedId(3),
        HOUR,
        ("shipping", "economy"),
        copies=2,
    ),
    Story(
        "Valley council votes to keep the last paper timetable in print",
        FeedId(6),
        2 * HOUR,
        ("transport",),
        own_tags=("to cite",),
    ),
    Story(
        "Folios everywhere: what large pages change for small machines",
        FeedId(4),
        3 * HOUR,
        ("linux", "memory"),
        READ,
        words=2140,
    ),
    Story("A serif for timetables, cut for eight-point rain-soaked reading", FeedId(5), 5 * HOUR, ("type",)),
    Story(
        "Border trains run again on the coastal line, two each way a day",
        FeedId(1),
        6 * HOUR,
        ("railways", "border"),
        copies=5,
    ),
    Story("Storm surge barrier passes its first autumn test", FeedId(6), 8 * HOUR, ("weather", "islands"), READ),
    Story("Fishing quota talks end without a text", FeedId(2), 9 * HOUR, ("fisheries", "economy"), READ),
    Story("北方の島々を結ぶ夜行フェリーが九年ぶりに運航を再開", FeedId(2), DAY + HOUR, ("ferries", "islands")),
    Story("A scheduler that knows which core is asleep", FeedId(4), DAY + 2 * HOUR, ("linux", "scheduling"), STAR),
    Story("רכבת החוף חוזרת לפעול לאחר הפסקה ארוכה", FeedId(1), DAY + 4 * HOUR, ("railways",)),
    Story("Grain ship traced by the rust on its anchor chain", FeedId(3), DAY + 5 * HOUR, ("shipping",), READ),
    Story(
        "Why the island's only printer sets type by hand",
        FeedId(5),
        DAY + 7 * HOUR,
        ("type", "islands"),
        BOTH,
        own_tags=("long read",),
        words=4200,
    ),
    Story("Three bridges, one bolt: how an inspection found the batch", FeedId(6), DAY + 9 * HOUR, ("transport",)),
    Story("Census counts more lighthouses than keepers", FeedId(2), 2 * DAY + HOUR, ("islands",), READ),
    Story("Reading other people's page tables for fun", FeedId(4), 2 * DAY + 3 * HOUR, ("linux", "memory"), words=1800),
    Story("Ports agree on one form for dangerous goods", FeedId(3), 2 * DAY + 6 * HOUR, ("ports", "shipping"), READ),
    Story(
        "A morning at the border station that handles nine trains",
        FeedId(1),
        3 * DAY + HOUR,
        ("railways", "border"),
        own_tags=("long read", "to cite"),
        words=3100,
    ),
    Story("Ice road opens a week late, closes a week early", FeedId(6), 3 * DAY + 4 * HOUR, ("weather", "transport")),
    Story("Margins: a short history of the empty part of the page", FeedId(5), 4 * DAY, ("type",), READ),
    Story("Release notes nobody wrote, and who reads them", FeedId(4), 4 * DAY + 5 * HOUR, ("linux",)),
    Story("Herring are back where the charts say they are not", FeedId(2), 5 * DAY, ("fisheries",), READ),
    Story("Insurers price the wind by the hour", FeedId(3), 6 * DAY, ("economy", "weather")),
    Story("Minutes of the meeting on the clock that runs slow", FeedId(6), 8 * DAY, ("transport",), READ),
    Story("Notes from a walk along the old telegraph line", FeedId(7), 10 * DAY, ("walking",), dated=False, words=900),
    Story("How to fold a newspaper on a crowded train", FeedId(7), 13 * DAY, ("type", "railways"), STAR, dated=False),
    Story("Dredger finds a street under the harbour", FeedId(3), 20 * DAY, ("ports",)),
    Story("A filesystem that forgets on purpose", FeedId(4), 26 * DAY, ("linux", "storage"), READ),
    Story("The ferry timetable of 1931 was wrong by one tide", FeedId(5), 44 * DAY, ("ferries", "type")),
    Story("Tunnel drainage explained with a sponge", FeedId(6), 61 * DAY, ("transport",), READ),
    Story("What the tide gauge saw before the surge", FeedId(2), 75 * DAY, ("weather", "islands")),
    Story("A long look back at short waves", FeedId(7), 320 * DAY, ("radio",), dated=False, words=5200),
    Story("Letters to a lighthouse", FeedId(7), 700 * DAY, ("islands",), READ, dated=False),
)

HOSTILE = (
    "[/b] [@click=app.quit]x[/]",
    "[bold red]not bold[/] [link=file:///etc/passwd]l[/link] arr[0] = b[/x]",
    "clip\x1b]52;c;ZXZpbA==\x07board",
    "over\u202eride \x9b2J \x00 end\x1b[2J",
    "$(touch /tmp/x) {0} %s $accent [$accent]",
)
"""Titles that try to be more than text."""


def paragraph(*spans: Span | str) -> Paragraph:
    """Running text."""
    return Paragraph(tuple(Span(span) if isinstance(span, str) else span for span in spans))


def blocks_of_story(story: Story) -> tuple[Block, ...]:
    """A body with a little of everything; the story's own text comes first."""
    link = Span("the harbour office", link="https://harbour.example/notice")
    return (
        Highlights(
            (
                (Span("Two sailings a night in each direction, three at weekends"),),
                (Span("Fares stay below those of the day boat"),),
            )
        ),
        paragraph(
            Span("NORTHPORT. ", Mark.STRONG),
            story.text,
            " A notice from ",
            link,
            " puts the first departure at 22:40, an hour after the last train arrives, so that nobody has to "
            "wait on the quay; the return sails at four, in time for the early shift at the cannery.",
        ),
        paragraph(
            "The line had been closed since the winter in which both ramps failed. ",
            Span("Nobody expected it to take nine years", Mark.EMPHASIS),
            ", and the file that was kept on it "
            "fills a shelf in the council's archive. What was missing in the end was not money but a part: a "
            "bearing that only one works still made, and which had to be ordered four years ahead.",
        ),
        Heading(2, (Span("What changes for passengers"),)),
        ListBlock(
            (
                ListItem((paragraph("Cabins are booked by the berth, not by the room."),)),
                ListItem(
                    (
                        paragraph("Bicycles travel free, ", Span("cargo", Mark.STRONG), " by the metre:"),
                        ListBlock(
                            (
                                ListItem((paragraph("up to two metres at the window"),)),
                                ListItem((paragraph("longer at the gate"),)),
                            ),
                            ordered=True,
                        ),
                    )
                ),
            )
        ),
        Quote(
            (paragraph("We kept the old bell. It is the only thing on board that has never been late."),),
            (Span("Master of the Aurelia"),),
        ),
        Table(
            (
                (
                    Cell((Span("Departure"),), header=True),
                    Cell((Span("From"),), header=True),
                    Cell((Span("Fare"),), header=True, align="right"),
                ),
                (Cell((Span("22:40"),)), Cell((Span("Northport"),)), Cell((Span("18.50"),), align="right")),
                (Cell((Span("04:05"),)), Cell((Span("Stray Island"),)), Cell((Span("9.00"),), align="right")),
            )
        ),
        Heading(2, (Span("The timetable as data"),)),
        Code(
            'def sailings(night: str) -> list[str]:\n    """Return departures, in order."""\n'
            '    extra = ["01:15"] if night in WEEKEND else []\n    return ["22:40", *extra]  # local time',
            "python",
        ),
        Furniture("teaser", ("PHOTOS: The first crossing", "Read more: the ramp that failed twice")),
        Details((Span("How the figures were counted"),), (paragraph("By hand, twice, by different people."),)),
        paragraph(
            "The first boat is full. The second has four berths left, all of them at the bow, where the fog horn is."
        ),
    )
