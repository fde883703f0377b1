"""Documents in the shapes of scraped news pages, made from a seed, with what a reader must find in them."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field
from datetime import UTC, datetime

TITLES = (
    "Harbour tunnel to reopen after eleven-week repair",
    "Council Backs Toll Plan as Ferry Fares Stay Frozen",
    "Small comet passes north of the lighthouse, surprising even its discoverers",
    "Why the last tram in Orvel runs empty at noon",
    "‘We will not sell the pier’: the keepers of Quillhaven speak",
    "UN envoy meets islanders over fishing rights",
    "Can a town of 900 people build its own satellite?",
    "Glass bridge in Tamber Vale closes again: what we know so far",
    "MINISTER RESIGNS OVER LOST LIGHTHOUSE PAPERS",
    "Brindle & Sons to close its 140-year-old rope works",
)
NAMES = (
    "Nora Quist",
    "Idris Bell",
    "Mei-Lin Okafor",
    "J. P. Halloran",
    "Søren Aabye",
    "Ana María de la Vega",
    "Tom O'Rourke",
    "Priya N. Rao",
)
PLACES = ("Lisbon", "Moscow", "New Orvel", "Quillhaven", "Port Ansel", "São Tomé")
HIGHLIGHTS = (
    "Ferry fares stay frozen until June",
    "Third closure in two years",
    "Pumps from a mine in Tamber Vale were lent to the crew",
    "Shops near the portal report half their usual trade",
    "Engineers blame a valve no larger than a hand",
    "Night trains to return first",
    "A second inquiry is due in autumn",
)
PARAGRAPHS = (
    (
        "Dockworkers voted on Tuesday to end a strike that had closed the old pier for nine days and left "
        "forty ships waiting in the roads."
    ),
    (
        "The harbour board said the pumps had run without a break since the water came in, and that the last "
        "of them would be switched off at noon."
    ),
    "He refused.",
    (
        "“It was the quietest morning I can remember,” said Alma Reed, who sells tea beside the east portal. "
        "“You could hear the gulls argue.”"
    ),
    "Nobody knows who ordered the valve to be painted blue.",
    "What happens next?",
    (
        "The repair cost 4.2 million crowns, about a third more than the council had set aside in its spring "
        "budget, according to figures seen by this newspaper."
    ),
    (
        "Under the plan, lorries would pay twelve crowns at night and twenty by day; bicycles, as before, "
        "would cross for nothing."
    ),
    '"We measured it three times," the engineer told the inquiry. "Each time the wall had moved."',
    "It did not help.",
    (
        "Residents of the lower town have asked for a siren, a second footbridge and a map that shows where "
        "the water will go. They have been promised the map."
    ),
    (
        "In 1931 a storm took the first bridge. In 1953 another took the second. The third has stood ever "
        "since, though few people trust it."
    ),
    "“No,” she said.",
    "The mayor, who grew up two streets away, listed three reasons: money, time and the tide.",
    "Share prices of the ferry company rose by two per cent on the news before falling back in the afternoon.",
    "Sources close to the board say that the valve had been due for replacement in 2027.",
    (
        "Photographs of the flooded ticket hall, taken by a night guard on his telephone, show water as high "
        "as the clock."
    ),
    "Comments made at the hearing were not recorded, because the recorder had been stored in the basement.",
    "Advertisements on the platform had floated as far as the depot, where somebody hung them up to dry.",
    (
        "Follow the river for two miles and the works come into view: a row of low sheds, a crane and, on "
        "most days, a heron."
    ),
    "By Monday the first trains should run again.",
    "Read aloud, the report takes four hours; the clerk who read it aloud lost his voice in the third.",
    "Subscribers to the theory that the wall was cursed met in the tavern opposite. There were six of them.",
    "Tags on the salvaged suitcases had turned to pulp, so the staff sorted them by the smell of what was inside.",
    "A spokesman for Brindle & Sons (founded 1889) declined to comment: “We make rope. We do not make statements.”",
    "The U.S. embassy in New Orvel sent two divers, a pump and, by mistake, a piano.",
    "On Saturday the choir will sing in the tunnel for the first time since 2019. Tickets are free. Bring a coat.",
    "That is all.",
    (
        "Officials expect the inquiry to report in autumn, but they expected the last one in spring, and it "
        "has still not been printed."
    ),
)
TAG_SETS = (
    ("tunnels", "Harbour City", "ferries"),
    ("north korea", "russia", "kim jong un", "putin", "defence"),
    ("Rail", "Ports"),
    ("C++", "St. John's", "open source"),
    ("Politics and conflicts", "South America", "U.S."),
    ("порт", "тоннель", "паром"),
    ("AC/DC", "rock music", "1980s"),
    ("tolls",),
)
TEASERS = (
    "Inside the flooded ticket hall: a night with the pumps…",
    "Tamber Vale Glass Bridge Closes For Third Time This Year",
    "Ten Lighthouses To Visit Before They Go Dark",
    "Fisherman finds 200-year-old letter in bottle off Port Ansel",
    "Rope Works Owner Explains Why He Sold Everything!",
    "Ferry captain wins poetry prize with ode to diesel",
)
LABELLED = (
    ("PHOTOS: Inside the flooded ticket hall…", "photo"),
    ("PHOTOS: Inside Quillhaven's secret gardens", "photo"),
    ("ALSO READ | Why trams beat buses", "teaser"),
    ("Also Read: Ferry captain wins poetry prize", "teaser"),
    ("Read more: Council backs toll plan", "teaser"),
    ("WATCH: Divers carry a piano out of the station", "teaser"),
    ("VIDEO: The moment the wall gave way", "teaser"),
    ("Related: How a valve stopped a city", "teaser"),
    ("Click here for the full timetable", "teaser"),
    ("Continue reading >>", "teaser"),
    ("Advertisement", "advert"),
    ("ADVERTISEMENT", "advert"),
    ("Story continues below", "advert"),
    ("Sign up for the Morning Tide newsletter", "subscription"),
    ("Download our app", "subscription"),
    ("This article is for subscribers", "subscription"),
    ("Image caption: The tunnel in 2029", "caption"),
    ("A ferry leaves the old pier on Monday. (Photo: M. Okafor/Pier Gazette)", "caption"),
    ("FILE - The mayor speaks at the opening of the east portal.", "caption"),
    ("Share this: Facebook X WhatsApp Telegram", "share"),
    ("Click to share on X (Opens in new window)", "share"),
)
TAIL = (
    "Follow us on Instagram",
    "0 Shares",
    "Your email address will not be published.",
    "(With inputs from agencies)",
    "Source: Harbour Board",
    "© 2031 Pier Gazette. All rights reserved.",
    "Correction: an earlier version of this article gave the wrong height of the lighthouse.",
    "Disclaimer: the views of columnists are their own.",
    "Share this: Facebook X WhatsApp Telegram",
    "Click to share on X (Opens in new window)",
    "Sign up for the Morning Tide newsletter",
    "Edited by Rosa Tamm",
)
COMMENTS = (
    ("Leave a Comment",),
    ("3 Comments",),
    ("Leave a Reply", "Your email address will not be published. Required fields are marked *"),
    (
        "2 Comments",
        "Tom P. says: March 5, 2031 at 9:12 am",
        "About time too. My boat has been stuck since January.",
        "Reply",
    ),
)
BEFORE = (
    ("Home » Business » Shipping",),
    ("WORLD",),
    ("The Pier Gazette", "Transport"),
    ("We use cookies to improve your experience. Accept all cookies",),
    ("Skip to content", "Home > News > Local"),
)


def epoch(text: str) -> int:
    """Seconds for an ISO time in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


