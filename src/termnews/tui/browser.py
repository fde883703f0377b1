"""Opening addresses in a browser: cleaned web addresses only, as an argument, never through a shell."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import threading
import webbrowser
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath
from urllib.parse import urlsplit

from termnews.text.urls import clean_url

ON_THE_TERMINAL = frozenset({"browsh", "carbonyl", "cha", "elinks", "links", "links2", "lynx", "w3m", "www-browser"})
"""Browsers that draw on the terminal they are started from."""


def web_address(url: str) -> str | None:
    """The address as it may be handed to a browser: absolute http or https with a host, else None."""
    cleaned = clean_url(url)
    if cleaned is None:
        return None
    parts = urlsplit(cleaned)
    return cleaned if parts.scheme in ("http", "https") and parts.hostname else None


def openable(url: str) -> str | None:
    """The address as it may be handed to a program of the person's own choice: cleaned, of a known scheme."""
    return clean_url(url)


def program_for(programs: Mapping[str, Sequence[str]], url: str) -> Sequence[str]:
    """The first program whose pattern fits a cleaned address; empty when none does."""
    return next((program for pattern, program in programs.items() if program and _fits(pattern.strip(), url)), ())


def _fits(pattern: str, url: str) -> bool:
    """Whether a pattern means an address: by scheme, by host, by the ending of its path, or as a whole."""
    parts = urlsplit(url)
    pattern, host = pattern.lower(), (parts.hostname or "").lower()
    if pattern.endswith(":"):
        return parts.scheme == pattern[:-1]
    if "/" in pattern:
        return fnmatchcase(url.lower(), pattern)
    if pattern.startswith("*.") and fnmatchcase(parts.path.lower().rpartition("/")[2], pattern):
        return True
    return bool(pattern) and (fnmatchcase(host, pattern) or host.endswith(f".{pattern}"))


def arguments(program: Sequence[str], url: str) -> list[str]:
    """The program's arguments with the address in the place of `{url}`, or at the end."""
    if any("{url}" in part for part in program):
        return [part.replace("{url}", url) for part in program]
    return [*program, url]


def launch(program: Sequence[str], url: str) -> str:
    """Start the browser and do not wait for it; say what went wrong, or nothing. May block: call it in a thread."""
    if not program:
        try:
            return "" if webbrowser.open(url) else "no browser was found"
        except webbrowser.Error as error:
            return str(error)
    try:
        process = subprocess.Popen(  # noqa: S603 - an argument vector from the person's own configuration
            arguments(program, url),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{program[0]}: {error.strerror or error}"
    # Somebody has to take note of its end, or it stays in the table of processes.
    threading.Thread(target=process.wait, name="browser", daemon=True).start()
    return ""


def text_browser(program: Sequence[str]) -> list[str]:
    """The browser and its arguments if it needs this terminal for itself, else nothing. May block."""
    if program:
        return list(program) if PurePath(program[0]).name in ON_THE_TERMINAL else []
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return []
    # The library's class for programs that it runs in the foreground; those that go on by themselves have others.
    if type(found) is not webbrowser.GenericBrowser:
        return []
    return [found.name, *(part.replace("%s", "{url}") for part in found.args)]


def editor(program: Sequence[str]) -> Sequence[str]:
    """The editor with its arguments: the one that is set, else the environment's, else what every system has."""
    if program:
        return program
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named, posix=os.name == "posix")
    except ValueError:
        words = []
    return words or (["vi"] if os.name == "posix" else ["notepad"])


def run(program: Sequence[str], url: str) -> str:
    """Run a browser on this terminal until it ends; say what went wrong, or nothing. For the main thread."""
    # Interrupting the browser is no word to us; a handler, unlike ignoring, is not handed on to it.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        status = subprocess.run(arguments(program, url), check=False).returncode  # noqa: S603 - as above
    except OSError as error:
        return f"{program[0]}: {error.strerror or error}"
    finally:
        signal.signal(signal.SIGINT, before)
    return f"{program[0]} ended with {status}" if status else ""
