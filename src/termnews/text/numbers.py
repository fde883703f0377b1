"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Give a number with its noun in the form that fits: `1 feed`, `2,000 feeds`. The noun is a regular one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def megabytes(size: int) -> str:
    """Give bytes as people read them: `12.3 MB`, and below a million `45 kB`."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{size / 1_000:.0f} kB"


def spared(number: int) -> str:
    """Say how many articles were spared when others were marked read; nothing when none was."""
    return f", {number:,} kept unread" if number else ""


def added_feeds(added: int, known: int) -> str:
    """Say what an import of subscriptions brought."""
    return f"{counted(added, 'feed')} added, {known:,} {'was' if known == 1 else 'were'} there already"


def size_told(length: int | None) -> str:
    """Give a number of bytes in the unit that people use for it; nothing for none."""
    if not length or length < 0:
        return ""
    size = float(length)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 999.5:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 99.95 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def clock_told(seconds: int | None) -> str:
    """Give a length in time as players show it (`1:02:03`, `4:05`); nothing for none."""
    if not seconds or seconds < 0:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