STAMPS = (
    ("Published: 04 Mar 2031, 10:15 AM IST | Updated 2 hours ago", epoch("2031-03-04T04:45"), None),
    ("March 4, 2031", epoch("2031-03-04"), None),
    ("Tuesday, 4 March 2031 08:02", epoch("2031-03-04T08:02"), None),
    ("Published on March 4, 2031 at 9:12 am", epoch("2031-03-04T09:12"), None),
    ("Posted: 2031-03-04", epoch("2031-03-04"), None),
    (
        "First published: 3 March 2031, 18:00 GMT | Last updated: 4 March 2031, 07:30 GMT",
        epoch("2031-03-03T18:00"),
        epoch("2031-03-04T07:30"),
    ),
    ("Last modified on Tuesday, 4 March 2031 08:02", None, epoch("2031-03-04T08:02")),
    ("4 Mar 2031 10:15 EST", epoch("2031-03-04T15:15"), None),
    ("Updated: March 4, 2031 10:15 PM UTC", None, epoch("2031-03-04T22:15")),
    ("Published 4 March 2031 • 3 min read", epoch("2031-03-04"), None),
)


@dataclass
class Document:
    """A made document and what it states."""

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: int | None = None
    updated: int | None = None
    tags: tuple[str, ...] = ()
    story: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    teasers: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def make(seed: int) -> Document:
    """One document; the same seed gives the same."""
    dice = random.Random(seed)
    made = Document(title=dice.choice(TITLES))
    gaps = dice.random() < 0.65
    lines = [*_before(dice, made), made.title]
    lines += _head(dice, made)
    body = _body(dice, made)
    tail = _tail(dice, made)
    wrapped = gaps and dice.random() < 0.3
    shown = [textwrap.fill(line, 72) if wrapped and len(line) > 72 else line for line in [*lines, *body, *tail]]
    made.text = ("\n\n" if gaps else "\n").join(shown) + dice.choice(["\n", "", "\n\n"])
    if not gaps and dice.random() < 0.5:
        made.text = made.text.replace(made.title + "\n", made.title + "\n\n", 1)
    return made


def _before(dice: random.Random, made: Document) -> list[str]:
    roll = dice.random()
    if roll < 0.25:
        chosen = list(dice.choice(BEFORE))
    elif roll < 0.4:
        chosen = [f"{made.title} - The Pier Gazette"]
    else:
        chosen = []
    made.furniture += chosen
    return chosen


