"""What `feed:` and `folder:` mean, and queries for a feed, a folder or words that the program itself asks for."""

from __future__ import annotations

import re
from functools import lru_cache

from termnews.query.ast import And, InFeed, InFolder, Word
from termnews.query.tokens import contains, tokens
from termnews.query.value import Query

_DECORATION = re.compile(r"^[a-z][a-z0-9+.-]*:/*(?:www\.)?|/+$", re.IGNORECASE)


def feed_is(url: str) -> Query:
    """Ask for exactly the feed that is fetched from this address."""
    return Query(InFeed(url, exact=True))


def folder_is(path: str) -> Query:
    """Ask for exactly this folder, with what is under it; the empty path: feeds that stand in no folder."""
    return Query(InFolder(path, exact=True))


def words(text: str) -> Query:
    """Ask for all words of a text, none of which is read as part of the query language."""
    found = tuple(Word(word) for word in text.split() if tokens(word))
    return Query(found[0] if len(found) == 1 else And(found))


@lru_cache(maxsize=1024)
def feed_matches(term: InFeed, url: str, *names: str) -> bool:
    """Whether a feed is meant: by its address, by the beginning of it, or by words of a name, the last one begun.

    `names` are all that it goes by: the person's name for it, and its own title.
    """
    if term.exact:
        return term.name == url
    wanted = tokens(term.name)
    if not wanted:
        return False
    if any(contains(tokens(name), wanted, prefix=True) for name in names):
        return True
    address = _DECORATION.sub("", term.name).casefold()
    return bool(address) and _DECORATION.sub("", url).casefold().startswith(address)


@lru_cache(maxsize=1024)
def folder_matches(term: InFolder, path: str) -> bool:
    """Whether a folder is meant, or lies below one that is.

    An exact path counts from the top. Otherwise its names may stand at any level, and the last need only begin so.
    """
    if term.exact:
        return path == term.path or bool(term.path and path.startswith(term.path + "/"))
    wanted = [name.strip() for name in term.path.casefold().split("/") if name.strip()]
    there = [name.strip() for name in path.casefold().split("/") if name.strip()]
    return bool(wanted) and contains(there, wanted, prefix=True)
