"""What a person may set: read from one TOML file, never written by the program, every field with its meaning.

The file is optional. A mistake in it never keeps the reader from starting: `load` says what is wrong and where,
and the default holds for that setting.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec
import platformdirs

from termnews.model.errors import ConfigError
from termnews.model.feedsettings import MOST, OLDEST, KeepRule, MarkRead
from termnews.model.homes import at_home

_LARGEST = 1 << 20
"""Bytes that are read of a configuration."""


class ReaderConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[reader]`: how reading looks and behaves."""

    theme: str = ""
    """Name of a theme; empty follows the last one chosen in the reader, at first `termnews-dark`."""
    measure: Annotated[int, msgspec.Meta(ge=20, le=200)] = 72
    """Longest line of an article, in cells."""
    mark_read: str = "on-open"
    """When an opened article counts as read: `on-open`, `after:N` (once it was open for N seconds), `at-end`, `never`.
    A feed may have its own."""
    ascii: bool = False
    """Draw marks with ASCII characters only."""

    def __post_init__(self) -> None:
        """Refuse a policy that is none; the loader tells where it stands."""
        try:
            MarkRead.parse(self.mark_read)
        except ValueError as error:
            raise ValueError(f"mark_read takes {error}") from None

    @property
    def marking(self) -> MarkRead:
        """When an opened article counts as read."""
        return MarkRead.parse(self.mark_read)


class RefreshConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[refresh]`: how feeds are fetched."""

    interval: Annotated[int, msgspec.Meta(ge=30)] = 60
    """Minutes between two automatic checks of a feed, at the least."""
    learn: bool = True
    """Whether feeds that seldom bring anything are checked less often, down to twice a day."""
    automatic: bool = True
    """Whether the open reader checks feeds by itself when they are due."""
    hosts: Annotated[int, msgspec.Meta(ge=1, le=64)] = 16
    """How many hosts are asked at the same time; each gets one request at a time."""
    gap: Annotated[float, msgspec.Meta(ge=0.0, le=60.0)] = 1.0
    """Seconds between two requests to one host."""
    deadline: Annotated[float, msgspec.Meta(ge=1.0, le=600.0)] = 30.0
    """Seconds that one request may take altogether."""
    max_bytes: Annotated[int, msgspec.Meta(ge=65_536, le=268_435_456)] = 16_777_216
    """Largest body, after inflating, in bytes."""
    proxy: str = ""
    """Address of a proxy (http, https, socks5); empty takes the environment's."""


class BackupConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[backup]`: copies of the library."""

    daily: Annotated[int, msgspec.Meta(ge=0, le=366)] = 7
    """How many daily copies are kept; the reader and `termnews refresh` make one a day. 0: none are made."""
    folder: str = ""
    """Where copies are put; empty takes the folder `backups` beside the library."""


class KeepConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[keep]`: how long articles are kept; starred ones, those with own tags and files of this machine always are."""

    days: Annotated[int, msgspec.Meta(ge=0, le=OLDEST)] = 0
    """Articles go when this many days have passed since they were dated, arrived and were read. 0: kept for good."""
    count: Annotated[int, msgspec.Meta(ge=0, le=MOST)] = 0
    """So many of the newest articles of each feed are kept. 0: all."""
    unread: bool = True
    """Whether unread articles are kept all the same."""

    @property
    def rule(self) -> KeepRule:
        """The same for feeds that set nothing of their own."""
        return KeepRule(self.days, self.count, self.unread)


class OpenConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[open]`: programs that open addresses."""

    browser: tuple[str, ...] = ()
    """Program and arguments; `{url}` stands for the address. Empty takes the system's browser. Never a shell.
    One that draws on the terminal (w3m, lynx, links, elinks and the like) gets it until it ends."""
    programs: Mapping[str, tuple[str, ...]] = {}
    """Programs for some addresses, the first that fits: a host and those below it (`"youtube.com" = ["mpv", "{url}"]`),
    an ending of the path (`"*.pdf" = ["zathura", "{url}"]`), a scheme (`"mailto:" = ["neomutt", "{url}"]`), or a
    pattern with `*` for the whole address."""
    editor: tuple[str, ...] = ()
    """Program and arguments that edit a file, put behind them. Empty takes VISUAL, then EDITOR, then what the system
    has."""
    downloads: str = ""
    """Folder that files which come with articles are saved to; empty takes the system's for downloads."""
    largest_download: Annotated[int, msgspec.Meta(ge=1_000_000)] = 4_000_000_000
    """Largest file that is saved, in bytes."""
    hyperlinks: bool = True
    """Whether the terminal is told where links lead (OSC 8), so that it can open them itself."""

    @property
    def downloads_path(self) -> Path:
        """The folder for files that come with articles."""
        return at_home(self.downloads) if self.downloads else platformdirs.user_downloads_path()


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings; also the top level of the file."""

    library: str = ""
    """File of the library; empty takes the usual place for this system."""
    reader: ReaderConfig = ReaderConfig()
    """How reading looks and behaves."""
    refresh: RefreshConfig = RefreshConfig()
    """How feeds are fetched."""
    backup: BackupConfig = BackupConfig()
    """Copies of the library."""
    keep: KeepConfig = KeepConfig()
    """How long articles are kept."""
    open: OpenConfig = OpenConfig()
    """Programs that open addresses."""
    share: Mapping[str, str | tuple[str, ...]] = {}
    """Targets that articles are sent to, by name: an address (`"https://a.example/?u={url}&t={title}"`), or a program
    with arguments, which gets the article as Markdown on its standard input. Never a shell."""
    keys: Mapping[str, str] = {}
    """Command id to keys (`"entry.toggle-read" = "m,M"`): replaces the default keys of that command."""

    @property
    def library_path(self) -> Path:
        """The file of the library that is meant."""
        return at_home(self.library) if self.library else default_library_path()


def default_library_path() -> Path:
    """The usual place of the library on this system; `TERMNEWS_LIBRARY` overrides it."""
    named = os.environ.get("TERMNEWS_LIBRARY")
    return at_home(named) if named else platformdirs.user_data_path("termnews", appauthor=False) / "library.db"


def default_config_path() -> Path:
    """The usual place of the configuration on this system; `TERMNEWS_CONFIG` overrides it."""
    named = os.environ.get("TERMNEWS_CONFIG")
    return at_home(named) if named else platformdirs.user_config_path("termnews", appauthor=False) / "config.toml"


def load(path: Path) -> tuple[Config, tuple[ConfigError, ...]]:
    """Read the configuration at `path`; a missing file means defaults.

    Every section is judged by itself, so that one mistake does not undo the rest; each comes back as an error
    that names the setting.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError("it is not a regular file")
        with path.open("rb") as stream:
            raw = tomllib.loads(stream.read(_LARGEST).decode("utf-8-sig"))
    except FileNotFoundError:
        return Config(), ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        told = ConfigError(f"cannot be read ({reason})", where=str(path), hint="Defaults are used until it is mended.")
        return Config(), (told,)
    return _convert(raw, path)


def _convert(raw: Mapping[str, object], path: Path) -> tuple[Config, tuple[ConfigError, ...]]:
    good: dict[str, object] = {}
    errors: list[ConfigError] = []
    for name, value in raw.items():
        try:
            msgspec.convert({name: value}, Config)
        except msgspec.ValidationError as error:
            errors.append(ConfigError(str(error), where=f"{path}: {name}", hint="The default is used instead."))
        else:
            good[name] = value
    return msgspec.convert(good, Config), tuple(errors)
