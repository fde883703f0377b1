"""`python -m benchmarks.duplicates`: how many copies of articles are found by their text, and how many are not copies.

    python -m benchmarks.duplicates [--texts FOLDER] [--seed 1]

The articles are real ones, in the public domain; any folder of text files will do. Each is told again as other feeds
tell it: with other quotation marks, headed and signed, with words changed, paragraphs moved or left out. What must not
be joined is told too: other articles of the same days, reports that a machine writes in the same words, letters that
share their foot.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from termnews.stories.likeness import Print, alike, print_of

TEXTS = (Path(__file__).with_name("texts"), Path(__file__).parents[1] / "tests" / "data" / "articles")

Telling = Callable[[random.Random, str], str]


def articles(folders: Sequence[Path]) -> list[str]:
    """The texts of some folders that are long enough to be compared."""
    paths = sorted(path for folder in folders for path in folder.glob("*.txt"))
    found = (path.read_text("utf-8", "replace") for path in paths)
    return [text for text in found if print_of(text).runs]


# What other feeds make of an article


def quoted(_: random.Random, text: str) -> str:
    """Typographer's quotes and dashes, and lines of another length."""
    curly = text.replace("'", "’").replace(" - ", " – ").replace('"', "”")
    return " ".join(curly.split())


def framed(chance: random.Random, text: str) -> str:
    """A name and a place before it, a notice behind it."""
    city = chance.choice(("LONDON", "NEW YORK", "Geneva", "TOKYO"))
    tail = "The post first appeared in full on our site. Subscribe to our newsletter for more stories like this one."
    return f"By our own correspondent. {city} - {text}\n{tail}"


def edited(share: float) -> Telling:
    """An editor's hand: so many of the words are others."""

    def tell(chance: random.Random, text: str) -> str:
        words = text.split()
        for place in chance.sample(range(len(words)), int(len(words) * share)):
            words[place] = chance.choice(words)
        return " ".join(words)

    return tell


def cut(share: float) -> Telling:
    """The end is left out."""

    def tell(_: random.Random, text: str) -> str:
        words = text.split()
        return " ".join(words[: int(len(words) * (1 - share))])

    return tell


def reordered(chance: random.Random, text: str) -> str:
    """Paragraphs in another order, which is what corrected articles often are."""
    parts = [part for part in re.split(r"\n+", text) if part.strip()]
    if len(parts) > 3:
        one, other = chance.sample(range(1, len(parts)), 2)
        parts[one], parts[other] = parts[other], parts[one]
    return "\n".join(parts)


COPIES: dict[str, Telling] = {
    "other quotation marks, lines": quoted,
    "headed and signed": framed,
    "1 word of 100 changed": edited(0.01),
    "3 words of 100 changed": edited(0.03),
    "5 words of 100 changed": edited(0.05),
    "paragraphs in another order": reordered,
    "the last tenth left out": cut(0.1),
    "the last quarter left out": cut(0.25),
    "the last half left out": cut(0.5),
}


# What is no copy

PLACES = ("Springfield", "Riverton", "Lake Anna", "Port Huron", "Fairview", "Greenville", "Ashland", "Clayton")
WEATHER = """
Forecast for {place}. Today: {sky} with a high near {high}. {wind} wind around {speed} mph. Chance of rain {rain}
percent. Tonight: {sky2} with a low around {low}. {wind2} wind {speed2} to {speed3} mph. Tomorrow: {sky}, with a high
near {high2}. Winds could gust as high as {gust} mph. The air quality index for {place} is {index}. Sunrise is at
6:{minute} in the morning, sunset at 7:{minute2} in the evening. For the latest conditions call the office in {place}.
"""
QUAKE = """
An earthquake of magnitude {size} was recorded {far} km of {place} at {hour}:{minute} UTC. The depth was {depth} km.
{felt} people reported that they felt it. No damage has been reported so far. The event page will be updated as more
data come in from the stations of the network. Earthquakes of this size occur {often} times a year in the region.
Whoever felt it may report it on the page of the survey, which helps to map the shaking. Reports are kept without names.
"""
SHARES = """
Shares of {place} Holdings closed at {high}.{minute} on {day}, {felt} points from the day before. The volume was
{depth}{index} shares. Over the last twelve months the share has moved between {low}.{minute2} and {high2}.{minute}. The
index of the exchange closed at {index}{gust}. Analysts gave the share an average rating of {rating}. This report was
made by a program from the data of the exchange and was not read by an editor before it was published.
"""
FOOT = """
You receive this letter because you subscribed to it. Forward it to a friend who may like it, and write to us with what
you think. To stop receiving it follow the link at the end of the message. We keep your address for this letter alone
and give it to nobody. Our letters come out every week, written by volunteers, paid for by readers. Become a member for
the price of a cup of coffee a month. Members get the letter a day before, and all the old ones.
"""


