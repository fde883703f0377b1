"""How long pages take to lay out, in milliseconds of computing: `python -m benchmarks.pages`.

Words are made up in several scripts; the best of some rounds counts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from termnews.model.article import Block, Cell, Code, ListBlock, ListItem, Mark, Paragraph, Span, Table
from termnews.text.markdown import blocks_from_markdown
from termnews.text.wrap import wrap

ROUNDS = 7
SCRIPTS = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "cyrillic": "абвгдежзиклмнопрст",
    "devanagari": "कखगघनमतदपरसािीुू",
    "arabic with marks": "ابتثجحخدذرزس\u064e\u064f",
}
HAN = "的一是不了人我在有他这为之大来以个中上们，。"


def words(source: random.Random, letters: str, count: int) -> list[str]:
    """Make words up."""
    return ["".join(source.choices(letters, k=source.randint(2, 9))) for _ in range(count)]


def prose(source: random.Random, letters: str, count: int) -> tuple[Block, ...]:
    """Paragraphs of eighty words with something strong and a link in each."""
    made: list[Block] = []
    for number in range(count // 80):
        text = words(source, letters, 80)
        strong, link = Span(" ".join(text[30:34]), Mark.STRONG), f"https://example.org/{number}"
        start, end = Span(" ".join(text[:30]) + " "), Span(" " + " ".join(text[53:]) + ".")
        made.append(Paragraph((start, strong, Span(" "), Span(" ".join(text[34:53]), link=link), end)))
    return tuple(made)


def best(work: Callable[[], object]) -> float:
    """Return the shortest time of some rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def tell(name: str, blocks: Sequence[Block], width: int = 72) -> None:
    """Print one line of the table."""
    print(f"{name:32} {best(lambda: wrap(blocks, width)):8.1f} ms   {len(wrap(blocks, width).lines):6} lines")


def main() -> None:
    """Print the table."""
    source = random.Random(1)
    for name, letters in SCRIPTS.items():
        for count in (2_000, 20_000):
            tell(f"{name}, {count} words", prose(source, letters, count))
    tell("chinese, 40000 characters", [Paragraph((Span("".join(source.choices(HAN, k=200))),)) for _ in range(200)])
    text = [" ".join(words(source, "abcdefgh", 10)) for _ in range(2_000)]
    tell("list of 2000 items", [ListBlock(tuple(ListItem((Paragraph((Span(item),)),)) for item in text))])
    rows = tuple(tuple(Cell((Span(word),)) for word in words(source, "abcdefgh", 8)) for _ in range(300))
    tell("table of 300 rows, 8 columns", [Table(rows)], 100)
    tell("table of 2000 rows, 200 columns", [Table(((Cell((Span("ab"),)),) * 200,) * 2_000)], 100)
    tell("python, 18 kB", [Code("def f(x: int) -> int:\n    return x + 1  # more\n" * 400, "python")])
    markdown = "\n\n".join(" ".join(words(source, "abcdefgh", 80)) + " **b** [l](https://e.org/x)" for _ in range(250))
    print(f"{'markdown to blocks, 20000 words':32} {best(lambda: blocks_from_markdown(markdown)):8.1f} ms")


if __name__ == "__main__":
    main()
