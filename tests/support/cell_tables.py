"""Write `text/wrap/celltable.py` from the width tables of the toolkit that draws the screen.

Run `python -m tests.support.cell_tables` after an update of that toolkit changed the widths of characters.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path

from rich._unicode_data import load

TARGET = Path(__file__).resolve().parents[2] / "src" / "termnews" / "text" / "wrap" / "celltable.py"


def ranges(codes: Iterable[int]) -> str:
    """Write code points as hexadecimal ranges, divided by blanks."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in found)


def constant(name: str, codes: Iterable[int], meaning: str) -> str:
    """Write one constant with its meaning."""
    lines = textwrap.wrap(ranges(codes), 112)
    return f"{name} = (\n" + "".join(f'    "{line} "\n' for line in lines) + f')\n"""{meaning}"""\n'


def main() -> None:
    """Write the module."""
    table = load("latest")
    widths = {code: width for first, last, width in table.widths for code in range(first, last + 1) if code}
    assert set(widths.values()) <= {0, 2}, "a width that cells.py does not know"
    title = f"Widths of characters in cells, Unicode {table.unicode_version}. Written by `tests.support.cell_tables`."
    parts = (
        f'"""{title}"""\n\nfrom __future__ import annotations\n',
        constant("ZERO", (code for code, width in widths.items() if width == 0), "Characters that take no cell."),
        constant("WIDE", (code for code, width in widths.items() if width == 2), "Characters that take two cells."),
        constant("WIDENED", map(ord, table.narrow_to_wide), "Characters that U+FE0F makes one cell wider."),
    )
    TARGET.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
