"""Themes: our own, tuned for long reading, and the roles that every theme of the toolkit is given.

A role is what a colour is for (`$unread`, `$own-tag`, `$code-string`). Our themes state them; for all others they are
derived from the theme's own colours and moved until they can be read. Widgets use roles, never colours.
"""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from termnews.model.tagcolours import COLOURS
from termnews.tui.contrast import legible

DEFAULT = "termnews-dark"

TEXT_ROLES = ("ink", "unread")
"""Running text: 7:1 in our own themes."""

SMALL_ROLES = (
    "ink-muted",
    "starred",
    "tag",
    "own-tag",
    *(f"tag-{colour}" for colour in COLOURS),
    "link",
    "heading",
    "good",
    "problem",
    "code-keyword",
    "code-string",
    "code-number",
    "code-comment",
    "code-name",
)
"""Everything else that says something: 4.5:1 in every theme."""

GROUNDS = ("page", "chrome", "cursor", "cursor-blurred", "code-ground")
"""What those roles stand on."""

STYLES = {
    "ink-muted-style": "none",
    "unread-style": "bold",
    "cursor-style": "none",
    "cursor-blurred-style": "none",
}
"""Text styles that come with roles; the terminal's own colours need them, elsewhere colour is enough."""


def _own(name: str, *, dark: bool, primary: str, variables: dict[str, str]) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=primary,
        secondary=variables["tag"],
        accent=variables["starred"],
        warning=variables["starred"],
        error=variables["problem"],
        success=variables["good"],
        foreground=variables["ink"],
        background=variables["page"],
        surface=variables["chrome"],
        panel=variables["cursor-blurred"],
        variables={
            **variables,
            "border": variables["rule-focused"],
            "border-blurred": variables["rule"],
            "block-cursor-background": variables["cursor"],
            "block-cursor-foreground": variables["ink"],
            "block-cursor-text-style": "bold",
            "input-cursor-background": variables["ink"],
            "input-cursor-foreground": variables["page"],
            "input-selection-background": f"{primary} 35%",
            "scrollbar": variables["rule"],
            "scrollbar-hover": variables["ink-muted"],
            "scrollbar-active": variables["rule-focused"],
            "scrollbar-background": variables["page"],
            "scrollbar-background-hover": variables["page"],
            "scrollbar-background-active": variables["page"],
            "scrollbar-corner-color": variables["page"],
            "screen-selection-background": f"{primary} 35%",
        },
    )


_DARK = {
    "page": "#15171b",
    "chrome": "#1d2026",
    "cursor": "#2b3443",
    "cursor-blurred": "#22262d",
    "rule": "#333841",
    "rule-focused": "#7f9fd0",
    "ink": "#e8e3d9",
    "ink-muted": "#a8a59d",
    "unread": "#fbf8f1",
    "starred": "#e6bf6a",
    "tag": "#8cc4a4",
    "own-tag": "#d9a9dc",
    "tag-red": "#f29b8e",
    "tag-yellow": "#e6bf6a",
    "tag-green": "#8fcf9a",
    "tag-teal": "#76cdc6",
    "tag-blue": "#8fb8f2",
    "tag-purple": "#c9a5f0",
    "link": "#8fb8f2",
    "heading": "#9dbbe8",
    "good": "#8fcf9a",
    "problem": "#f29b8e",
    "hit": "#5a4a1c",
    "hit-ink": "#fff3cf",
    "code-ground": "#1c1f25",
    "code-keyword": "#c9a5f0",
    "code-string": "#a5cf97",
    "code-number": "#e8b583",
    "code-comment": "#a3a097",
    "code-name": "#8fb8f2",
}

