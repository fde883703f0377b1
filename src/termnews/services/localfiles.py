"""Which file on this machine a local article was read from."""

from __future__ import annotations

from pathlib import Path

from termnews.model.entry import StoredEntry
from termnews.sources.base import scheme_of
from termnews.sources.files import local_path
from termnews.sources.samples import samples_folder


def file_of(entry: StoredEntry) -> Path | None:
    """The file that holds an entry, as it stands on the disk now; None for what is not local or not there any more.

    An article of a folder is named by its path below it, with `#` and its title behind where the file holds several.
    Nothing outside the folder is ever named. Looks at the disk: not for the event loop.
    """
    root = _root(entry.feed_url)
    if root is None:
        return None
    if not root.is_dir():
        return root if root.is_file() else None
    for name in (entry.guid, entry.guid.rpartition("#")[0]):
        path = root / name
        if name and path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path
    return None


def _root(url: str) -> Path | None:
    if scheme_of(url) == "samples":
        return samples_folder()
    return local_path(url) if scheme_of(url) == "file" else None
