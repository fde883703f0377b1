"""Addresses reach a browser as an argument, cleaned, and nothing else does."""

from __future__ import annotations

import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from termnews.config import Config, OpenConfig, RefreshConfig
from termnews.tui import browser
from tests.support.screen import reader


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("mailto:a@b.example", False),
        ("ssh://-oProxyCommand=x", False),
        ("--config=/tmp/x", False),
        ("https://", False),
        ("", False),
    ],
)
def test_only_whole_web_addresses_are_opened(url: str, opened: bool) -> None:
    assert (browser.web_address(url) is not None) == opened


def test_an_address_that_holds_controls_is_cleaned_or_refused() -> None:
    cleaned = browser.web_address("https://a.example/\x1b]52;c;x\x07 y\n--flag")
    assert cleaned is None or cleaned.isprintable()


def test_the_address_takes_its_place_or_the_end() -> None:
    assert browser.arguments(("b", "--new", "{url}", "x"), "u") == ["b", "--new", "u", "x"]
    assert browser.arguments(("b",), "u; rm -rf $HOME") == ["b", "u; rm -rf $HOME"]


def test_a_program_of_ones_own_gets_one_argument(tmp_path: Path) -> None:
    target = tmp_path / "seen"
    script = f"import pathlib, sys; pathlib.Path({str(target)!r}).write_text(repr(sys.argv[1:]))"
    evil = "https://a.example/$(touch%20x);`x`"
    assert browser.launch((sys.executable, "-c", script, "{url}"), evil) == ""
    deadline = time.monotonic() + 20
    while not (target.exists() and target.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert target.read_text() == repr([evil])
    for thread in threading.enumerate():
        if thread.name == "browser":
            thread.join(20)


def test_a_program_that_is_not_there_is_told() -> None:
    assert "no-such-browser" in browser.launch(("no-such-browser",), "https://a.example")


@pytest.mark.parametrize(("works", "told"), [(True, ""), (False, "no browser was found")])
def test_the_systems_browser_is_asked(monkeypatch: pytest.MonkeyPatch, works: bool, told: str) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda url: works)
    assert browser.launch((), "https://a.example") == told


def test_the_systems_browser_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(url: str) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "open", fail)
    assert browser.launch((), "https://a.example") == "could not locate runnable browser"


@pytest.mark.parametrize(
    ("program", "alone"),
    [
        (("w3m",), ["w3m"]),
        (("/usr/bin/lynx", "-accept_all_cookies", "{url}"), ["/usr/bin/lynx", "-accept_all_cookies", "{url}"]),
        (("firefox", "--new-tab"), []),
    ],
)
def test_browsers_that_draw_on_the_terminal_are_known(program: tuple[str, ...], alone: list[str]) -> None:
    assert browser.text_browser(program) == alone


@pytest.mark.parametrize(
    ("found", "alone"),
    [
        (webbrowser.GenericBrowser("elinks"), ["elinks", "{url}"]),
        (webbrowser.GenericBrowser(["thing", "-u", "%s"]), ["thing", "-u", "{url}"]),
        (webbrowser.BackgroundBrowser("gull"), []),
        (webbrowser.Error("none"), []),
    ],
)
def test_the_systems_browser_may_be_one_too(
    found: webbrowser.BaseBrowser | Exception, alone: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def get(_using: str | None = None) -> webbrowser.BaseBrowser:
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(webbrowser, "get", get)
    assert browser.text_browser(()) == alone


def test_a_browser_on_the_terminal_is_waited_for(tmp_path: Path) -> None:
    target = tmp_path / "seen"
    script = f"import pathlib, sys; pathlib.Path({str(target)!r}).write_text(sys.argv[1])"
    assert browser.run((sys.executable, "-c", script), "https://a.example/$(x)") == ""
    assert target.read_text() == "https://a.example/$(x)"
    assert browser.run((sys.executable, "-c", "raise SystemExit(3)"), "u").endswith("ended with 3")
    assert "no-such-browser" in browser.run(("no-such-browser",), "u")


async def test_the_terminal_is_lent_to_a_text_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    lent: list[str] = []

    @contextmanager
    def suspend() -> Iterator[None]:
        lent.append("lent")
        yield
        lent.append("back")

    def run(program: list[str], url: str) -> str:
        lent.append(f"{program[0]} {url}")
        return ""

    monkeypatch.setattr(browser, "run", run)
    config = Config(open=OpenConfig(browser=("w3m",)), refresh=RefreshConfig(automatic=False))
    async with reader((100, 30), config=config) as it:
        await it.press("o")
        assert it.toasts == ["https://news.example/1: w3m needs a terminal of its own here"], "none in a test"
        monkeypatch.setattr(it.app, "suspend", suspend)
        await it.press("o")
        assert lent == ["lent", "w3m https://news.example/1", "back"]
        assert "Opened https://news.example/1" in it.toasts
