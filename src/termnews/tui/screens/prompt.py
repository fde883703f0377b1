"""Small screens that ask: a line of text, yes or no, one of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from termnews.tui.cells import width
from termnews.tui.safe import assemble, content

ABREAST = 56
"""Cells of an option from which its small print stands on a line of its own."""

OFFERED = 8
"""Completions shown at once."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on."""

    shown: str
    told: str
    """A few words on it."""
    line: str
    """The whole line, once it is taken."""


class AskScreen(ModalScreen[str | None]):
    """Ask for a line of text; names that are known are offered while typing."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("tab", "complete", "Complete", priority=True),
        Binding("down", "pick(1)", "Next", priority=True),
        Binding("up", "pick(-1)", "Previous", priority=True),
    ]

    def __init__(self, question: str, *, value: str = "", hint: str = "", known: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._hint = hint
        self._known = known

    def compose(self) -> ComposeResult:
        """A title, the line, what is offered, a hint."""
        with Vertical(classes="box"):
            yield Static(content(self._question), classes="box-title")
            yield Input(self._value, select_on_focus=False, compact=True)
            yield OptionList(classes="offers", compact=True)
            yield from self.compose_told()
            yield Static(content(self._hint), classes="box-hint")

    def compose_told(self) -> ComposeResult:
        """What stands between what is offered and the hint: nothing."""
        yield from ()

    def on_mount(self) -> None:
        """Keep the cursor still and offer what fits."""
        self.query_one(Input).cursor_blink = False
        self._offer(self._value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(event.value)

    def offers(self, typed: str) -> list[Offer]:
        """What may be meant."""
        from rapidfuzz import fuzz  # with the first thing that is looked for

        before, comma, last = typed.rpartition(",")
        word = last.strip().lstrip("-#").casefold()
        if not word:
            return []
        scored = [
            (fuzz.WRatio(word, name.casefold()) + 100 * name.casefold().startswith(word), name) for name in self._known
        ]
        sign = "-" if last.strip().startswith("-") else ""
        start = f"{before}{comma}{' ' if comma else ''}{sign}"
        near = [name for score, name in sorted(scored, key=lambda pair: -pair[0])[:OFFERED] if score > 80]
        return [Offer(name, "", f"{start}{name}") for name in near]

    def _offer(self, typed: str) -> None:
        shown = self.query_one(OptionList)
        self._offered = self.offers(typed)
        shown.clear_options()
        shown.add_options(
            [
                Option(assemble(offer.shown, (f"  {offer.told}" if offer.told else "", "$ink-muted")))
                for offer in self._offered
            ]
        )
        shown.display = bool(self._offered)

    def action_pick(self, step: int) -> None:
        """Move in what is offered."""
        shown = self.query_one(OptionList)
        if self._offered:
            at = -1 if shown.highlighted is None else shown.highlighted
            shown.highlighted = max(0, min(at + step, len(self._offered) - 1))

    def action_complete(self) -> None:
        """Put the marked offer, or the first, into the line."""
        if self._offered:
            line = self.query_one(Input)
            at = self.query_one(OptionList).highlighted or 0
            line.value = self._offered[at].line
            line.cursor_position = len(line.value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_complete()
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit(event.value)

    def submit(self, typed: str) -> None:
        """End with what was typed."""
        self.dismiss(typed)

    def action_leave(self) -> None:
        """End without an answer."""
        self.dismiss(None)


class ConfirmScreen(ModalScreen[bool]):
    """Ask before something large."""

    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
        Binding("left,h", "app.focus_previous", "Left"),
        Binding("right,l", "app.focus_next", "Right"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        """The question and two buttons."""
        with Vertical(classes="box"):
            yield Static(content(self._question), classes="box-title")
            with Horizontal(classes="buttons"):
                yield Button(content(f"{self._yes} (y)"), id="yes", compact=True, flat=True)
                yield Button(content("No (n)"), id="no", compact=True, flat=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer by a key."""
        self.dismiss(yes)


class ChooseScreen(ModalScreen[int | None]):
    """Let choose one of several; gives its number, or None."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "leave", "Leave"),
        Binding("j", "move(1)", "Down"),
        Binding("k", "move(-1)", "Up"),
        Binding("l,right", "take", "Take"),
    ]

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], *, chosen: int = 0, roles: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._chosen = chosen
        self._roles = roles
        """Colours of the options' texts."""
        self._broad = any(width(text) + width(told) > ABREAST for text, told in options)

    def compose(self) -> ComposeResult:
        """A title and the list."""
        with Vertical(classes="box broad" if self._broad else "box"):
            yield Static(content(self._title), classes="box-title")
            roles = [*self._roles, *[""] * len(self._options)]
            drawn = (self._drawn(*option, role) for option, role in zip(self._options, roles, strict=False))
            yield OptionList(*map(Option, drawn), compact=True)

    def _drawn(self, text: str, told: str, role: str) -> Content:
        """Put the small print behind the text, or below it where some would not fit behind."""
        small = assemble((f"  {told}" if told else "", "$ink-muted"))
        return Content("\n" if self._broad else "").join([content(text, f"${role}" if role else ""), small])

    def on_mount(self) -> None:
        """Begin at what holds now."""
        self.query_one(OptionList).highlighted = self._chosen if self._options else None

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.preview(event.option_index)

    def preview(self, index: int) -> None:
        """Show what choosing this one would do."""

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)

    def action_move(self, step: int) -> None:
        """Move the mark."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    def action_take(self) -> None:
        """Take the marked one."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """End without a choice."""
        self.dismiss(None)
