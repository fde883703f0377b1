"""Pictures: which address is the real one, what they show in words, and which are not there to be seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from termnews.model.article import Image
from termnews.text.clean import clean_line
from termnews.text.html.builder import Attributes, Builder, Start
from termnews.text.html.formulas import write_formula
from termnews.text.urls import clean_url

_LAZY = (
    "data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large-file", "data-lazy",
    "data-hi-res-src", "data-full-src", "data-url", "data-image", "data-srcset", "data-lazy-srcset",
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"^data:|/(?:blank|spacer|placeholder|transparent|pixel|1x1|clear|grey|gray|lazy|loading)[\w.-]*\.(?:gif|png|svg|jpe?g)(?:$|\?)",
    re.IGNORECASE,
)
_TRACKERS = re.compile(
    r"//(?:feeds\.feedburner\.com/~r/|feeds\.\w+\.\w+/~r/|pixel\.wp\.com/|stats\.wordpress\.com/|b\.scorecardresearch\.com/"
    r"|www\.google-analytics\.com/|pixel\.quantserve\.com/|[\w.-]*doubleclick\.net/|feedpress\.me/|rss\.buysellads\.com/"
    r"|www\.facebook\.com/tr\b|medium\.com/_/stat)",
    re.IGNORECASE,
)
_SIDE = re.compile(r"(?:^|;)\s*(?:max-)?(width|height)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)
_FORMULA = re.compile(r"(?:^|[\s_-])(?:math|latex|tex|ql-img-inline-formula|equation)(?:$|[\s_-])")
_EMOJI = re.compile(r"emoji|smiley|emoticon")
_LENGTH = re.compile(r"\s*(\d{1,6})(?:\.\d+)?\s*(?:px)?\s*")
_SMALL = 32
"""Pixels: smaller pictures stand within the line."""


def best_of_srcset(srcset: str) -> str | None:
    """Return the address of the largest picture in a set."""
    best, largest = None, -1.0
    for candidate in re.findall(r"(\S+?)(?:\s+([\d.]+)[wx])?\s*(?:,\s+|,(?=https?:)|$)", srcset[:20_000]):
        size = float(candidate[1]) if re.fullmatch(r"\d+(?:\.\d+)?", candidate[1]) else 0.0
        if size > largest and candidate[0]:
            best, largest = candidate[0].rstrip(","), size
    return best


def address_of(attributes: Mapping[str, str | None], base: str | None) -> str | None:
    """Return the address of the picture itself, not of the stand-in that a script would replace."""
    plain = attributes.get("src") or ""
    if plain and not _PLACEHOLDER.search(plain):
        return clean_url(plain, base)
    for name in _LAZY:
        value = attributes.get(name)
        if value and (found := clean_url(best_of_srcset(value) if name.endswith("srcset") else value, base)):
            return found
    srcset = attributes.get("srcset")
    return clean_url((best_of_srcset(srcset) if srcset else None) or plain, base)


def _image(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Add a picture; small ones are words in the line, invisible ones nothing."""
    builder.at_end(None)
    alt = clean_line(attributes.get("alt") or attributes.get("aria-label") or "")
    width, height = _size(attributes)
    if builder.verbatim is not None:
        builder.write(alt)
        return
    source = address_of(attributes, builder.base)
    if _is_unseen(attributes, source, width, height):
        return
    classes = (attributes.get("class") or "").lower()
    if alt and _FORMULA.search(classes):
        write_formula(builder, alt)
        return
    if alt and (_EMOJI.search(classes) or _stands_in_line(alt, width, height)):
        builder.write(alt)
        return
    if not alt and max(width or _SMALL, height or _SMALL) < _SMALL:
        return
    source = source or builder.pending_source
    if source or alt:
        _place(builder, Image(source, alt or clean_line(attributes.get("title") or ""), (), builder.link))


def _place(builder: Builder, image: Image) -> None:
    """Add a picture unless it only repeats the one before, as fall-backs for scripts do."""
    last = builder.blocks[-1] if builder.blocks else None
    if (
        isinstance(last, Image)
        and not last.caption
        and (last.src == image.src or (builder.in_fallback and last.alt == image.alt))
    ):
        if last.src is None or len(image.alt) > len(last.alt):
            builder.blocks[-1] = image
        return
    builder.place(image)


def _size(attributes: Attributes) -> tuple[int | None, int | None]:
    """Read width and height in pixels, where they are given."""
    sides: dict[str, int | None] = {"width": None, "height": None}
    for name in sides:
        text = attributes.get(name)
        if text and (found := _LENGTH.fullmatch(text)):
            sides[name] = int(found[1])
    style = attributes.get("style")
    if style:
        for name, digits in _SIDE.findall(style):
            if sides[name.lower()] is None:
                sides[name.lower()] = int(digits[:6])
    return sides["width"], sides["height"]


def _is_unseen(attributes: Attributes, source: str | None, width: int | None, height: int | None) -> bool:
    """Tell whether a picture is a tracking pixel or an empty hull."""
    if width is not None and height is not None and width <= 2 and height <= 2:
        return True
    if (width in (0, 1) or height in (0, 1)) and not attributes.get("alt"):
        return True
    return bool(source and _TRACKERS.search(source)) or not attributes


def _stands_in_line(alt: str, width: int | None, height: int | None) -> bool:
    """Tell whether a picture is a sign within the text, such as an icon."""
    if height is not None and height <= _SMALL and (width is None or width <= 2 * _SMALL):
        return True
    return len(alt) <= 2 and not alt.isalnum()


def _picture(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """Begin a choice of pictures: the first is taken where the image itself names none."""
    before, builder.pending_source = builder.pending_source, None
    builder.at_end(partial(_end_picture, builder, before))


def _end_picture(builder: Builder, before: str | None) -> None:
    """Forget the choice."""
    builder.pending_source = before


def take_source(builder: Builder, attributes: Attributes) -> None:
    """Note one of the pictures to choose from."""
    if builder.pending_source is None:
        srcset = attributes.get("srcset") or attributes.get("data-srcset") or ""
        builder.pending_source = clean_url(best_of_srcset(srcset) if srcset else None, builder.base)


def _fallback(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """Begin what stands in for scripts: read, but pictures in it may repeat those before."""
    before, builder.in_fallback = builder.in_fallback, True
    builder.flush()
    builder.at_end(partial(_end_fallback, builder, before))


def _end_fallback(builder: Builder, before: bool) -> None:
    """End what stands in for scripts."""
    builder.flush()
    builder.in_fallback = before


STARTS: dict[str, Start] = {
    "amp-img": _image,
    "img": _image,
    "image": _image,
    "noscript": _fallback,
    "picture": _picture,
}
