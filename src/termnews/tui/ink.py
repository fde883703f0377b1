"""From the name of a role to the style that the theme gives it, for everything that is drawn by lines.

Roles are resolved here and not by component classes of the stylesheet: the toolkit styles those anew for each widget
at each change of focus, which with seventy roles takes longer than drawing the whole screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from termnews.model.tagcolours import COLOURS
from termnews.tui.cells import Piece
from termnews.tui.safe import visible


@dataclass(frozen=True, slots=True)
class Look:
    """How a role looks, in names of the theme's variables."""

    ink: str = ""
    """Foreground; empty: as what is around it."""
    style: str = ""
    """Words such as `bold`, or `$name` of a variable that holds them."""
    ground: str = ""
    """Background; empty: as what is around it."""


_CODE = "code-ground"
TAGS: Mapping[str, Look] = {f"tag-{colour}": Look(f"tag-{colour}") for colour in COLOURS}
"""Roles of tags that the person gave a colour."""

ROWS: Mapping[str, Look] = {
    "ink": Look("ink"),
    "muted": Look("ink-muted", "$ink-muted-style"),
    "unread": Look("unread", "$unread-style"),
    "title": Look("unread", "bold"),
    "dot": Look("link"),
    "starred": Look("starred"),
    "tag": Look("tag"),
    "own-tag": Look("own-tag"),
    **TAGS,
    "link": Look("link"),
    "heading": Look("heading", "bold"),
    "heading-blurred": Look("ink-muted", "bold"),
    "rule": Look("rule"),
    "good": Look("good"),
    "problem": Look("problem"),
    "hit": Look("hit-ink", ground="hit"),
    "cursor-bar": Look("rule-focused"),
    "key": Look("heading", "bold"),
    "cursor": Look(style="$cursor-style", ground="cursor"),
    "cursor-blurred": Look(style="$cursor-blurred-style", ground="cursor-blurred"),
}
"""Roles of rows and bars, and the grounds that rows may stand on."""

ARTICLE: Mapping[str, Look] = {
    "text": Look("ink"),
    "title": Look("unread", "bold"),
    "meta": Look("ink-muted", "$ink-muted-style"),
    "tag": Look("tag"),
    "own-tag": Look("own-tag"),
    "highlight": Look("ink", "bold"),
    "highlight-bar": Look("starred"),
    **{f"heading-{level}": Look("heading", "bold" if level < 4 else "") for level in range(1, 7)},
    "quote": Look("ink", "italic"),
    "quote-bar": Look("rule"),
    "quote-source": Look("ink-muted", "$ink-muted-style"),
    "list-marker": Look("link"),
    "term": Look(style="bold"),
    "table-header": Look(style="bold"),
    "table-rule": Look("rule"),
    "caption": Look("ink-muted", "$ink-muted-style"),
    "footnote-label": Look("link"),
    "media": Look("link", "bold"),
    "furniture": Look("ink-muted", "$ink-muted-style"),
    "fold": Look("link"),
    "rule": Look("rule"),
    "muted": Look("ink-muted", "$ink-muted-style"),
    "small": Look("ink-muted", "$ink-muted-style"),
    "strong": Look(style="bold"),
    "emphasis": Look(style="italic"),
    "math": Look("code-name"),
    "code": Look("ink", ground=_CODE),
    "kbd": Look("ink", "bold", _CODE),
    "superscript": Look("ink-muted"),
    "subscript": Look("ink-muted"),
    "inserted": Look(style="underline"),
    "strike": Look(style="strike"),
    "mark": Look("hit-ink", ground="hit"),
    "link": Look("link", "underline"),
    "code-keyword": Look("code-keyword", ground=_CODE),
    "code-name": Look("code-name", ground=_CODE),
    "code-string": Look("code-string", ground=_CODE),
    "code-number": Look("code-number", ground=_CODE),
    "code-comment": Look("code-comment", "italic", _CODE),
    "code-operator": Look("ink", ground=_CODE),
    "code-inserted": Look("good", ground=_CODE),
    "code-deleted": Look("problem", ground=_CODE),
}
"""Roles of an article, named by `text.wrap.STYLES`."""

PAGE: Mapping[str, Look] = {
    **ARTICLE,
    **TAGS,
    "hit-now": Look("starred", "bold reverse"),
    "label": Look("hit-ink", "bold", "hit"),
    "label-typed": Look("ink-muted", "bold", "hit"),
}
"""Roles of an article, of the place in it that a find shows, and of letters laid over its links."""


class Ink:
    """The styles of one widget, made once for each theme."""

    def __init__(self, widget: Widget, looks: Mapping[str, Look] = ROWS) -> None:
        self._widget = widget
        self._looks = looks
        self._styles: dict[tuple[str, str], Style] = {}

    def clear(self) -> None:
        """Forget the styles: the theme changed."""
        self._styles.clear()

    def style(self, role: str, ground: str = "") -> Style:
        """Give the style of a role, or of several joined by `+`; `ground` names what the row stands on (`cursor`)."""
        known = self._styles.get((role, ground))
        if known is None:
            known = self._styles[role, ground] = self._make(role, ground)
        return known

    def _make(self, role: str, ground: str) -> Style:
        style = self._widget.rich_style
        for part in role.split("+"):
            style += self._look(self._looks.get(part, Look()))
        if not ground:
            return style
        under = self._look(self._looks[ground])
        if under.reverse:
            return Style(bold=style.bold, italic=style.italic, underline=style.underline) + under
        return style + under if role != "hit" else style

    def _look(self, look: Look) -> Style:
        words = self._variable(look.style[1:]) if look.style.startswith("$") else look.style
        style = Style.parse(words) if words and words != "none" else Style()
        return style + Style(color=self._colour(look.ink), bgcolor=self._colour(look.ground))

    def _colour(self, name: str) -> RichColor | None:
        return Color.parse(self._variable(name)).rich_color if name else None

    def _variable(self, name: str) -> str:
        return self._widget.app.theme_variables.get(name, "")

    def strip(self, pieces: Iterable[Piece], width: int, ground: str = "") -> Strip:
        """Draw pieces as a line of exactly `width` cells."""
        segments = [Segment(visible(text), self.style(role, ground)) for text, role in pieces if text]
        return Strip(segments).adjust_cell_length(width, self.style("ink", ground))
