"""Tag lines: labels, separators, and what may not be split."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.text.plain import read_article, tags_in
from termnews.text.tagnames import tag_key

STORY = (
    "Harbour tunnel to reopen after eleven-week repair\n\nThe harbour board said the pumps had run without a break.\n\n"
)

LINES = {
    "Tags: tunnels, Harbour City, ferries": ("tunnels", "Harbour City", "ferries"),
    "Tags: north korea, russia, kim jong un, putin, defence": (
        "north korea",
        "russia",
        "kim jong un",
        "putin",
        "defence",
    ),
    "Tags:a,b,c": ("a", "b", "c"),
    "TAGS : one two, three": ("one two", "three"),
    "Topics: Rail | Ports": ("Rail", "Ports"),
    "Filed under: Transport, Local": ("Transport", "Local"),
    "Filed in: Transport": ("Transport",),
    "Tagged with: tolls": ("tolls",),
    "KEYWORDS: tunnel; harbour; repair": ("tunnel", "harbour", "repair"),
    "Categories: Crime and law, Chile": ("Crime and law", "Chile"),
    "Categories: December 22, 2004, Space": ("December 22, 2004", "Space"),
    "#tunnel #HarbourCity": ("tunnel", "HarbourCity"),
    "Tags: #tunnel, #Harbour": ("tunnel", "Harbour"),
    "Related Topics: rail, ports": ("rail", "ports"),
    "Tags: rail · ports · tolls": ("rail", "ports", "tolls"),
    "Tags: rail • ports": ("rail", "ports"),
    "Tags: rail / ports": ("rail", "ports"),
    "Tags: rail/ports/ferries": ("rail", "ports", "ferries"),
    "Tags: AC/DC": ("AC/DC",),
    "Tags: C++, C#, .NET, St. John's": ("C++", "C#", ".NET", "St. John's"),
    "Tags: U.S., Brindle & Sons Ltd.": ("U.S.", "Brindle & Sons Ltd."),
    "Tags: one, two.": ("one", "two"),
    "Tags: Rail, rail, RAIL, Ports": ("Rail", "Ports"),
    "Tags: “one”, 'two'": ("one", "'two'"),
    "TAGS tunnels, harbour, ferries": ("tunnels", "harbour", "ferries"),
    "Schlagwörter: Tunnel, Hafen": ("Tunnel", "Hafen"),
    "Mots-clés : tunnel, port": ("tunnel", "port"),
    "Etiquetas: túnel, puerto": ("túnel", "puerto"),
    "Palavras-chave: túnel; porto": ("túnel", "porto"),
    "Parole chiave: tunnel, porto": ("tunnel", "porto"),
    "Теги: тоннель, порт": ("тоннель", "порт"),
    "タグ：トンネル、港、交通": ("トンネル", "港", "交通"),
    "标签：隧道，港口": ("隧道", "港口"),
    "الوسوم: نفق، ميناء": ("نفق", "ميناء"),
    "תגיות: מנהרה, נמל": ("מנהרה", "נמל"),
}

NOT_TAGS = [
    "Tags on the suitcases had turned to pulp.",
    "Topics ranged from fishing to the weather.",
    "Topics: the meeting will discuss the harbour, the tunnel and what the clerk had for lunch on Monday.",
    "Keywords are words.",
    "#1 on the list",
    "# Heading",
]


@pytest.mark.parametrize(("line", "tags"), LINES.items())
def test_tag_lines(line: str, tags: tuple[str, ...]) -> None:
    assert tags_in(line) == tags
    read = read_article(STORY + line)
    assert read.tags == tags
    assert line not in read.text


@pytest.mark.parametrize("line", NOT_TAGS)
def test_other_lines_hold_no_tags(line: str) -> None:
    assert not tags_in(line)


@pytest.mark.parametrize(
    "block",
    [
        "TAGS\ntunnels\nHarbour City\nC++",
        "TAGS\n\ntunnels\n\nHarbour City\n\nC++",
        "Tags:\n- tunnels\n- Harbour City\n- C++",
        "Tags:\n• tunnels\n• Harbour City\n• C++",
        "Topics\ntunnels\nHarbour City\nC++",
        "Tags:\ntunnels, Harbour City, C++",
        "Tags: tunnels,\nHarbour City, C++",
    ],
)
def test_tags_below_their_heading(block: str) -> None:
    read = read_article(f"{STORY}{block}\n\nLeave a Comment\n")
    assert read.tags == ("tunnels", "Harbour City", "C++")
    assert "tunnels" not in read.text


def test_tags_of_several_lines_are_joined_in_their_order() -> None:
    assert read_article(f"{STORY}Filed under: Transport\nTags: tunnels, transport\n").tags == ("Transport", "tunnels")


def test_tags_may_stand_above_the_story() -> None:
    title, _, story = STORY.partition("\n\n")
    assert read_article(f"{title}\nTags: tunnels, ferries\n\n{story}").tags == ("tunnels", "ferries")


def test_text_without_tags_has_none() -> None:
    assert read_article(STORY).tags == ()
    assert read_article(f"{STORY}Tags:\n").tags == ()


TAG = st.text("abcdefgh ÄéжЖ漢字ابג+#'0123456789", min_size=1, max_size=14).map(
    lambda text: " ".join(text.lstrip("# ").split())
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        TAG.filter(lambda tag: bool(tag_key(tag)) and not tag.isdecimal() and tag[0] not in "+'"),
        min_size=2,
        max_size=6,
        unique_by=tag_key,
    ),
    st.sampled_from([", ", " | ", "; ", " · ", " • "]),
)
def test_tags_come_back_as_they_were_written(tags: list[str], separator: str) -> None:
    assert tags_in("Tags: " + separator.join(tags)) == tuple(tags)
