"""Formulas: their source where the page holds it, else the characters they are drawn with."""

from __future__ import annotations

from functools import partial

from termnews.model.article import Mark
from termnews.text.html.builder import Attributes, Builder, Start

_TEX = frozenset({"application/x-tex", "tex", "latex", "application/x-latex", "text/x-tex"})


def _math(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Begin a formula: what is drawn is gathered, in case no source follows."""
    if builder.verbatim is not None:
        builder.at_end(None)
        return
    block = attributes.get("display") == "block"
    if block:
        builder.flush()
    builder.verbatim = []
    builder.formula = attributes.get("alttext") or ""
    builder.at_end(partial(_end_math, builder, block))


def _annotation(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Take the source of a formula; annotations in other notations are left out."""
    if builder.formula is None or (attributes.get("encoding") or "").lower() not in _TEX:
        builder.skip()
        return
    drawn, builder.verbatim = builder.verbatim, []
    builder.at_end(partial(_end_annotation, builder, drawn))


def _end_annotation(builder: Builder, drawn: list[str] | None) -> None:
    """Keep the source, go on gathering."""
    builder.formula = "".join(builder.verbatim or ()).strip() or builder.formula
    builder.verbatim = drawn


def _end_math(builder: Builder, block: bool) -> None:
    """Write the formula."""
    drawn = " ".join("".join(builder.verbatim or ()).split())
    source, builder.formula, builder.verbatim = builder.formula, None, None
    write_formula(builder, source or drawn)
    if block:
        builder.flush()


def write_formula(builder: Builder, text: str) -> None:
    """Write a formula into the line."""
    before = builder.marks
    builder.marks = before | Mark.MATH.value
    builder.write(text)
    builder.marks = before


def _script(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Leave scripts out, but for those that hold the source of a formula."""
    kind = (attributes.get("type") or "").lower()
    if not kind.startswith("math/tex") or builder.verbatim is not None:
        builder.skip()
        return
    builder.verbatim = []
    builder.formula = ""
    builder.at_end(partial(_end_math, builder, "mode=display" in kind))


STARTS: dict[str, Start] = {
    "annotation": _annotation,
    "annotation-xml": _annotation,
    "math": _math,
    "script": _script,
}