_LIGHT = {
    "page": "#faf7f0",
    "chrome": "#f0ebdf",
    "cursor": "#dbe5f3",
    "cursor-blurred": "#ebe6d9",
    "rule": "#d3ccbc",
    "rule-focused": "#3d6fb4",
    "ink": "#26241f",
    "ink-muted": "#5d5a52",
    "unread": "#0f0e0b",
    "starred": "#7d5600",
    "tag": "#17603f",
    "own-tag": "#7a2f86",
    "tag-red": "#a42a1c",
    "tag-yellow": "#7a5600",
    "tag-green": "#1e6630",
    "tag-teal": "#0d605c",
    "tag-blue": "#1b4f9e",
    "tag-purple": "#64308f",
    "link": "#1b4f9e",
    "heading": "#234f8d",
    "good": "#1e6630",
    "problem": "#a42a1c",
    "hit": "#ffe28a",
    "hit-ink": "#26241f",
    "code-ground": "#f2eee3",
    "code-keyword": "#7a2f86",
    "code-string": "#27652b",
    "code-number": "#8a4a08",
    "code-comment": "#66625a",
    "code-name": "#1b4f9e",
}

_CONTRAST_DARK = {
    **_DARK,
    "page": "#000000",
    "chrome": "#101010",
    "cursor": "#00305e",
    "cursor-blurred": "#1e1e1e",
    "rule": "#8a8a8a",
    "rule-focused": "#ffffff",
    "ink": "#ffffff",
    "ink-muted": "#d6d6d6",
    "unread": "#ffffff",
    "starred": "#ffd75f",
    "tag": "#9ff5c0",
    "own-tag": "#ffb8ff",
    "tag-red": "#ffb3a8",
    "tag-yellow": "#ffd75f",
    "tag-green": "#98ffa8",
    "tag-teal": "#7ff2ea",
    "tag-blue": "#a8d1ff",
    "tag-purple": "#ddc2ff",
    "link": "#a8d1ff",
    "heading": "#cfe4ff",
    "good": "#98ffa8",
    "problem": "#ffb3a8",
    "hit": "#ffd75f",
    "hit-ink": "#000000",
    "code-ground": "#121212",
    "code-comment": "#cfcfcf",
}

_CONTRAST_LIGHT = {
    **_LIGHT,
    "page": "#ffffff",
    "chrome": "#f2f2f2",
    "cursor": "#cfe4ff",
    "cursor-blurred": "#e6e6e6",
    "rule": "#6b6b6b",
    "rule-focused": "#000000",
    "ink": "#000000",
    "ink-muted": "#333333",
    "unread": "#000000",
    "starred": "#5e4000",
    "tag": "#00482a",
    "own-tag": "#5c0069",
    "tag-red": "#8a0f00",
    "tag-yellow": "#5e4000",
    "tag-green": "#004d16",
    "tag-teal": "#004845",
    "tag-blue": "#003b8e",
    "tag-purple": "#47107a",
    "link": "#003b8e",
    "heading": "#00306f",
    "good": "#004d16",
    "problem": "#8a0f00",
    "code-ground": "#f4f4f4",
    "code-keyword": "#5c0069",
    "code-string": "#00481a",
    "code-number": "#663200",
    "code-comment": "#404040",
    "code-name": "#003b8e",
}

ANSI_ROLES = {
    "page": "ansi_default",
    "chrome": "ansi_default",
    "cursor": "ansi_default",
    "cursor-blurred": "ansi_default",
    "rule": "ansi_bright_black",
    "rule-focused": "ansi_blue",
    "ink": "ansi_default",
    "ink-muted": "ansi_default",
    "ink-muted-style": "dim",
    "unread": "ansi_default",
    "starred": "ansi_yellow",
    "tag": "ansi_green",
    "own-tag": "ansi_magenta",
    "tag-red": "ansi_red",
    "tag-yellow": "ansi_yellow",
    "tag-green": "ansi_green",
    "tag-teal": "ansi_cyan",
    "tag-blue": "ansi_blue",
    "tag-purple": "ansi_magenta",
    "link": "ansi_blue",
    "heading": "ansi_blue",
    "good": "ansi_green",
    "problem": "ansi_red",
    "hit": "ansi_yellow",
    "hit-ink": "ansi_black",
    "cursor-style": "reverse",
    "cursor-blurred-style": "underline",
    "code-ground": "ansi_default",
    "code-keyword": "ansi_magenta",
    "code-string": "ansi_green",
    "code-number": "ansi_yellow",
    "code-comment": "ansi_default",
    "code-name": "ansi_blue",
}
"""The terminal's own colours: no ground of our own, the cursor in reverse, small print dimmed."""


