"""Pages for the browser to print: written where only the person can read them, and taken away again after a day."""

from __future__ import annotations

import contextlib
import tempfile
import time
from pathlib import Path
from typing import Final

import platformdirs

KEPT_SECONDS: Final = 86_400
"""How long a page stays: the browser may be slow, and a person may look again."""


def write_page(body: bytes, folder: Path | None = None) -> Path:
    """Write a page to a new file and give its name; older ones are taken away. Raises `OSError`. Any thread."""
    place = folder or platformdirs.user_cache_path("termnews", appauthor=False) / "pages"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    before = time.time() - KEPT_SECONDS
    for old in place.glob("*.html"):
        with contextlib.suppress(OSError):
            if old.stat().st_mtime < before:
                old.unlink()
    with tempfile.NamedTemporaryFile("wb", suffix=".html", prefix="article-", dir=place, delete=False) as stream:
        stream.write(body)
    return Path(stream.name)
