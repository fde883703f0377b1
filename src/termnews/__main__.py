"""`python -m termnews`, and the command `termnews`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; return the exit status. `--version` answers before anything else is imported."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from termnews import __version__

        sys.stdout.write(f"termnews {__version__}\n")
        return 0
    from termnews.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