def machine_written(chance: random.Random, frame: str) -> str:
    """A report that fills in names and numbers."""
    sky = ("Sunny", "Mostly cloudy", "Showers likely", "Clear", "Patchy fog")
    wind = ("North", "South", "Calm", "West southwest")
    number = {name: chance.randint(10, 99) for name in re.findall(r"\{(\w+)\}", frame)}
    names = {
        "place": chance.choice(PLACES),
        "size": f"{chance.uniform(2, 6):.1f}",
        "rating": f"{chance.uniform(1, 5):.1f}",
    }
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    for name in ("sky", "sky2", "wind", "wind2"):
        names[name] = chance.choice(sky if name.startswith("sky") else wind)
    return frame.format(**{**number, **names, "day": chance.choice(days)})


def letters(chance: random.Random, texts: Sequence[str], count: int) -> list[str]:
    """Short news above one and the same foot."""
    found = []
    words = " ".join(texts).split()
    for place in range(min(count, len(words) // 60)):
        found.append(" ".join(words[place * 60 : place * 60 + chance.randint(15, 60)]) + FOOT)
    return found


def strangers(chance: random.Random, texts: Sequence[str], count: int) -> Iterator[tuple[str, list[Print]]]:
    """Heaps in which no two are the same article."""
    yield "articles of the same days", [print_of(text) for text in texts]
    for name, frame in (("weather", WEATHER), ("earthquakes", QUAKE), ("share prices", SHARES)):
        distinct = {machine_written(chance, frame) for _ in range(count)}
        yield f"{name}, written by a machine", [print_of(text) for text in sorted(distinct)]
    yield "letters with the same foot", [print_of(text) for text in sorted(set(letters(chance, texts, count)))]


def _meet(one: Print, other: Print) -> bool:
    """Whether the index leads from one to the other."""
    return not {*one.bands}.isdisjoint(other.bands)


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates", description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", default=TEXTS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    texts = articles(given.texts)
    print(f"{len(texts)} articles\n\n| copies | found | alike, but never met |\n|---|---|---|")
    for name, tell in COPIES.items():
        pairs = [(print_of(text), print_of(tell(chance, text))) for text in texts for _ in range(5)]
        found = sum(_meet(one, other) and alike(one, other) for one, other in pairs) / len(pairs)
        unmet = sum(alike(one, other) and not _meet(one, other) for one, other in pairs) / len(pairs)
        print(f"| {name} | {found:.1%} | {unmet:.1%} |")
    print("\n| no copies | pairs | joined | compared |\n|---|---|---|---|")
    for name, prints in strangers(chance, texts, 150):
        pairs = list(combinations(prints, 2))
        wrong = sum(_meet(one, other) and alike(one, other) for one, other in pairs)
        met = sum(_meet(one, other) for one, other in pairs)
        print(f"| {name} | {len(pairs):,} | {wrong} | {met / len(pairs):.1%} |")
    started = time.perf_counter()
    for text in texts * 5:
        _ = print_of(text).bands
    print(f"{(time.perf_counter() - started) / len(texts) / 5 * 1e3:.2f} ms for the print of an article")
    return 0


if __name__ == "__main__":
    sys.exit(main())
