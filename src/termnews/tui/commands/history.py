"""Commands that take changes back, one by one or down to any step of the history."""

from __future__ import annotations

import asyncio

from termnews.model.step import Step
from termnews.text.numbers import counted
from termnews.tui import times
from termnews.tui.commands.registry import command
from termnews.tui.commands.ui import Ui

GROUP = "Marking"


@command("change.undo", "u", "Undo", group=GROUP, hint="undo", rank=45)
def undo(ui: Ui) -> None:
    """Take the last change back, or as many as typed before the key: marks, tags, feeds removed, whatever it was."""
    ui.undo(ui.count or 1)


@command("change.redo", "ctrl+r", "Redo", group=GROUP)
def redo(ui: Ui) -> None:
    """Do again what was taken back."""
    ui.undo(ui.count or 1, redo=True)


@command("change.history", "U", "What was done", group=GROUP)
async def history(ui: Ui) -> None:
    """List what was done, newest first; choosing a step takes back everything down to it, or does it again up to it."""
    steps = await asyncio.wrap_future(ui.session.history.steps())
    if not steps:
        ui.say("Nothing was done yet")
        return
    now = int(ui.session.clock.now())
    newest = next((at for at, step in enumerate(steps) if not step.undone), len(steps) - 1)
    chosen = await ui.choose("What was done", [_row(step, now) for step in steps], chosen=newest)
    if chosen is None:
        return
    step = steps[chosen]
    question, yes = _question(steps, step)
    if await ui.confirm(question, yes):
        replayed = ui.session.history.redo_to(step.id) if step.undone else ui.session.history.undo_to(step.id)
        ui.replay(replayed, redo=step.undone)


def _row(step: Step, now: int) -> tuple[str, str]:
    """What was done, and when; that it was taken back is a word of its own."""
    return f"{'undone · ' if step.undone else ''}{step.label}", times.ago(step.at, now)


def _question(steps: tuple[Step, ...], step: Step) -> tuple[str, str]:
    """What is asked before, with the number of steps that it is about, and what agrees to it."""
    if step.undone:
        number = sum(other.undone and other.id <= step.id for other in steps)
        verb, adverb, edge, yes = "Do", "again", "up to", "Do again"
    else:
        number = sum(not other.undone and other.id >= step.id for other in steps)
        verb, adverb, edge, yes = "Take", "back", "down to", "Take back"
    if number == 1:
        return f"{verb} “{step.label}” {adverb}?", yes
    return f"{verb} {counted(number, 'step')} {adverb}, {edge} “{step.label}”?", yes
