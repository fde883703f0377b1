"""Files that a person asks for: whole or not at all, and what fails is told with its place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from termnews.model.errors import TermnewsError
from termnews.services.targets import shown


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name only when it is whole, and that nobody else reads: addresses may hold tokens.

    What had that name is replaced. Raises `TermnewsError` when it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe or a device
            with path.open("wb") as stream:
                yield stream
            return
        fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
                yield stream
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritten(path, error) from error


def write_new(path: Path, parts: Iterable[bytes], *, private: bool = False) -> None:
    """Write a file that is not there yet; what cannot be written whole is taken away again.

    A `private` one is for nobody else on the machine. Raises `TermnewsError` when it is there, or cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        stream = os.fdopen(os.open(path, flags, 0o600 if private else 0o666), "wb")
    except FileExistsError as error:
        raise TermnewsError("is there already", where=shown(str(path)), hint="Give another name.") from error
    except OSError as error:
        raise _unwritten(path, error) from error
    whole = False
    try:
        with stream:
            for part in parts:
                stream.write(part)
        whole = True
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        if not whole:
            path.unlink(missing_ok=True)


def _unwritten(path: Path, error: OSError) -> TermnewsError:
    return TermnewsError(f"cannot be written ({error.strerror or error})", where=shown(str(path)))
