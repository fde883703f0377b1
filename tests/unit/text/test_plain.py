"""Plain-text articles: what each kind of line means, and what the neighbours make of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.article import (
    Block,
    Caption,
    Code,
    Furniture,
    Heading,
    Highlights,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from termnews.text.clean import is_clean
from termnews.text.plain import blocks_from_article, blocks_from_text, read_article

TITLE = "Harbour tunnel to reopen after eleven-week repair"
LEAD = "The harbour board said the pumps had run without a break since the water came in."
MORE = "Residents of the lower town have asked for a siren, and they have been promised a map."
PAGE = """North Korea's envoy arrives on an armoured train
First visit in nine years
Talks are to last three days
Neighbours ask for a seat
Moscow. The envoy stepped off an armoured train on Tuesday morning and shook hands with two ministers.
He did not say what he had brought.
Ten Facts About Armoured Trains That Nobody Tells You
"We have brought sandwiches," a spokesman said.
PHOTOS: Inside the dining car
The talks end on Friday, officials on both sides said.
Tags: north korea, russia, kim jong un, putin, defence
Leave a Comment
"""


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def folded(blocks: tuple[Block, ...]) -> dict[str, str]:
    return {line: block.kind for block in blocks if isinstance(block, Furniture) for line in block.lines}


def between(line: str) -> str:
    return f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{MORE}\n"


def behind(line: str) -> str:
    return f"{TITLE}\n\n{LEAD}\n\n{MORE}\n\n{line}\n"


def above(line: str) -> str:
    return f"{TITLE}\n\n{line}\n\n{LEAD}\n\n{MORE}\n"


def test_scraped_page_is_read_whole() -> None:
    read = read_article(PAGE)
    assert read.title == "North Korea's envoy arrives on an armoured train"
    assert read.highlights == ("First visit in nine years", "Talks are to last three days", "Neighbours ask for a seat")
    assert read.dateline == "Moscow"
    assert read.tags == ("north korea", "russia", "kim jong un", "putin", "defence")
    assert (read.authors, read.published, read.updated) == ((), None, None)
    assert folded(read.blocks) == {
        "Ten Facts About Armoured Trains That Nobody Tells You": "teaser",
        "PHOTOS: Inside the dining car": "photo",
        "Tags: north korea, russia, kim jong un, putin, defence": "tags",
        "Leave a Comment": "comments",
    }
    assert "He did not say what he had brought." in read.text.split("\n")
    assert isinstance(read.blocks[0], Highlights)


@pytest.mark.parametrize(
    "line",
    [
        "Home » Business » Shipping",
        "WORLD",
        "Transport",
        "Harbour tunnel to reopen after eleven-week repair - The Pier Gazette",
        "The Pier Gazette",
        "We use cookies to improve your experience. Accept all cookies",
        "Skip to content",
    ],
)
def test_what_stands_before_the_headline_is_furniture(line: str) -> None:
    read = read_article(f"{line}\n\n{TITLE}\n\n{LEAD}\n")
    assert read.title == TITLE
    assert folded(read.blocks) == {line: "navigation"}
    assert read.text == LEAD


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "Can a town of 900 people build its own satellite?",
        "Toll plan spreads across the U.S.",
        "And then the lamp went out...",
        "HARBOUR TUNNEL TO REOPEN",
        "‘We will not sell the pier’: the keepers speak",
        "Watch: divers carry a piano out of the station",
        "港のトンネル、11週間ぶりに再開へ",
    ],
)
def test_headlines_of_many_kinds_are_found(title: str) -> None:
    read = read_article(f"{title}\n\n{LEAD}\n\n{MORE}\n")
    assert (read.title, read.text) == (title, f"{LEAD}\n{MORE}")


@pytest.mark.parametrize("text", [f"{LEAD}\n\n{MORE}\n", f"He refused.\n\n{LEAD}\n", f"Dear readers,\n\n{LEAD}\n", ""])
def test_no_headline_is_invented(text: str) -> None:
    read = read_article(text)
    assert (read.title, read.authors, read.published, read.tags) == ("", (), None, ())


def test_short_headline_is_known_by_the_name_of_the_file() -> None:
    text = f"Fog\n\nA walk along the pier in November weather\n\n{LEAD}\n"
    assert read_article(text, name="fog-a-walk.txt").title != ""
    assert (
        read_article(f"Quiet victory\n\nA walk along the pier\n\n{LEAD}\n", name="quiet-victory.txt").title
        == "Quiet victory"
    )


@pytest.mark.parametrize("mark", ["", "• ", "- ", "* "])
def test_highlights_stand_between_headline_and_body(mark: str) -> None:
    read = read_article(
        f"{TITLE}\n\n{mark}Ferry fares stay frozen until June\n{mark}Third closure in two years\n\n{LEAD}\n"
    )
    assert read.highlights == ("Ferry fares stay frozen until June", "Third closure in two years")
    assert read.text == f"Ferry fares stay frozen until June\nThird closure in two years\n{LEAD}"


BYLINES = {
    "By Nora Quist": ("Nora Quist",),
    "By Nora Quist and Idris Bell": ("Nora Quist", "Idris Bell"),
    "By Nora Quist, Idris Bell and Rosa Tamm": ("Nora Quist", "Idris Bell", "Rosa Tamm"),
    "By NORA QUIST": ("NORA QUIST",),
    "Nora Quist, Transport Correspondent": ("Nora Quist",),
    "By Nora Quist, Transport Correspondent, and Idris Bell in Port Ansel": ("Nora Quist", "Idris Bell"),
    "Written by: N. Quist": ("N. Quist",),
    "Author: Ana María de la Vega": ("Ana María de la Vega",),
    "By Nora Quist | The Pier Gazette": ("Nora Quist",),
    "By Nora Quist (nora@pier.example)": ("Nora Quist",),
    "Story by Nora Quist; photographs by Idris Bell": ("Nora Quist",),
    "– Pier Gazette Desk": ("Pier Gazette Desk",),
    "By Our Correspondent": ("Our Correspondent",),
    "(Reuters)": ("Reuters",),
    "Edited by Idris Bell": (),
    "Von Nora Quist und Idris Bell": ("Nora Quist", "Idris Bell"),
    "Par Nora Quist": ("Nora Quist",),
    "Por Ana María de la Vega": ("Ana María de la Vega",),
    "Автор: Нора Квист": ("Нора Квист",),
    "記者：山田花子": ("山田花子",),
    "بقلم: نورا كويست": ("نورا كويست",),
}


@pytest.mark.parametrize(("line", "authors"), BYLINES.items())
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    read = read_article(above(line))
    assert read.authors == authors
    assert folded(read.blocks) == {line: "byline"}


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the first trains should run again.",
        "By land and by sea they came, and nobody counted them.",
        "Nora Quist, transport correspondent of this paper, was there when it happened.",
    ],
)
def test_sentences_are_no_bylines(line: str) -> None:
    read = read_article(between(line))
    assert read.authors == ()
    assert line in read.text


def test_bare_name_signs_only_beside_the_date() -> None:
    assert read_article(f"{TITLE}\nNora Quist\n4 March 2031\n\n{LEAD}\n").authors == ("Nora Quist",)
    assert read_article(f"{TITLE}\nNora Quist\nTransport Correspondent\n4 March 2031\n\n{LEAD}\n").authors == (
        "Nora Quist",
    )
    assert read_article(f"{TITLE}\n\nNora Quist\n\n{LEAD}\n").authors == ()
    assert read_article(f"{TITLE}\nHarbour City\n4 March 2031\n\n{LEAD} Harbour City is glad.\n").authors == ()


STAMPS = {
    "Published: 04 Mar 2031, 10:15 AM IST | Updated 2 hours ago": ("2031-03-04T04:45", None),
    "Last modified on Tuesday, 4 March 2031 08:02": (None, "2031-03-04T08:02"),
    "March 4, 2031": ("2031-03-04", None),
    "Published 10:15 AM, 4 March 2031 (GMT)": ("2031-03-04T10:15", None),
    "First published: 3 March 2031, 18:00 GMT | Last updated: 4 March 2031, 07:30 GMT": (
        "2031-03-03T18:00",
        "2031-03-04T07:30",
    ),
    "Published 4 March 2031 • 3 min read": ("2031-03-04", None),
    "Lisbon, 4 March 2031": ("2031-03-04", None),
    "Updated 2 hours ago": (None, None),
    "10:15 AM": (None, None),
    "Veröffentlicht am 4. März 2031, 08:02 Uhr | Aktualisiert: 4. März 2031, 10:15 Uhr": (
        "2031-03-04T08:02",
        "2031-03-04T10:15",
    ),
    "Publié le 4 mars 2031 à 10h15 - Mis à jour le 4 mars 2031 à 12h30": ("2031-03-04T10:15", "2031-03-04T12:30"),
    "Опубликовано: 4 марта 2031, 10:15": ("2031-03-04T10:15", None),
    "2031年3月4日 10時15分": ("2031-03-04T10:15", None),
}


@pytest.mark.parametrize(("line", "times"), STAMPS.items())
def test_stamps(line: str, times: tuple[str | None, str | None]) -> None:
    read = read_article(above(line))
    published, updated = (None if text is None else moment(text) for text in times)
    assert (read.published, read.updated) == (published, updated)
    assert folded(read.blocks) == {line: "byline"}


def test_byline_and_date_share_a_line() -> None:
    for line in (
        "By Nora Quist | March 4, 2031 | 3 min read",
        "Nora Quist • 4 March 2031",
        "By Nora Quist, 4 March 2031",
    ):
        read = read_article(above(line))
        assert (read.authors, read.published) == (("Nora Quist",), moment("2031-03-04"))


DATELINES = {
    "LISBON, March 4 (Agency) — ": ("LISBON, March 4 (Agency)", None),
    "Lisbon. ": ("Lisbon", None),
    "LISBON (Reuters) - ": ("LISBON (Reuters)", None),
    "Lisbon: ": ("Lisbon", None),
    "LISBON, March 4, 2031 — ": ("LISBON, March 4, 2031", "2031-03-04"),
    "São Tomé, 4 March 2031 – ": ("São Tomé, 4 March 2031", "2031-03-04"),
    "LISSABON (dpa) – ": ("LISSABON (dpa)", None),
    "The harbour. ": ("", None),
    "He said: ": ("", None),
}


@pytest.mark.parametrize(("opening", "expected"), DATELINES.items())
def test_datelines(opening: str, expected: tuple[str, str | None]) -> None:
    read = read_article(f"{TITLE}\n\n{opening}{LEAD}\n\n{MORE}\n")
    assert read.dateline == expected[0]
    assert read.published == (None if expected[1] is None else moment(expected[1]))
    assert read.text == f"{opening}{LEAD}\n{MORE}"


def test_dateline_on_a_line_of_its_own_opens_the_paragraph() -> None:
    read = read_article(f"{TITLE}\n\nMoscow.\n\n{LEAD}\n")
    assert (read.dateline, read.text) == ("Moscow", f"Moscow. {LEAD}")


FURNITURE = {
    "PHOTOS: Inside the flooded ticket hall…": "photo",
    "ALSO READ | Why trams beat buses": "teaser",
    "Read more: Council backs toll plan": "teaser",
    "Click here for the full timetable": "teaser",
    "Continue reading >>": "teaser",
    "VIDEO: Divers carry a piano": "teaser",
    "Explained | Why the tunnel flooded": "teaser",
    "Rope Works Owner Explains Why He Sold Everything!": "teaser",
    "Ten Lighthouses To Visit Before They Go Dark": "teaser",
    "Ferry captain wins poetry prize with ode to diesel": "teaser",
    "Share this: Facebook X WhatsApp Telegram": "share",
    "Click to share on X (Opens in new window)": "share",
    "Follow us on Instagram": "share",
    "0 Shares": "share",
    "Leave a Comment": "comments",
    "3 Comments": "comments",
    "Your email address will not be published.": "comments",
    "Sign up for the Morning Tide newsletter": "subscription",
    "Download our app": "subscription",
    "This article is for subscribers": "subscription",
    "Advertisement": "advert",
    "Story continues below": "advert",
    "(With inputs from agencies)": "copyright",
    "Source: Harbour Board": "copyright",
    "© 2031 Pier Gazette. All rights reserved.": "copyright",
    "Correction: an earlier version gave the wrong height.": "copyright",
    "Disclaimer: the views are the author's own.": "copyright",
    "Lesen Sie auch: Warum Straßenbahnen besser sind": "teaser",
    "Lire aussi : Pourquoi les trams battent les bus": "teaser",
    "Читайте также: Почему трамвай лучше автобуса": "teaser",
    "関連記事：なぜ路面電車はバスより速いのか": "teaser",
    "Kommentar schreiben": "comments",
    "Laisser un commentaire": "comments",
    "Deja un comentario": "comments",
    "コメントを残す": "comments",
    "اترك تعليقا": "comments",
    "Anzeige": "advert",
}


@pytest.mark.parametrize(("line", "kind"), FURNITURE.items())
def test_furniture_is_folded_and_kept(line: str, kind: str) -> None:
    for text in (between(line), behind(line)):
        read = read_article(text)
        assert folded(read.blocks) == {line: kind}
        assert read.text == f"{LEAD}\n{MORE}"


STORY = """
He refused.
“No,” she said.
What happens next?
That is all.
Share prices rose by two per cent.
Share of the vote fell to 12 per cent.
Follow the river for two miles.
Comments are welcome, the mayor said.
Sign up sheets will be posted at the door, she said.
Photos show the hall under water.
Correction fluid was used on the map.
Advertisements are banned from the tunnel.
Read aloud, the report takes four hours.
Read more books, she said.
More people came than expected.
Topics ranged from fishing to the weather.
Subscribe to the idea or not, it works.
Copyright law does not cover it.
"Share this," she said.
News travels slowly here.
Leave a comment in the book at the door, if you can find a pen.
Recommended dose: two spoons.
Published in 1931, the report was never read.
On 4 March 2031 the tunnel closed.
Updated rules take effect on Monday.
Terms of use of the pier have changed.
Background noise was a problem for the choir.
« Nous avons travaillé jour et nuit », a déclaré l'ingénieur.
„Wir haben Tag und Nacht gearbeitet“, sagte der Leiter.
「昼も夜も働いた」と技師は話した。
"""


@pytest.mark.parametrize("line", STORY.strip().split("\n"))
def test_sentences_of_the_story_are_never_folded(line: str) -> None:
    for text in (between(line), f"{TITLE}\n{LEAD}\n{line}\n{MORE}\n", behind(line)):
        read = read_article(text)
        assert folded(read.blocks) == {}
        assert line in read.text


@pytest.mark.parametrize("line", ["A small valve", "What the engineers found", "Why it matters", "The long repair"])
def test_section_headings_stay_in_the_body(line: str) -> None:
    blocks = read_article(between(line)).blocks
    assert [type(block) for block in blocks] == [Paragraph, Heading, Paragraph]


def test_verse_and_bare_lists_are_no_teasers() -> None:
    verse = "Oh the ferry goes over the water\nAnd the ferry comes back with the tide\n"
    verse += "With the coal and the cows and the daughter\nOf the man who was never a bride"
    read = read_article(between(verse))
    assert folded(read.blocks) == {}


def test_list_of_other_pieces_goes_with_its_heading() -> None:
    read = read_article(between("See also:\n• Council backs toll plan\n• Why trams beat buses"))
    assert folded(read.blocks) == {
        "See also:": "teaser",
        "• Council backs toll plan": "teaser",
        "• Why trams beat buses": "teaser",
    }
    read = read_article(behind("Related stories\n\nCouncil backs toll plan\n\nWhy trams beat buses"))
    assert set(folded(read.blocks).values()) == {"teaser"}
    assert read.text == f"{LEAD}\n{MORE}"


def test_list_of_the_story_stays() -> None:
    read = read_article(
        between(
            "It gave three reasons that nobody had thought of before the flood:\n- the valve\n- the wall\n- the clerk"
        )
    )
    assert [type(block) for block in read.blocks] == [Paragraph, Paragraph, ListBlock, Paragraph]


@pytest.mark.parametrize(
    "line",
    [
        "A ferry leaves the old pier on Monday. (Photo: M. Okafor/Pier Gazette)",
        "Image caption: The tunnel in 2029",
        "FILE - The mayor speaks at the opening of the tunnel.",
        "The mayor at the portal. Photograph: M. Okafor/Pier Gazette",
        "Photo: M. Okafor",
    ],
)
def test_captions_stand_apart_from_the_story(line: str) -> None:
    read = read_article(between(line))
    assert [type(block) for block in read.blocks] == [Paragraph, Caption, Paragraph]
    assert read.text == f"{LEAD}\n{MORE}"


def test_caption_glued_to_a_paragraph_is_cut_off() -> None:
    read = read_article(between(f"A ferry leaves the pier. (Photo: M. Okafor/Pier Gazette) {MORE}"))
    assert [type(block) for block in read.blocks] == [Paragraph, Caption, Paragraph, Paragraph]
    assert read.text == f"{LEAD}\n{MORE}\n{MORE}"


def test_comments_are_folded_with_what_readers_wrote() -> None:
    comment = "About time too. My boat has been stuck since January, and so have I."
    read = read_article(behind(f"2 Comments\n\nTom P. says: March 5, 2031 at 9:12 am\n\n{comment}\n\nReply"))
    assert read.published is None
    assert read.text == f"{LEAD}\n{MORE}"
    assert folded(read.blocks)[comment] == "comments"


def test_story_goes_on_behind_a_comment_link() -> None:
    assert read_article(between("Leave a Comment")).text == f"{LEAD}\n{MORE}"


def test_debris_of_pages_is_mended() -> None:
    story = "The har\u00adbour board met&nbsp;on Monday to talk about it."
    read = read_article(f"Harbour &amp; tunnel: the council&#8217;s plan &mdash; at last\r\n\r\n{story}")
    assert read.title == "Harbour & tunnel: the council’s plan — at last"
    assert read.text == "The harbour board met on Monday to talk about it."


def test_hard_wrapped_text_flows_again() -> None:
    text = (
        f"{TITLE}\n\nThe harbour board said the pumps had run without a break since\n"
        "the water came in, and that the last of them would be switched off\n"
        "at noon on the day after the holidays, when the long-\nterm plan is due.\n\n"
        "He refused.\n\nNobody in the lower town had asked for them, the clerk told the\n"
        "board, and nobody would have known whom to ask if they had wanted\nto.\n"
    )
    lines = read_article(text).text.split("\n")
    assert len(lines) == 3
    assert lines[0].endswith("when the long-term plan is due.")
    assert lines[1] == "He refused."


def test_paragraphs_of_one_line_each_are_kept_apart() -> None:
    lines = [LEAD, "He refused.", MORE, "“No,” she said.", LEAD]
    assert read_article("\n".join([TITLE, *lines])).text.split("\n") == lines


def test_tables_quotes_code_and_rules_become_blocks() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\nTown\tHomes\nEllery\t120\n\n> Is the well dry?\n> Not yet.\n\n"
    text += f"    x = f(1)\n    return x\n\n* * *\n\n{MORE}\n"
    blocks = read_article(text).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Quote, Code, Rule, Paragraph]
    assert blocks[3] == Code("x = f(1)\nreturn x")


def test_addresses_in_the_text_are_links() -> None:
    (paragraph,) = blocks_from_text("See https://pier.example/plan. It is short.")
    assert isinstance(paragraph, Paragraph)
    assert [span.link for span in paragraph.spans] == [None, "https://pier.example/plan", None]


def test_plain_content_of_a_feed_has_no_structure_read_into_it() -> None:
    blocks = blocks_from_text("By Nora Quist\n\nShare this: Facebook X\n\nTags: a, b")
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Paragraph]


def test_source_line_with_an_address_is_the_link() -> None:
    assert read_article(behind("Source: https://pier.example/tunnel")).link == "https://pier.example/tunnel"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600))
def test_any_text_gives_clean_blocks(text: str) -> None:
    read = read_article(text)
    assert blocks_from_article(text) == read.blocks
    for line in (read.title, *read.highlights, *read.authors, *read.tags, *read.text.split("\n")):
        assert is_clean(line)


LINES = [
    TITLE,
    LEAD,
    MORE,
    "He refused.",
    "",
    "Tags: a, b",
    "TAGS",
    "By Nora Quist",
    "4 March 2031",
    "Related stories",
    "- item",
]
LINES += [
    "-----",
    "> quote",
    "a\tb",
    "    code = 1",
    "3 Comments",
    "Tom P. says: March 5, 2031 at 9:12 am",
    "Ten Ways To Cross a River",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_no_word_is_ever_thrown_away(lines: list[str]) -> None:
    """Whatever a line is taken for, it is in the title or in some block."""
    read = read_article("\n".join(lines))
    shown = read.title + repr(read.blocks)
    for line in lines:
        for word in line.replace("\t", " ").split():
            assert word.strip("-*>") in shown
