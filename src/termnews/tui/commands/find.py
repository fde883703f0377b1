"""Commands for finding in the open article."""

from __future__ import annotations

from termnews.tui.commands.registry import When, command
from termnews.tui.commands.ui import Ui

GROUP = "Reading"


has_article = When(lambda ui: ui.finder.possible, "no article is open")
finding = When(lambda ui: ui.finder.active, "nothing was looked for in the article")


@command(
    "find.start", "/", "Find in the article", group=GROUP, when=has_article, panes=("article",), hint="find", rank=30
)
def start(ui: Ui) -> None:
    """Find words in the open article as you type; `/like this/` is a regular expression."""
    ui.focus("article")
    ui.finder.begin()


@command("find.next", "n", "Next hit", group=GROUP, when=finding, panes=("article",), hint="next hit", rank=11)
def next_hit(ui: Ui) -> None:
    """Go to the next place that was found in the article."""
    ui.finder.step(ui.count or 1)


@command("find.previous", "N", "Previous hit", group=GROUP, when=finding, panes=("article",))
def previous_hit(ui: Ui) -> None:
    """Go to the place before that was found in the article."""
    ui.finder.step(-(ui.count or 1))
