"""What stands above and below the text of an article: title, origin, tags; enclosures and comments."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from termnews.model.article import Article, Heading, Run, Span
from termnews.model.entry import Enclosure
from termnews.model.times import calendar, has_clock
from termnews.text.attachments import attachment_name
from termnews.text.measures import reading_minutes, word_count
from termnews.text.numbers import clock_told, counted, size_told
from termnews.text.tagnames import tag_key
from termnews.text.urls import display_host
from termnews.text.wrap.composer import Composer
from termnews.text.wrap.inline import Prepared, plain, weigh

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMED = 4
"""Authors named; the rest is counted."""
_FRESH = 36 * 3600
"""Seconds within which the time of day is told too."""
_CHIP_GAP = 2


def draw_header(article: Article, now: int, out: Composer) -> None:
    """Add title, meta line and tags."""
    out.put_lines(out.prepare((Span(article.headline.title),), "title").balanced(out.width))
    _draw_meta([part for part in _meta(article, now) if part], out)
    _draw_tags(article, out)
    out.gap()


def draw_footer(article: Article, out: Composer) -> None:
    """Add the files that come with the article and the way to its comments."""
    shown = set(out.links)
    files = [file for file in article.enclosures if not (file.url in shown and (file.type or "").startswith("image/"))]
    if files:
        out.gap()
    for file in files:
        with out.nested((Run(out.signs.media, "media"),), (Run("  "),)):
            out.text((Span(_told(file, out.signs.dot), link=file.url),), "media")
    if article.comments_url:
        out.gap()
        host = display_host(article.comments_url)
        out.text((Span("Comments" + (f"{out.signs.dot}{host}" if host else ""), link=article.comments_url),), "meta")


def repeats_title(block: object, title: str) -> bool:
    """Tell whether a block is a heading that says the title again."""
    return isinstance(block, Heading) and _bare("".join(span.text for span in block.spans)) == _bare(title)


def local_date(moment: int, *, weekday: bool = True) -> str:
    """Return a day as people here have it (`Tue 12 Sep 2023`); empty when no calendar reaches it."""
    local = calendar(moment)
    if local is None:
        return ""
    day = f"{local.tm_mday} {_MONTHS[local.tm_mon - 1]} {local.tm_year}"
    return f"{_DAYS[local.tm_wday]} {day}" if weekday else day


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _meta(article: Article, now: int) -> list[str]:
    headline = article.headline
    minutes = reading_minutes(article.words or word_count(article.blocks))
    authors = [name for name in article.authors if name.strip() and name.casefold() != headline.feed_title.casefold()]
    others = headline.copies - 1
    also = f"also in {counted(others, 'feed')}" if others > 0 else ""
    return [headline.feed_title, _named(authors), *_dates(article, now), f"{minutes} min" if minutes else "", also]


def _named(authors: Sequence[str]) -> str:
    """Join names as a sentence would."""
    names = list(authors)
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _dates(article: Article, now: int) -> list[str]:
    """Tell when it was published, or else what is known; and when it was changed, if on another day."""
    published = article.published
    if published is None:
        date = local_date(article.headline.sort_at, weekday=False)
        is_file = article.url is None or article.url.startswith("file:")
        told = f"{'file of' if is_file else 'arrived'} {date}" if date else ""
    else:
        told = _moment(published, now)
    if article.updated is None:
        return [told]
    updated = local_date(article.updated)
    is_later = published is None or article.updated > published
    return [told, f"updated {updated}"] if updated and is_later and not told.startswith(updated) else [told]


def _moment(moment: int, now: int) -> str:
    """Return the day, and the time of day if it was not long ago."""
    date, local = local_date(moment), calendar(moment)
    is_fresh = local is not None and has_clock(local) and abs(now - moment) < _FRESH
    return f"{date} {time.strftime('%H:%M', local)}" if local is not None and is_fresh else date


def _draw_meta(parts: Sequence[str], out: Composer) -> None:
    """Draw parts divided by dots; a line ends between two parts where it can."""
    dot = out.signs.dot
    group: list[str] = []
    for part in parts:
        if group and plain(dot.join([*group, part]), "meta").cells > out.width:
            _draw_group(group, out)
            group = []
        group.append(part)
    _draw_group(group, out)


def _draw_group(parts: Sequence[str], out: Composer) -> None:
    """Draw parts of the meta line; the dots are only drawn, and not counted."""
    uncounted = weigh([out.signs.dot]) * (len(parts) - 1)
    for line in plain(out.signs.dot.join(parts), "meta").lines(out.width):
        out.put(line.runs, max(line.weight - uncounted, 0))
        uncounted = max(uncounted - line.weight, 0)


def _draw_tags(article: Article, out: Composer) -> None:
    """Draw tags as chips, the person's own first."""
    chips: dict[str, str] = {}
    for style, labels in (("own-tag", article.headline.own_tags), ("tag", article.headline.tags)):
        for label in labels:
            chips.setdefault(tag_key(label), style)
    runs: list[Run] = []
    taken = weight = 0
    for key, style in chips.items():
        if not key:
            continue
        chip: Prepared = plain(f"#{key}".replace(" ", "\xa0"), style)
        cells = chip.cells
        if runs and taken + _CHIP_GAP + cells > out.width:
            out.put(tuple(runs), weight)
            runs, taken, weight = [], 0, 0
        *full, last = chip.lines(out.width)
        out.put_lines(full)
        if runs:
            runs.append(Run(" " * _CHIP_GAP))
            taken += _CHIP_GAP
        runs += last.runs
        taken += last.cells
        weight += last.weight
    if runs:
        out.put(tuple(runs), weight)


def _told(file: Enclosure, dot: str) -> str:
    """Say what a file is: name, type, size, length in time."""
    name = attachment_name(file)
    parts = [name, file.type or "", size_told(file.length), clock_told(file.duration)]
    return dot.join(part for part in parts if part)
