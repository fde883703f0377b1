"""Links to places within an article: kept where the place exists, else led to the page that the article came from."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_not
from typing import Any, cast

from termnews.model.article import Block, Span


def relinked(blocks: tuple[Block, ...], places: Collection[str], page: str | None) -> tuple[Block, ...]:
    """Return the blocks with every `#name` link to a place that is not there leading to `page`, or nowhere."""
    home = page.partition("#")[0] if page else None
    return tuple(_mended(block, places, home) for block in blocks)


def _mended(value: Any, places: Collection[str], home: str | None) -> Any:
    """Rebuild a value whose links change; everything else is passed on as it is."""
    if isinstance(value, Span):
        link = value.link
        if link is None or link[0] != "#" or link[1:] in places:
            return value
        return Span(value.text, value.marks, home + link if home else None)
    if isinstance(value, tuple):
        changed = tuple([_mended(part, places, home) for part in value])
        return changed if any(map(is_not, changed, value)) else value
    kind = cast("Hashable", type(value))
    names = _tuples_of(kind)
    changes = {
        name: new for name in names if (old := getattr(value, name)) and (new := _mended(old, places, home)) is not old
    }
    return replace(value, **changes) if changes else value


@cache
def _tuples_of(kind: Hashable) -> tuple[str, ...]:
    """Names of the fields of a block that hold spans or blocks."""
    if not is_dataclass(kind):
        return ()
    return tuple(entry.name for entry in fields(kind) if str(entry.type).startswith(("tuple", "Inline")))
