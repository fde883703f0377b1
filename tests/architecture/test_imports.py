"""What a start may import, seen in a process of its own because the static graph cannot see time."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

POSIX_ONLY = ("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "syslog")
POSIX_SIGNALS = (
    "SIGHUP",
    "SIGKILL",
    "SIGQUIT",
    "SIGTSTP",
    "SIGCONT",
    "SIGWINCH",
    "SIGALRM",
    "SIGCHLD",
    "SIGUSR1",
    "SIGPIPE",
)
POSIX_CALLS = (
    "fork",
    "killpg",
    "setsid",
    "getuid",
    "geteuid",
    "getpgid",
    "fchown",
    "chown",
    "O_NOFOLLOW",
    "O_DIRECTORY",
    "O_NONBLOCK",
    "O_CLOEXEC",
    "O_NOCTTY",
    "statvfs",
    "mkfifo",
)


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a fresh interpreter."""
    command = [sys.executable, "-X", "utf8", "-c", textwrap.dedent(code), *arguments]
    # Measuring coverage would import things of its own into the process.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=variables)


def test_version_imports_nothing_heavy() -> None:
    done = run(
        """
        import sys
        sys.argv = ["termnews", "--version"]
        from termnews.__main__ import main
        assert main() == 0
        heavy = {"textual", "rich", "feedparser", "httpx2", "turbohtml", "sqlite3", "msgspec"} & set(sys.modules)
        assert not heavy, heavy
        """
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("termnews ")


def test_help_imports_no_toolkit() -> None:
    done = run(
        """
        import sys
        from termnews.cli import run
        try:
            run(["--help"])
        except SystemExit as end:
            assert end.code == 0
        heavy = {"textual", "feedparser", "httpx2", "turbohtml"} & set(sys.modules)
        assert not heavy, heavy
        """
    )
    assert done.returncode == 0, done.stderr
    assert "refresh" in done.stdout


def test_listing_needs_neither_toolkit_nor_http_client(tmp_path: object) -> None:
    done = run(
        """
        import sys
        from termnews.cli import run
        status = run(["--library", sys.argv[1], "list", "--json"])
        heavy = {"textual", "feedparser", "httpx2"} & set(sys.modules)
        assert not heavy, heavy
        sys.exit(status)
        """,
        f"{tmp_path}/library.db",
    )
    assert done.returncode in (0, 4), done.stderr
    assert done.stdout.strip() == "[]"


def test_every_module_imports_without_posix(tmp_path: object) -> None:
    """Windows has none of these modules; the screen's own toolkit is judged by its makers."""
    done = run(
        f"""
        import importlib, importlib.abc, pkgutil, sys

        class Hidden(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path=None, target=None):
                if name in {POSIX_ONLY!r}:
                    raise ModuleNotFoundError(name)

        import textual.app, rich.console  # noqa: their drivers are chosen by platform
        for name in {POSIX_ONLY!r}:
            sys.modules.pop(name, None)
        import os, signal
        for module, names in ((signal, {POSIX_SIGNALS!r}), (os, {POSIX_CALLS!r})):
            for name in names:
                vars(module).pop(name, None)
        sys.meta_path.insert(0, Hidden())
        import termnews
        for found in pkgutil.walk_packages(termnews.__path__, "termnews."):
            if found.name != "termnews.__main__":
                importlib.import_module(found.name)
        """
    )
    assert done.returncode == 0, done.stderr