def _terminal() -> Theme:
    base = BUILTIN_THEMES["ansi-dark"]
    cursor = {
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "border": "ansi_blue",
        "border-blurred": "ansi_bright_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    }
    return Theme(
        name="termnews-terminal",
        ansi=True,
        dark=base.dark,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_yellow",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={**base.variables, **STYLES, **ANSI_ROLES, **cursor},
    )


THEMES: tuple[Theme, ...] = (
    _own("termnews-dark", dark=True, primary="#7f9fd0", variables=_DARK),
    _own("termnews-light", dark=False, primary="#3d6fb4", variables=_LIGHT),
    _own("termnews-contrast-dark", dark=True, primary="#a8d1ff", variables=_CONTRAST_DARK),
    _own("termnews-contrast-light", dark=False, primary="#003b8e", variables=_CONTRAST_LIGHT),
    _terminal(),
)
"""Our own, in the order in which the picker lists them."""


_HUES = {
    "red": "#e0503c",
    "yellow": "#d09a1a",
    "green": "#3fa054",
    "teal": "#1f9c95",
    "blue": "#4a80d8",
    "purple": "#9560cc",
}
"""What the colours of tags are made of in themes of others."""


@lru_cache(maxsize=64)
def _derived(primary: str, colours: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Make the roles from a theme's own colours."""
    of = {key: Color.parse(value) for key, value in colours}
    page, ink = of["background"], of["foreground"]
    grounds = {
        "page": page,
        "chrome": page.blend(of["surface"], 0.75, alpha=1),
        "cursor": page.blend(Color.parse(primary), 0.22, alpha=1),
        "cursor-blurred": page.blend(ink, 0.09, alpha=1),
        "code-ground": page.blend(ink, 0.05, alpha=1),
    }
    wanted = {
        "ink": ink,
        "ink-muted": ink.blend(page, 0.38, alpha=1),
        "unread": ink,
        "starred": of["warning"],
        "tag": of["success"],
        "own-tag": of["accent"],
        **{f"tag-{name}": page.blend(Color.parse(hue), 0.85, alpha=1) for name, hue in _HUES.items()},
        "link": of["primary"],
        "heading": of["primary"],
        "good": of["success"],
        "problem": of["error"],
        "code-keyword": of["accent"],
        "code-string": of["success"],
        "code-number": of["warning"],
        "code-comment": ink.blend(page, 0.38, alpha=1),
        "code-name": of["primary"],
    }
    on = tuple(grounds.values())
    roles = {role: legible(colour, *on).hex for role, colour in wanted.items()}
    hit = page.blend(of["warning"], 0.45, alpha=1)
    return {
        **{role: ground.hex for role, ground in grounds.items()},
        **roles,
        "rule": page.blend(ink, 0.2, alpha=1).hex,
        "rule-focused": of["primary"].hex,
        "hit": hit.hex,
        "hit-ink": legible(ink, hit).hex,
    }


def roles(theme: Theme) -> dict[str, str]:
    """Give every role a colour that suits `theme`; what the theme states itself wins over this."""
    if theme.ansi:
        return {**STYLES, **ANSI_ROLES}
    system = theme.to_color_system().generate()
    names = ("background", "surface", "foreground", "warning", "success", "accent", "error", "primary")
    return {**STYLES, **_derived(theme.primary, tuple((name, system[name]) for name in names))}
