"""Sound, film and embedded pages: a title and an address where the page would play them."""

from __future__ import annotations

import re
from functools import partial

from termnews.model.article import Media
from termnews.text.clean import clean_line
from termnews.text.html.builder import Attributes, Builder, Frame, Start
from termnews.text.html.pictures import take_source
from termnews.text.html.sections import divide
from termnews.text.urls import clean_url

_KINDS = {
    "iframe": "frame",
    "frame": "frame",
    "embed": "object",
    "object": "object",
    "audio": "audio",
    "video": "video",
}
_YOUTUBE = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v|shorts)/([\w-]{6,20})(?:[?&#/].*)?$")
_VIMEO = re.compile(r"https?://player\.vimeo\.com/video/(\d+)(?:[?#].*)?$")
_DAILYMOTION = re.compile(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+)(?:[?#].*)?$")
_SOURCES = ("src", "data-src", "data-lazy-src", "data-url", "data-litespeed-src", "data")


class MediaFrame(Frame):
    """Something that plays, and the addresses that it may be played from."""

    __slots__ = ("address", "title")

    def __init__(self, tag: str, attributes: Attributes, address: str | None) -> None:
        super().__init__(tag, attributes)
        self.address = address
        self.title = clean_line(attributes.get("title") or attributes.get("aria-label") or "")


def playable(address: str | None) -> str | None:
    """Return the page that people watch in place of the one made for embedding."""
    if address is None:
        return None
    for pattern, page in (
        (_YOUTUBE, "https://www.youtube.com/watch?v={}"),
        (_VIMEO, "https://vimeo.com/{}"),
        (_DAILYMOTION, "https://www.dailymotion.com/video/{}"),
    ):
        found = pattern.match(address)
        if found and found[1] != "videoseries":
            return page.format(found[1])
    return address


def _media(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open something that plays; what it holds is only for browsers that cannot play it."""
    tag = tag.removeprefix("amp-")
    if builder.too_deep() or builder.verbatim is not None:
        return divide(builder, tag, attributes)
    if tag == "iframe" and _is_unseen(attributes):
        return builder.skip()
    address = next((found for name in _SOURCES if (found := clean_url(attributes.get(name), builder.base))), None)
    builder.open(MediaFrame(tag, attributes, playable(address)))
    return builder.at_end(partial(_end_media, builder))


def _is_unseen(attributes: Attributes) -> bool:
    """Tell whether a frame is too small to be seen."""
    return any((attributes.get(side) or "").strip().removesuffix("px") in ("0", "1") for side in ("width", "height"))


def _end_media(builder: Builder) -> None:
    """Add it; without an address its contents take its place."""
    frame = builder.close()
    assert isinstance(frame, MediaFrame)
    inner = next((block for block in frame.blocks if isinstance(block, Media)), None)
    if inner is not None and inner.url:
        builder.place(Media(_KINDS[frame.tag], frame.title or inner.title, frame.address or inner.url))
    elif frame.address:
        builder.place(Media(_KINDS[frame.tag], frame.title, frame.address))
    elif frame.tag not in ("iframe", "frame"):
        builder.extend(frame.blocks)


def _embed(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Add a plug-in's document."""
    address = playable(clean_url(attributes.get("src"), builder.base))
    if address and builder.verbatim is None:
        builder.place(Media("object", clean_line(attributes.get("title") or ""), address))
    builder.at_end(None)


def _source(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Note where something may be played from, or a picture to choose."""
    frame = builder.top
    if isinstance(frame, MediaFrame):
        if frame.address is None:
            frame.address = playable(clean_url(attributes.get("src"), builder.base))
    else:
        take_source(builder, attributes)
    builder.at_end(None)


def _parameter(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Take the address of an old plug-in's film."""
    frame = builder.top
    if (
        isinstance(frame, MediaFrame)
        and frame.address is None
        and (attributes.get("name") or "").lower() in ("movie", "src")
    ):
        frame.address = playable(clean_url(attributes.get("value"), builder.base))
    builder.at_end(None)


def _film(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Add a film that a custom element names by its number."""
    number = attributes.get("data-videoid") or attributes.get("videoid") or ""
    if re.fullmatch(r"[\w-]{6,20}", number) and builder.verbatim is None:
        title = clean_line(attributes.get("playlabel") or attributes.get("title") or "")
        builder.place(Media("video", title, f"https://www.youtube.com/watch?v={number}"))
    builder.at_end(None)


STARTS: dict[str, Start] = {
    **dict.fromkeys(("amp-audio", "amp-iframe", "amp-video", "audio", "frame", "iframe", "object", "video"), _media),
    "amp-youtube": _film,
    "embed": _embed,
    "lite-youtube": _film,
    "param": _parameter,
    "source": _source,
}
