"""Contrast of two colours, and the nearest colour that reads well: WCAG 2 arithmetic, no toolkit state."""

from __future__ import annotations

from textual.color import Color

TEXT = 7.0
"""Wanted for running text in our own themes."""
LEGIBLE = 4.5
"""Wanted for everything else that says something, in every theme."""


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def luminance(color: Color) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = color.normalized
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def ratio(first: Color, second: Color) -> float:
    """Contrast from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def legible(color: Color, *grounds: Color, least: float = LEGIBLE) -> Color:
    """Move `color` towards black or white just far enough to reach `least` on every one of `grounds`."""
    solid = Color(color.r, color.g, color.b)
    towards = Color.parse("#ffffff") if luminance(grounds[0]) < 0.18 else Color.parse("#000000")
    for step in range(21):
        moved = solid.blend(towards, step / 20, alpha=1)
        if all(ratio(moved, ground) >= least for ground in grounds):
            return moved
    return towards
