"""`python -m termnews`, and the command `termnews`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; return the exit status. `--version` answers before anything else is imported."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from termnews import __version__

        sys.stdout.write(f"termnews {__version__}\n")
        return 0
    try:
        from termnews.cli import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # ctrl+c while the program was still being loaded


if __name__ == "__main__":
    sys.exit(main())
