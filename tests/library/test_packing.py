"""Bodies are packed with a dictionary that the library learns, and every one of them can be read again."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from termnews.library import Library, packing
from termnews.model.entry import ParsedEntry
from termnews.model.errors import LibraryError
from termnews.model.feed import FeedHealth
from termnews.model.ids import EntryId
from tests.support.libraries import NOW, bare, intent

WORDS = [
    f"{start}{end}" for start in ("word", "tale", "press", "note", "coast") for end in "abcdefghijklmnopqrstuvwxyz"
]


def article(number: int) -> ParsedEntry:
    text = " ".join(random.Random(number).choices(WORDS, k=60))
    return ParsedEntry(guid=f"guid-{number}", title=f"Title {number}", text=text, content=f"<p>{text}</p>")


def fill(library: Library, numbers: range) -> None:
    feed = library.writer.add_feed("https://a.example/feed", now=NOW).result(10)
    found = [intent(feed.id, article(number), sort_at=NOW + number) for number in numbers]
    library.writer.store(feed.id, None, found, FeedHealth(), now=NOW).result(30)


def sizes(path: Path) -> list[int]:
    connection = sqlite3.connect(path)
    try:
        return [size for (size,) in connection.execute("SELECT length(packed) FROM entry_body ORDER BY id")]
    finally:
        connection.close()


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that had one dictionary's worth of articles, and then some more."""
    path = tmp_path_factory.mktemp("packing") / "library.db"
    with Library.open(path, now=NOW) as library:
        fill(library, range(1, packing.SAMPLES + 1))
        library.writer.index_waiting().result(30)
        fill(library, range(packing.SAMPLES + 1, packing.SAMPLES + 51))
    return path


def test_articles_of_before_and_after_read_as_they_came(learned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_dictionaries", {})
    with Library.open(learned, now=NOW) as library:
        for number in (1, packing.SAMPLES, packing.SAMPLES + 1, packing.SAMPLES + 50):
            entry = library.reader.entry(EntryId(number))
            assert entry is not None
            assert (entry.text, entry.content) == (article(number).text, article(number).content)


def test_what_was_learned_saves_room(learned: Path) -> None:
    found = sizes(learned)
    before, after = found[: packing.SAMPLES], found[packing.SAMPLES :]
    assert sum(after) / len(after) < 0.9 * sum(before) / len(before)


def test_a_dictionary_is_learned_again_only_when_the_library_has_grown(learned: Path) -> None:
    connection = sqlite3.connect(learned)
    assert connection.execute("SELECT learned FROM dictionary").fetchall() == [(packing.SAMPLES,)]
    assert not packing.learning_is_due(connection)
    connection.execute(
        "INSERT INTO entry_state (id, feed_id, guid_key, guid, first_seen) VALUES (?, 1, 1, '', 0)", (20_000,)
    )
    assert packing.learning_is_due(connection)
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM dictionary",
        "UPDATE dictionary SET content = zeroblob(1000)",
        f"UPDATE entry_body SET packed = x'28b52ffd' WHERE id = {packing.SAMPLES + 1}",
        f"UPDATE entry_body SET packed = substr(packed, 1, 40) WHERE id = {packing.SAMPLES + 1}",
    ],
)
def test_damage_is_told_and_touches_nothing_else(
    learned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(packing, "_dictionaries", {})
    path = tmp_path / "library.db"
    with sqlite3.connect(learned) as source, sqlite3.connect(path) as target:
        source.backup(target)
        target.execute(damage)
    with Library.open(path, now=NOW) as library:
        with pytest.raises(LibraryError):
            library.reader.entry(EntryId(packing.SAMPLES + 1))
        assert library.reader.entry(EntryId(1)) is not None
        assert library.reader.headlines([packing.SAMPLES + 1])[0].title == f"Title {packing.SAMPLES + 1}"


def test_texts_too_short_to_learn_from_are_stored_without(tmp_path: Path) -> None:
    with bare(tmp_path / "library.db") as library:
        packing.learn(library.connection)
        assert library.connection.execute("SELECT count(*) FROM dictionary").fetchone() == (0,)
        assert packing.unpack(library.connection, packing.pack(library.connection, "short")) == "short"


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with bare(tmp_path / "library.db") as library:
        packed = packing.pack(library.connection, "x" * 10_000)
        monkeypatch.setattr(packing, "MAX_UNPACKED", 1_000)
        with pytest.raises(ValueError, match="too large"):
            packing.unpack(library.connection, packed)
