"""Texts compressed with a dictionary that the library learns from its own articles.

One article is too short to learn from. When the words and the markup that the articles share are known beforehand,
it takes a fifth less room. A dictionary never changes once it was made; each text says which one it needs.
"""

from __future__ import annotations

import sqlite3
import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 6
"""Twice the time of the usual 3 and 5 % smaller; level 9 takes as much again for another 3 %."""
SAMPLES = 1_000
"""Texts that a dictionary is learned from: no library with fewer has one."""
GROWTH = 20
"""How many times larger a library is when it learns anew: by then it holds other feeds."""
DICTIONARY_BYTES = 64 * 1024
MAX_UNPACKED = 64 * 1024 * 1024

_SOME = """
    SELECT b.packed FROM (SELECT max(id) AS last FROM entry_body) AS m
    CROSS JOIN json_each(?) AS wanted CROSS JOIN entry_body AS b ON b.id = 1 + wanted.value * m.last / ?
"""

_dictionaries: dict[int, zstd.ZstdDict] = {}
"""Those in use, by number; the number is made of the content, so that libraries do not mix theirs up."""


def pack(connection: sqlite3.Connection, text: str) -> bytes:
    """Compress a text with the newest dictionary."""
    row = connection.execute("SELECT id FROM dictionary ORDER BY learned DESC LIMIT 1").fetchone()
    known = None if row is None else _dictionary(connection, row[0]).as_digested_dict
    return zstd.compress(text.encode(), LEVEL, zstd_dict=known)


def unpack(connection: sqlite3.Connection, packed: bytes) -> str:
    """Give the text back. Raise `ValueError` when it is damaged, or larger than anything that is stored."""
    try:
        number = zstd.get_frame_info(packed).dictionary_id
        known = _dictionary(connection, number) if number else None
        decompressor = zstd.ZstdDecompressor(zstd_dict=known)
        text = decompressor.decompress(packed, MAX_UNPACKED)
    except zstd.ZstdError as error:
        raise ValueError("the body of an entry is damaged") from error
    if not decompressor.eof:
        raise ValueError("the body of an entry is damaged or too large")
    return text.decode()


def learning_is_due(connection: sqlite3.Connection) -> bool:
    """Whether the library has grown so much that it should learn a dictionary."""
    (last,) = connection.execute("SELECT coalesce(max(learned), 0) FROM dictionary").fetchone()
    (now,) = connection.execute("SELECT coalesce(max(id), 0) FROM entry_state").fetchone()
    return int(now) >= max(SAMPLES, int(last) * GROWTH)


def learn(connection: sqlite3.Connection) -> None:
    """Make a dictionary from texts all over the library, for all texts to come; what is packed stays as it is."""
    wanted = "[" + ",".join(map(str, range(SAMPLES))) + "]"
    samples = []
    for (packed,) in connection.execute(_SOME, (wanted, SAMPLES)):
        try:
            samples.append(unpack(connection, packed).encode())
        except ValueError:
            continue
    (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM entry_state").fetchone()
    try:
        made = zstd.train_dict(samples, min(DICTIONARY_BYTES, sum(map(len, samples)) // 8))
    except (zstd.ZstdError, ValueError):  # there is too little to learn from
        return
    connection.execute(
        "INSERT OR REPLACE INTO dictionary (id, learned, content) VALUES (?, ?, ?)",
        (made.dict_id, number, made.dict_content),
    )


def _dictionary(connection: sqlite3.Connection, number: int) -> zstd.ZstdDict:
    known = _dictionaries.get(number)
    if known is None:
        row = connection.execute("SELECT content FROM dictionary WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise ValueError("the dictionary of an entry is missing")
        known = zstd.ZstdDict(row[0])
        if known.dict_id != number:
            raise ValueError("the dictionary of an entry is damaged")
        _dictionaries[number] = known
    return known
