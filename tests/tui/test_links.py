"""Links of an article: chosen by letters, followed within the article, opened by the program that fits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termnews.config import Config, OpenConfig, RefreshConfig
from termnews.library import Library
from termnews.tui import browser
from termnews.tui.hyperlinks import sendable
from termnews.tui.labels import labels
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader

BODY = (
    '<p>The ferry <a href="https://harbour.example/notice?utm_source=feed&id=7">was late</a> again,'
    ' and 名前 <a href="https://xn--80ak6aa92e.example/login">your bank</a> says so.'
    '<sup><a href="#fn1" id="fnref1">1</a></sup></p>'
    + "".join(f"<p>Paragraph {number} of a long report on tides.</p>" for number in range(60))
    + '<ol><li id="fn1"><p>The note that the number means. <a href="#fnref1">↩</a></p></li></ol>'
)


def fill(library: Library) -> None:
    put(library, "https://a.example/feed", range(1), title="A ferry", content=BODY, text="The ferry was late")


async def hinted(it: Reader) -> Reader:
    """Open the article and put letters over its links."""
    await it.press("g", "g", "enter")
    return await it.press("semicolon")


async def test_letters_lie_over_the_links_in_view_and_choose_one(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await hinted(it)
        assert it.main.linking.active
        links = it.main.pane.links
        line = next(line for line in it.lines if "The ferry" in line)
        assert "was late" not in line, "the first letters of the link are covered"
        assert "choose a link" in it.lines[-1]
        labelled = {spot.url: label for label, spot in it.main.linking._spots.items()}
        assert set(labelled) <= set(links)
        await it.press(*labelled["https://xn--80ak6aa92e.example/login"])
        assert not it.main.linking.active
        assert "xn--80ak6aa92e.example" in it.text, "the real host is shown before anything is opened"
        await it.press("j", "enter")
        assert any("Address copied" in told for told in it.toasts)
        assert "was late" in it.text


async def test_what_is_copied_follows_nobody(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await hinted(it)
        label = next(label for label, spot in it.main.linking._spots.items() if "notice" in spot.url)
        await it.press(*label, "j", "enter")
        assert it.app.clipboard == "https://harbour.example/notice?id=7"


async def test_another_key_or_another_view_leaves(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await hinted(it)
        await it.press("escape")
        assert not it.main.linking.active
        assert it.main.desk.pane == "article"
        await it.press("semicolon")
        it.main.pane.page(1)
        await it.settle()
        assert not it.main.linking.active


async def test_without_a_link_in_view_it_says_so(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("g", "g", "enter", "space", "semicolon")
        assert not it.main.linking.active
        assert "No link is in view" in it.toasts


async def test_a_number_leads_to_its_note_and_back(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await hinted(it)
        label = next(label for label, spot in it.main.linking._spots.items() if spot.url.startswith("#"))
        await it.press(*label)
        assert "The note that the number means" in it.text
        await it.press("backspace")
        assert "The ferry" in it.text


@given(st.integers(0, 900))
def test_no_label_is_the_beginning_of_another(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == count == len(made)
    assert len({len(label) for label in made}) <= 1


@pytest.mark.parametrize(
    ("url", "program"),
    [
        ("https://youtube.com/watch?v=1", "mpv"),
        ("https://www.youtube.com/watch?v=1", "mpv"),
        ("https://notyoutube.com/watch", None),
        ("https://evil.example/youtube.com", None),
        ("https://a.example/deep/Paper.PDF?x=1", "zathura"),
        ("https://a.example/?file=x.pdf", None),
        ("mailto:ed@a.example", "mutt"),
        ("https://news.example/live/7", "live"),
        ("https://pictures.example.org/1", "any"),
    ],
)
def test_the_first_program_that_fits_opens_an_address(url: str, program: str | None) -> None:
    programs: dict[str, Sequence[str]] = {
        "youtube.com": ("mpv", "{url}"),
        "*.pdf": ("zathura",),
        "mailto:": ("mutt",),
        "https://*/live/*": ("live",),
        "*.example.org": ("any",),
    }
    assert (browser.program_for(programs, url) or (None,))[0] == program


async def test_a_program_of_ones_own_gets_addresses_that_are_no_web_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Sequence[str], str]] = []

    def launch(program: Sequence[str], url: str) -> str:
        opened.append((program, url))
        return ""

    monkeypatch.setattr(browser, "launch", launch)
    programs = {"mailto:": ("mutt", "{url}")}
    config = Config(
        library=str(tmp_path / "library.db"),
        open=OpenConfig(browser=("gull",), programs=programs),
        refresh=RefreshConfig(automatic=False),
    )
    async with library_reader(tmp_path / "library.db", fill, config=config) as it:
        it.main.desk.open_address("mailto:ed@a.example")
        await it.settle()
        it.main.desk.open_address("https://a.example/")
        await it.settle()
    assert opened == [(("mutt", "{url}"), "mailto:ed@a.example"), (("gull",), "https://a.example/")]


@given(st.text(max_size=60))
def test_only_visible_ascii_is_sent_as_a_link(tail: str) -> None:
    sent = sendable(f"https://a.example/{tail}")
    assert sent is None or (sent.startswith("https://a.example/") and all("!" <= sign <= "~" for sign in sent))
    assert sendable(tail) is None or sendable(tail).startswith(("http://", "https://"))  # type: ignore[union-attr]
