"""Pictures of the states that a person would name, at three sizes, dark and light; look at every difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from termnews.config import Config, ReaderConfig, RefreshConfig
from termnews.model.ids import FeedId
from termnews.tui.app import TermnewsApp
from tests.support.fake_news import Story
from tests.support.fake_session import FakeSession
from tests.support.screen import Reader

WIDE, MEDIUM, NARROW = (200, 50), (120, 36), (80, 24)

STATES: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "wide list dark": (WIDE, "termnews-dark", ()),
    "wide article light": (WIDE, "termnews-light", ("j", "enter")),
    "medium list dark": (MEDIUM, "termnews-dark", ("j", "j")),
    "medium article light": (MEDIUM, "termnews-light", ("enter", "ctrl+d")),
    "narrow list dark": (NARROW, "termnews-dark", ()),
    "narrow article light": (NARROW, "termnews-light", ("j", "enter")),
    "find in an article dark": (MEDIUM, "termnews-dark", ("j", "enter", "slash", "t", "h", "e", "down")),
    "narrow tags dark": (NARROW, "termnews-dark", ("t", "enter", "j", "-")),
    "tags with colours dark": (
        WIDE,
        "termnews-dark",
        ("t", "C", "j", "j", "j", "enter", "G", "C", "j", "enter", "g", "g"),
    ),
    "narrow tags in the terminal's colours": (NARROW, "termnews-terminal", ("t", "C", "j", "enter", "j", "enter")),
    "keys dark": (MEDIUM, "termnews-dark", ("?",)),
    "palette light": (NARROW, "termnews-light", ("ctrl+p", "s", "t")),
    "search dark": (MEDIUM, "termnews-dark", ("slash", "b", "o", "r", "d")),
    "nothing found light": (MEDIUM, "termnews-light", ("slash", "q", "q", "enter")),
    "selection and toast dark": (MEDIUM, "termnews-dark", ("x", "x", "x", "s")),
    "themes in the terminal's colours": (MEDIUM, "termnews-terminal", ("T",)),
    "new articles wait light": (NARROW, "termnews-light", ("+new",)),
}


@pytest.mark.parametrize("name", STATES)
def test_snapshot(name: str, snap_compare: Callable[..., bool]) -> None:
    size, theme, keys = STATES[name]
    session = FakeSession()
    config = Config(reader=ReaderConfig(theme=theme), refresh=RefreshConfig(automatic=False))
    app = TermnewsApp(session, config)

    async def before(pilot: Pilot[Any]) -> None:
        it = await Reader(app, session, pilot).settle()
        for key in keys:
            if key == "+new":
                session.arrive(Story("Just in: a bell rings twice", FeedId(1), 5))
            else:
                await it.press(key)
        await it.settle()

    assert snap_compare(app, terminal_size=size, run_before=before)
