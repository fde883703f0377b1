"""Made documents in many variations: title, author, dates and tags exact, the story whole, the furniture folded."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from termnews.text.plain import PlainArticle, read_article
from tests.support.scraped import Document, make

SEEDS = range(400)


@cache
def read(seed: int) -> PlainArticle:
    return read_article(make(seed).text)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def lost_words(made: Document, text: str) -> float:
    wanted = words(" ".join(made.story))
    return (wanted - words(text)).total() / wanted.total()


def test_what_documents_state_is_read_exactly() -> None:
    wrong: list[tuple[int, str]] = []
    for seed in SEEDS:
        made, found = make(seed), read(seed)
        stated = (made.title, made.authors, made.published, made.updated, made.tags)
        told = (found.title, found.authors, found.published, found.updated, found.tags)
        wrong += [(seed, f"{one!r} read as {two!r}") for one, two in zip(stated, told, strict=True) if one != two]
    assert wrong == []


def test_story_is_kept_and_furniture_is_not_in_it() -> None:
    short: list[int] = []
    left: list[tuple[int, str]] = []
    for seed in SEEDS:
        made, found = make(seed), read(seed)
        lines = found.text.split("\n")
        short += [seed] if lost_words(made, found.text) > 0.01 else []
        left += [(seed, line) for line in made.furniture + made.captions if line in lines]
    assert (short, left) == ([], [])


def test_most_headlines_of_other_pieces_are_folded() -> None:
    """Without a label there is room for doubt, and doubt keeps a line in the story."""
    kept = sum(line in read(seed).text for seed in SEEDS for line in set(make(seed).teasers))
    assert kept <= 0.04 * sum(len(set(make(seed).teasers)) for seed in SEEDS)
