"""How fast feeds are read, from bytes to cleaned values, beside feedparser with its defaults; whether both lanes agree.

    python -m benchmarks.feeds [FOLDER …] [--made N] [--agree N]

FOLDER holds feeds; by default those of the test data. Beside them N large feeds are made (RSS and Atom, 20 to 50
articles of 2 to 8 kB). All is processor time, the least of several rounds that alternate, so that the ratios hold on a
busy machine as well. `--agree N` reads N small odd feeds in both lanes and fails if any value differs.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

import feedparser

from termnews.formats.detect import parse
from termnews.formats.document import Document, open_text
from termnews.formats.xmlfeed import FORMAT, parse_fast
from termnews.model.errors import ParseError
from termnews.text.html import decode
from tests.support.feedmaker import made_feed

ROOT = Path(__file__).resolve().parents[1]
FEEDS = ROOT / "tests" / "data" / "feeds"
SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf"})
URL = "https://feed.example/dir/feed"
ROUNDS = 5
_SOUNDS = "ba ke li mo nu ra se ti vo pe da lu gi fa ne to shi kra plo ster ond ai"
_BITS = (
    "<p>{}</p>\n",
    "<p>{}</p>\n",
    "<p>{}</p>\n",
    '<p>{} <a href="https://site.example/a?b=1&amp;c=2">{}</a> {}</p>\n',
    "<p>{} <em>{}</em>, “{}” &amp; café.</p>\n",
    "<h2>{}</h2>\n",
    "<ul><li>{}</li><li>{}</li></ul>\n",
    "<blockquote><p>{}</p></blockquote>\n",
    '<figure><img src="https://cdn.example/x.jpg" alt="{}" width="800"/></figure>\n',
)


def opened(body: bytes, url: str = URL) -> Document:
    """A document as the formats get it."""
    text = decode(body)
    root, start = open_text(text)
    return Document(body, text, url, root=root, start=start)


def well_formed(body: bytes) -> bool:
    """Whether the standard parser takes it."""
    try:
        ET.fromstring(body)
    except (ET.ParseError, LookupError, ValueError):
        return False
    return True


def collected(folders: Sequence[Path]) -> list[bytes]:
    """The well-formed feeds in some folders."""
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES)
    return [body for path in files if well_formed(body := path.read_bytes()) and FORMAT.recognises(opened(body))]


class Writer:
    """Writes large feeds; the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        sounds = _SOUNDS.split(" ")
        self._words = ["".join(self.random.choices(sounds, k=self.random.randint(1, 4))) for _ in range(20_000)]

    def words(self, least: int, most: int) -> str:
        """A sentence."""
        return " ".join(self.random.choices(self._words, k=self.random.randint(least, most)))

    def body(self) -> str:
        """Markup of some kilobytes."""
        size, parts = self.random.randint(2_000, 8_000), list[str]()
        while size > 0:
            parts.append(self.random.choice(_BITS).format(*(self.words(8, 40) for _ in range(3))))
            size -= len(parts[-1])
        return "".join(parts)

    def item(self, number: int) -> str:
        """One article of RSS."""
        tags = "".join(f"<category>{self.words(1, 2)}</category>" for _ in range(3))
        link = f"https://site.example/{number}"
        return (
            f"<item><title>{self.words(4, 12)}</title><link>{link}</link><guid isPermaLink='false'>{link}</guid>{tags}"
            f"<pubDate>Tue, 03 Mar 2026 10:{number:02}:00 +0000</pubDate><dc:creator>{self.words(2, 2)}</dc:creator>"
            f"<description>{self.words(10, 40)}</description>"
            f"<content:encoded><![CDATA[{self.body()}]]></content:encoded></item>\n"
        )

    def entry(self, number: int) -> str:
        """One article of Atom."""
        link = f"https://site.example/{number}"
        return (
            f"<entry><title>{self.words(4, 12)}</title><link href='{link}'/><id>tag:site.example,2026:{number}</id>"
            f"<updated>2026-03-03T10:{number:02}:00Z</updated><author><name>{self.words(2, 2)}</name></author>"
            f"<category term='{self.words(1, 1)}'/><content type='html'>{escape(self.body())}</content></entry>\n"
        )

    def feed(self, number: int) -> bytes:
        """A whole feed."""
        count = self.random.randint(20, 50)
        if number % 3:
            spaces = (
                'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
            )
            inner = "".join(self.item(each) for each in range(count))
            head = f"<channel><title>Feed {number}</title><link>https://site.example/</link>"
            return f'<rss version="2.0" {spaces}>{head}{inner}</channel></rss>'.encode()
        inner = "".join(self.entry(each) for each in range(count))
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed {number}</title>{inner}</feed>'.encode()


def by_feedparser(body: bytes) -> object:
    """Read a feed as feedparser does by itself."""
    return feedparser.parse(io.BytesIO(body))


def by_slow_lane(body: bytes) -> object:
    """Read a feed to our values by way of feedparser."""
    return FORMAT.parse_slow(opened(body))


def by_us(body: bytes) -> object:
    """Read a feed as the program does."""
    return parse(body, url=URL, now=0)


READERS: dict[str, Callable[[bytes], object]] = {
    "feedparser": by_feedparser,
    "slow lane": by_slow_lane,
    "whole way": by_us,
}


def seconds(read: Callable[[bytes], object], bodies: Sequence[bytes]) -> float:
    """Processor time that reading all of them takes."""
    start = time.process_time()
    for body in bodies:
        try:
            read(body)
        except ParseError:
            continue
    return time.process_time() - start


def row(name: str, bodies: Sequence[bytes]) -> str:
    """Measure one collection: a line of the table."""
    least = dict.fromkeys(READERS, float("inf"))
    for _ in range(ROUNDS):
        for reader, read in READERS.items():
            least[reader] = min(least[reader], seconds(read, bodies))
    taken = sum(parse_fast(opened(body)) is not None for body in bodies)
    size = sum(map(len, bodies)) / 1e6
    speeds = " | ".join(f"{size / least[reader]:.1f}" for reader in READERS)
    ratio = least["feedparser"] / least["whole way"]
    return f"| {name} | {len(bodies)} | {size:.1f} | {taken / len(bodies):.0%} | {speeds} | {ratio:.1f} |"


def report(folders: Sequence[Path], made: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        "| feeds | number | MB | taken by the fast lane | "
        + " | ".join(f"{name} MB/s" for name in READERS)
        + " | times feedparser |"
    )
    yield "|---" * (5 + len(READERS)) + "|"
    yield row("collected", collected(folders))
    writer = Writer()
    yield row("made", [writer.feed(number) for number in range(made)])


def differing(count: int) -> Iterator[int]:
    """Yield the seeds of feeds that the lanes read differently; says at the end how many were compared."""
    taken = 0
    for seed in range(count):
        document = opened(made_feed(seed), (URL, "https://proxy.example/f", "file:///news/feed.xml")[seed % 3])
        read = parse_fast(document) if FORMAT.recognises(document) else None
        if read is not None:
            taken += 1
            if read != FORMAT.parse_slow(document):
                yield seed
    print(f"{count} made feeds, {taken} taken by the fast lane")


def main() -> int:
    """Print the table, or compare the lanes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[FEEDS])
    parser.add_argument("--made", type=int, default=30, help="large feeds to make")
    parser.add_argument("--agree", type=int, default=0, metavar="N", help="compare the lanes over N made feeds instead")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    if arguments.agree:
        different = list(differing(arguments.agree))
        print(f"differences: {different or 'none'}")
        return 1 if different else 0
    for line in report(arguments.folders, arguments.made):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
