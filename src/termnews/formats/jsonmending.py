"""JSON that is cut off or has a comma too many, made whole: one pass over its signs, strings passed over."""

from __future__ import annotations

import re

_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[][{}]', re.DOTALL)
_SPARE = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[]}])', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}
_DEEPEST = 200


def without_spare_commas(text: str) -> str:
    """Return JSON without commas that nothing follows; empty when there were none."""
    mended = _SPARE.sub(lambda match: match[1] or "", text)
    return mended if len(mended) < len(text) else ""


def without_end(text: str) -> str:
    """Return JSON that is cut off, up to the last whole object of its outermost list of objects, and closed there.

    Empty when there is no such object.
    """
    opened: list[str] = []
    kept, closings = 0, ""
    for sign in _SIGNS.finditer(text):
        char = sign[0]
        if char in _CLOSING:
            opened.append(char)
            if len(opened) > _DEEPEST:
                break
        elif char in ("}", "]"):
            if not opened or _CLOSING[opened.pop()] != char:
                break
            if char == "}" and opened and opened[-1] == "[" and (not kept or len(opened) <= len(closings)):
                kept, closings = sign.end(), "".join(_CLOSING[each] for each in reversed(opened))
    return text[:kept] + closings if kept else ""
