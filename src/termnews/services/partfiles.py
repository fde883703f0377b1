"""Files that come piece by piece: `NAME.part` until they are whole, and beside it a note of what it is a part of."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from termnews.model.errors import TermnewsError
from termnews.services.targets import shown

_KEPT: Final = "What came is kept: save it again to go on."


@dataclass(frozen=True, slots=True)
class Origin:
    """What a part is a part of."""

    url: str
    validator: str | None = None
    """A strong ETag or a Last-Modified: without one nothing can be added to the part."""
    total: int | None = None
    """Bytes of the whole file, where the server said."""


class PartFile:
    """A file on its way. Every method may wait for the disk, and raises `TermnewsError` when that refuses."""

    def __init__(self, path: Path) -> None:
        """Stand for the file that is to be at `path`; nothing is touched yet."""
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self._note = path.with_name(f"{path.name}.part.json")
        self._descriptor: int | None = None

    def origin(self) -> Origin | None:
        """What the part that is there is a part of; None where nothing says so."""
        try:
            value = json.loads(self._note.read_bytes()[:65_536])
            return Origin(str(value["url"]), *(value.get(name) for name in ("validator", "total")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def is_free_for(self, url: str) -> bool:
        """Whether a file from this address may be saved here: no other is, whole or in part."""
        if os.path.lexists(self.path):
            return False
        known = self.origin()
        return known.url == url if known is not None else not os.path.lexists(self.part)

    def open(self, url: str) -> int:
        """Open the part, or make one; give how many bytes it has."""
        if os.path.lexists(self.path):
            raise TermnewsError("is there already", where=shown(str(self.path)), hint="Give another name.")
        if not self.is_free_for(url):
            hint = "Give another name, or remove it."
            raise TermnewsError("part of another file is there", where=shown(str(self.part)), hint=hint)
        with told(self.path):
            if self.origin() is None:
                self.note(Origin(url))
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            self._descriptor = os.open(self.part, flags, 0o666)
            return os.lseek(self._descriptor, 0, os.SEEK_END)

    def note(self, origin: Origin) -> None:
        """Write down what the part is a part of; for nobody else to read, as addresses may hold tokens."""
        with told(self.path):
            descriptor = os.open(self._note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump(asdict(origin), stream)

    def begin_anew(self, origin: Origin) -> None:
        """Drop what came before, and write down what comes now."""
        assert self._descriptor is not None
        with told(self.path):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
        self.note(origin)

    def write(self, data: bytes) -> None:
        """Add bytes."""
        assert self._descriptor is not None
        with told(self.path):
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]

    def finish(self) -> None:
        """Give the whole file its name, never in the place of another."""
        assert self._descriptor is not None
        with told(self.path):
            os.fsync(self._descriptor)
            self.close()
            try:
                _rename(self.part, self.path)
            except FileExistsError as error:
                hint = f"The whole file is {self.part.name}."
                raise TermnewsError("is there by now", where=shown(str(self.path)), hint=hint) from error
            self._note.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the part; one without a byte is taken away. May be called again."""
        if self._descriptor is None:
            return
        is_empty = os.fstat(self._descriptor).st_size == 0
        os.close(self._descriptor)
        self._descriptor = None
        if is_empty and not os.path.lexists(self.path):
            with suppress(OSError):
                self.part.unlink(missing_ok=True)
                self._note.unlink(missing_ok=True)


def _rename(old: Path, new: Path) -> None:
    """Rename; raises `FileExistsError` rather than put it in the place of another."""
    try:
        os.link(old, new, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a disk without hard links
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, "File exists", str(new)) from None
        old.rename(new)
    else:
        old.unlink()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in words what a disk refuses."""
    try:
        yield
    except OSError as error:
        where = shown(str(path))
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TermnewsError("the disk is full", where=where, hint=f"Make room. {_KEPT}") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            hint = "Choose another folder."
            raise TermnewsError("this folder may not be written to", where=where, hint=hint) from error
        if error.errno == errno.ENOENT:
            raise TermnewsError("there is no such folder", where=where, hint="Make it, or choose another.") from error
        raise TermnewsError(f"cannot be written ({error.strerror or error})", where=where) from error
