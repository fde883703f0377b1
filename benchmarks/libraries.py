"""Libraries to measure on: made once for a size, kept outside the repository, copied before anything writes to them."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

import platformdirs

from benchmarks import newsboat, synthetic_library
from termnews.library import bodies
from termnews.library.schema import SCHEMA


def cache_folder() -> Path:
    """Where they are kept; `TERMNEWS_BENCH_CACHE` names another place."""
    named = os.environ.get("TERMNEWS_BENCH_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("termnews-bench", appauthor=False)


def library(articles: int, folder: Path) -> Path:
    """A library of this size, made now if none of its kind is kept."""
    kind = hashlib.sha256()
    for part in (SCHEMA.encode(), *(Path(str(module.__file__)).read_bytes() for module in (synthetic_library, bodies))):
        kind.update(part)
    path = folder / f"termnews-{articles}-{kind.hexdigest()[:10]}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _say(f"making a library of {articles:,} articles")
        fresh = path.with_suffix(".new")
        for left in folder.glob(f"{fresh.name}*"):
            left.unlink()
        seconds = synthetic_library.build(fresh, articles)
        fresh.rename(path)
        _say(f"made in {seconds:.0f} s")
    return path


def newsboat_cache(articles: int, folder: Path) -> Path:
    """The same articles in newsboat's cache."""
    kind = hashlib.sha256(
        Path(str(synthetic_library.__file__)).read_bytes() + Path(str(newsboat.__file__)).read_bytes()
    )
    path = folder / f"newsboat-{articles}-{kind.hexdigest()[:10]}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _say(f"making newsboat's cache of {articles:,} articles")
        fresh = path.with_suffix(".new")
        newsboat.build(fresh, articles)
        fresh.rename(path)
    return path


def copy(path: Path, folder: Path) -> Path:
    """A copy that may be written to."""
    target = folder / "library.db"
    shutil.copyfile(path, target)
    with sqlite3.connect(target) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return target


def forget_cached(path: Path) -> None:
    """Let the system forget what it holds of a file in memory, so that reading it is cold; nothing where it cannot."""
    if hasattr(os, "posix_fadvise"):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def _say(text: str) -> None:
    print(f"... {text}", flush=True)
