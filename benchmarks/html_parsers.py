"""Which HTML parser: speed over real pages, and what hostile markup does to each, in processes with a time limit.

    python -m benchmarks.html_parsers [FOLDER …] [--seconds N]

FOLDER holds .html files; by default the pages among the test data. Parsers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "tests" / "data" / "html"

Parse = Callable[[str], object]


def turbohtml_tree() -> Parse:
    """Build turbohtml's tree."""
    parse = importlib.import_module("turbohtml").parse
    return lambda markup: parse(markup, positions=False)


def turbohtml_events() -> Parse:
    """Receive turbohtml's events and do nothing with them."""
    module = importlib.import_module("turbohtml.saxparse")
    return lambda markup: module.sax_parse(markup, module.SaxHandler())


def selectolax_tree() -> Parse:
    """Build selectolax's (lexbor's) tree."""
    parser: Parse = importlib.import_module("selectolax.lexbor").LexborHTMLParser
    return parser


def lxml_tree() -> Parse:
    """Build lxml's (libxml2's) tree."""
    module = importlib.import_module("lxml.html")
    return lambda markup: module.document_fromstring(markup, parser=module.HTMLParser(huge_tree=True))


def own_blocks() -> Parse:
    """Make termnews's blocks, cleaned: what an article costs."""
    read: Parse = importlib.import_module("termnews.text.html").blocks_from_html
    return read


def own_page() -> Parse:
    """Read a whole page: metadata and main content."""
    read: Parse = importlib.import_module("termnews.text.html").read_page
    return read


PARSERS: dict[str, tuple[str, Callable[[], Parse]]] = {
    "turbohtml tree": ("turbohtml", turbohtml_tree),
    "turbohtml events": ("turbohtml", turbohtml_events),
    "selectolax": ("selectolax", selectolax_tree),
    "lxml": ("lxml", lxml_tree),
    "termnews blocks": ("turbohtml", own_blocks),
    "termnews page": ("turbohtml", own_page),
}

HOSTILE: dict[str, Callable[[], str]] = {
    "100,000 nested divisions": lambda: "<div>" * 100_000 + "x",
    "50,000 nested quotations": lambda: "<blockquote>" * 50_000 + "x",
    "50,000 nested lists": lambda: "<ul><li>" * 50_000 + "x",
    "100,000 nested bold": lambda: "<b>" * 100_000 + "x",
    "20,000 nested tables": lambda: "<table><tr><td>" * 20_000 + "x",
    "200,000 attributes": lambda: "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x",
    "table of 2000 x 200": lambda: "<table>" + ("<tr>" + "<td>x</td>" * 200) * 2000 + "</table>",
    "links and paragraphs crossed": lambda: "<a href=x><p>" * 20_000 + "x",
    "a million <": lambda: "<" * 1_000_000,
    "NUL and half a character": lambda: "a\x00b\ud83dc",
}


def installed(package: str) -> str | None:
    """The version of a package, if it is there."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def pages(folders: list[Path]) -> list[str]:
    """All pages in some folders."""
    files = [path for folder in folders for path in sorted(folder.rglob("*.html"))]
    return [path.read_text(encoding="utf-8", errors="replace") for path in files]


def speed(parse: Parse, markups: list[str]) -> tuple[float, float]:
    """Megabytes a second of processor time, best of five rounds, and the slowest page in milliseconds."""
    total = sum(len(markup.encode("utf-8", "replace")) for markup in markups)
    best, slowest = float("inf"), 0.0
    for number in range(5):
        start = time.process_time()
        for markup in markups:
            before = time.process_time()
            parse(markup)
            if number:
                slowest = max(slowest, time.process_time() - before)
        best = min(best, time.process_time() - start)
    return total / 1e6 / best, slowest * 1000


def survive(name: str, attack: str, seconds: float) -> str:
    """Try one attack in a process of its own: processor seconds, or how it failed."""
    command = [sys.executable, "-m", "benchmarks.html_parsers", "--one", name, attack]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return f"> {seconds:g} s"
    last = (done.stdout.strip() or done.stderr.strip() or "nothing said").splitlines()[-1]
    return last if done.returncode == 0 else f"exit {done.returncode}: {last[:40]}"


def one(name: str, attack: str) -> str:
    """Parse one attack here and say how long it took."""
    parse, markup = PARSERS[name][1](), HOSTILE[attack]()
    parse("<p>warm</p>")
    start = time.process_time()
    try:
        parse(markup)
    except (ValueError, RecursionError, MemoryError) as error:
        return type(error).__name__
    return f"{time.process_time() - start:.2f} s"


def report(folders: list[Path], seconds: float) -> Iterator[str]:
    """Yield the lines of both tables."""
    versions = {name: installed(package) for name, (package, _) in PARSERS.items()}
    present = [name for name, version in versions.items() if version]
    for name in versions.keys() - set(present):
        yield f"{name}: not installed, left out"
    markups = pages(folders)
    yield f"{len(markups)} pages, {sum(map(len, markups)) / 1e6:.1f} million characters"
    yield f"| {'':30} | " + " | ".join(f"{name} ({versions[name]})" for name in present) + " |"
    yield "|---" * (len(present) + 1) + "|"
    figures = {name: speed(PARSERS[name][1](), markups) for name in present}
    yield f"| {'MB/s':30} | " + " | ".join(f"{figures[name][0]:.1f}" for name in present) + " |"
    yield f"| {'slowest page, ms':30} | " + " | ".join(f"{figures[name][1]:.0f}" for name in present) + " |"
    for attack in HOSTILE:
        yield f"| {attack:30} | " + " | ".join(survive(name, attack, seconds) for name in present) + " |"


def main() -> None:
    """Print the tables, or answer for one attack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[PAGES])
    parser.add_argument("--seconds", type=float, default=20.0, help="limit for each attack")
    parser.add_argument("--one", nargs=2, metavar=("PARSER", "ATTACK"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(one(*arguments.one))
        return
    for line in report(arguments.folders, arguments.seconds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