def _head(dice: random.Random, made: Document) -> list[str]:
    parts = [_byline(dice, made), _stamp(dice, made)]
    highlights = dice.sample(HIGHLIGHTS, dice.choice([0, 0, 1, 2, 3, 3, 4]))
    made.story += highlights
    mark = dice.choice(["", "", "", "• ", "- "]) if len(highlights) > 1 else ""
    shown = [mark + line for line in highlights]
    signed = [line for line in parts if line]
    return signed + shown if dice.random() < 0.5 else shown + signed


def _byline(dice: random.Random, made: Document) -> str:
    if dice.random() < 0.4:
        return ""
    one, two = dice.sample(NAMES, 2)
    form, made.authors = dice.choice(
        (
            (f"By {one}", (one,)),
            (f"By {one} and {two}", (one, two)),
            (f"By {one}, {two}", (one, two)),
            (f"{one}, Transport Correspondent", (one,)),
            (f"Written by: {one}", (one,)),
            (f"By {one}, Transport Correspondent", (one,)),
            (f"By {one} in Port Ansel", (one,)),
            (f"BY {one.upper()}", (one.upper(),)),
            (f"Author: {one}", (one,)),
            ("– Pier Gazette Desk", ("Pier Gazette Desk",)),
            ("(Reuters)", ("Reuters",)),
            (f"By {one} | The Pier Gazette", (one,)),
            (f"Reported by {one}", (one,)),
            (f"Story by {one}; photographs by {two}", (one,)),
        )
    )
    made.furniture.append(form)
    return form


def _stamp(dice: random.Random, made: Document) -> str:
    if dice.random() < 0.4:
        return ""
    form, made.published, made.updated = dice.choice(STAMPS)
    made.furniture.append(form)
    return form


def _body(dice: random.Random, made: Document) -> list[str]:
    paragraphs = dice.sample(PARAGRAPHS, dice.randint(5, 12))
    first = next(index for index, text in enumerate(paragraphs) if len(text) > 60)
    paragraphs.insert(0, paragraphs.pop(first))
    paragraphs[0] = _dateline(dice, made) + paragraphs[0]
    made.story += paragraphs
    body = list(paragraphs)
    for _ in range(dice.choice([0, 1, 2, 3])):
        place = dice.randint(1, len(body) - 1)
        if dice.random() < 0.35:
            line = dice.choice(TEASERS)
            made.teasers.append(line)
        else:
            line, kind = dice.choice(LABELLED)
            (made.captions if kind == "caption" else made.furniture).append(line)
        body.insert(place, line)
    return body


def _dateline(dice: random.Random, made: Document) -> str:
    place = dice.choice(PLACES)
    form, date = dice.choice(
        (
            ("", None),
            (f"{place.upper()}, March 4 (Agency) — ", None),
            (f"{place}. ", None),
            (f"{place.upper()} — ", None),
            (f"{place.upper()} (Reuters) - ", None),
            (f"{place.upper()}: ", None),
            (f"{place}, March 4, 2031 – ", epoch("2031-03-04")),
        )
    )
    if made.published is None and date is not None:
        made.published = date
    return form


def _tail(dice: random.Random, made: Document) -> list[str]:
    lines = dice.sample(TAIL, dice.choice([0, 1, 2, 3]))
    made.furniture += lines
    if dice.random() < 0.75:
        lines += _tags(dice, made)
    comments = list(dice.choice(COMMENTS)) if dice.random() < 0.6 else []
    made.furniture += comments
    if dice.random() < 0.3:
        related = ["Related stories", *dice.sample(TEASERS, 3)]
        made.furniture += related
        lines = lines + related if dice.random() < 0.5 else related + lines
    return lines + comments


def _tags(dice: random.Random, made: Document) -> list[str]:
    made.tags = dice.choice(TAG_SETS)
    tags = made.tags
    slashed = any("/" in tag for tag in tags)
    forms: list[list[str]] = [
        ["Tags: " + ", ".join(tags)],
        ["Topics: " + " | ".join(tags)],
        ["Filed under: " + ", ".join(tags)],
        ["KEYWORDS: " + "; ".join(tags)],
        ["Categories: " + ", ".join(tags)],
        ["Related Topics: " + ", ".join(tags)],
        ["Tags: " + " · ".join(tags)],
        ["Tags: " + " • ".join(tags)],
        ["TAGS", *tags],
        ["Tags:", *(f"- {tag}" for tag in tags)],
        ["Tagged with: " + ", ".join(tags)],
        ["Tags:" + ",".join(tags)],
        ["Topics: " + (", ".join(tags) if slashed else " / ".join(tags))],
    ]
    if all(tag.isalnum() for tag in tags):
        forms.append([" ".join("#" + tag for tag in tags)])
    if len(tags) == 1:
        forms = forms[:6]
    chosen = dice.choice(forms)
    made.furniture += chosen
    return chosen
