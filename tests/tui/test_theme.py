"""Every theme can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

import termnews.tui
from termnews.text.wrap import STYLES
from termnews.tui.contrast import LEGIBLE, TEXT, ratio
from termnews.tui.ink import ARTICLE, ROWS
from termnews.tui.theme import GROUNDS, SMALL_ROLES, TEXT_ROLES, THEMES, roles

FOLDER = Path(termnews.tui.__file__).parent
STYLESHEETS = sorted(FOLDER.rglob("*.tcss"))
COLOURED = [theme for theme in (*THEMES, *BUILTIN_THEMES.values()) if not theme.ansi]


def effective(theme: Theme) -> dict[str, str]:
    """The roles as the stylesheet sees them: the theme's own word wins."""
    return {**roles(theme), **theme.variables}


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_small_print_can_be_read_in_every_theme(theme: Theme) -> None:
    colours = effective(theme)
    for role in (*TEXT_ROLES, *SMALL_ROLES):
        for ground in GROUNDS:
            found = ratio(Color.parse(colours[role]), Color.parse(colours[ground]))
            assert found >= LEGIBLE, f"{role} on {ground}: {found:.2f}"
    assert ratio(Color.parse(colours["hit-ink"]), Color.parse(colours["hit"])) >= LEGIBLE


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_text_of_our_own_themes_is_made_for_long_reading(theme: Theme) -> None:
    colours = effective(theme)
    for role in TEXT_ROLES:
        for ground in GROUNDS:
            assert ratio(Color.parse(colours[role]), Color.parse(colours[ground])) >= TEXT, (role, ground)


@pytest.mark.parametrize("name", ["termnews-contrast-dark", "termnews-contrast-light"])
def test_the_high_contrast_pair_is_that(name: str) -> None:
    theme = next(theme for theme in THEMES if theme.name == name)
    colours = effective(theme)
    for role in (*TEXT_ROLES, "ink-muted"):
        assert ratio(Color.parse(colours[role]), Color.parse(colours["page"])) >= 12


def test_the_terminal_theme_uses_the_terminals_colours_alone() -> None:
    theme = next(theme for theme in THEMES if theme.name == "termnews-terminal")
    colours = {name: value for name, value in effective(theme).items() if not name.endswith("style")}
    assert all(value.startswith("ansi_") for value in colours.values()), colours


def test_all_themes_have_the_same_roles() -> None:
    wanted = set(effective(THEMES[0])) & set(roles(BUILTIN_THEMES["nord"]))
    for theme in (*THEMES, *BUILTIN_THEMES.values()):
        assert wanted <= set(effective(theme)), theme.name


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_no_stylesheet_names_a_colour(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"(?:color|background)[a-z-]*:\s*(?![\s$]|transparent|none)[^;]+", text)
    assert not re.search(r"(^|[\s,}])\*\s*\{", text)
    assert len(text.splitlines()) <= 250


def test_every_role_of_an_article_has_its_look() -> None:
    assert set(STYLES) == set(ARTICLE)


def test_looks_name_roles_that_every_theme_has() -> None:
    known = set(effective(BUILTIN_THEMES["nord"]))
    for look in (*ROWS.values(), *ARTICLE.values()):
        wanted = {look.ink, look.ground, look.style.removeprefix("$") if look.style.startswith("$") else ""} - {""}
        assert wanted <= known
