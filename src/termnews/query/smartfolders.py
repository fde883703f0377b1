"""Smart folders: queries under names, in the person's order. Each change gives a new tuple that makes sense whole.

A folder may stand within others (`in:"Name"`): they follow when it is renamed, and take over its query when it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from termnews.model.errors import QueryError
from termnews.query.ast import InSaved, Node
from termnews.query.errors import nearest
from termnews.query.parser import parse
from termnews.query.retag import retagged
from termnews.query.saved import expand, name_key, with_replaced
from termnews.query.value import Query

MOST = 500
"""Smart folders that there may be."""
LONGEST = 100
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class SmartFolder:
    """A query under a name."""

    name: str
    text: str
    """The query as text; `query` reads it."""
    key: str = ""
    """Key, or keys one after another with blanks between, that lists it in the reader; empty: none."""

    @property
    def query(self) -> Query:
        """What it lists. Raises `QueryError` for a text of another version of the language."""
        return parse(self.text)

    @property
    def listing(self) -> Query:
        """What lists it: a reference to it, with its order and its limit."""
        own = self.query
        return Query(InSaved(self.name), own.sort, own.limit)


Folders = tuple[SmartFolder, ...]
Change = Callable[[Folders], Folders]


def by_name(folders: Sequence[SmartFolder]) -> Mapping[str, Query]:
    """Their queries as `expand` wants them; texts that cannot be read any more are left out."""
    found: dict[str, Query] = {}
    for folder in folders:
        try:
            found[folder.name] = folder.query
        except QueryError:
            continue
    return found


def find(folders: Sequence[SmartFolder], name: str) -> SmartFolder:
    """The folder of this name, however it is written. Raises `QueryError`."""
    for folder in folders:
        if name_key(folder.name) == name_key(name):
            return folder
    near = nearest(name, [folder.name for folder in folders])
    raise QueryError(f"there is no smart folder “{name}”", hint=f"Did you mean {near}?" if near else "")


def added(name: str, text: str, key: str = "") -> Change:
    """Put a folder at the end, or another query into the one of this name."""

    def change(folders: Folders) -> Folders:
        fresh = SmartFolder(_good_name(name), str(parse(text)), key)
        same = [folder for folder in folders if name_key(folder.name) == name_key(name)]
        if same:
            new = tuple(replace(fresh, key=key or one.key) if one in same else one for one in folders)
            return _checked(new, fresh.name)
        return _checked((*folders, fresh), fresh.name)

    return change


def joined(given: Sequence[SmartFolder]) -> Change:
    """Put folders behind those that are there, unless there is one of the name; a key that is taken stays where it is.

    Those that refer to folders which are neither here nor given are left out: nothing could be changed any more beside
    a reference to nothing.
    """

    def change(folders: Folders) -> Folders:
        waiting = list(given)
        while True:
            fitting = [folder for folder in waiting if _fits(folders, folder)]
            if not fitting:
                return folders
            for folder in fitting:
                waiting.remove(folder)
                if _fits(folders, folder):
                    taken = {one.key for one in folders}
                    folders = (*folders, replace(folder, key="" if folder.key in taken else folder.key))

    return change


def _fits(folders: Folders, folder: SmartFolder) -> bool:
    """Whether a folder can be put behind others."""
    if any(name_key(one.name) == name_key(folder.name) for one in folders):
        return False
    try:
        _checked((*folders, folder))
    except QueryError:
        return False
    return True


def renamed(old: str, new: str) -> Change:
    """Give a folder another name, also where others refer to it."""

    def change(folders: Folders) -> Folders:
        meant, name = find(folders, old), _good_name(new)
        if name == meant.name:
            return folders
        if any(name_key(folder.name) == name_key(name) and folder != meant for folder in folders):
            raise QueryError(f"there is a smart folder “{name}” already")
        moved = tuple(replace(folder, name=name) if folder == meant else folder for folder in folders)
        return _checked(tuple(_with(folder, meant.name, InSaved(name)) for folder in moved))

    return change


def with_key(name: str, key: str) -> Change:
    """Give a folder a key, which others of it lose; empty: take it away."""

    def change(folders: Folders) -> Folders:
        meant = find(folders, name)
        return tuple(
            replace(folder, key=key if folder == meant else "")
            if folder == meant or (key and folder.key == key)
            else folder
            for folder in folders
        )

    return change


def moved(name: str, step: int) -> Change:
    """Move a folder down (or up) among the others."""

    def change(folders: Folders) -> Folders:
        meant = find(folders, name)
        at = folders.index(meant)
        rest = [folder for folder in folders if folder != meant]
        rest.insert(max(0, min(at + step, len(rest))), meant)
        return tuple(rest)

    return change


def removed(name: str) -> Change:
    """Take a folder out; where others refer to it, its query takes its place."""

    def change(folders: Folders) -> Folders:
        meant = find(folders, name)
        rest = tuple(folder for folder in folders if folder != meant)
        return _checked(tuple(_with(folder, meant.name, meant.query.where) for folder in rest))

    return change


def with_retagged(key: str, others: Sequence[str]) -> Change:
    """Ask for any of `others` wherever a folder asks for the tag `key`; texts that cannot be read stay as they are."""

    def change(folders: Folders) -> Folders:
        return tuple(_with_retagged(folder, key, others) for folder in folders)

    return change


def _with_retagged(folder: SmartFolder, key: str, others: Sequence[str]) -> SmartFolder:
    try:
        query = folder.query
    except QueryError:
        return folder
    asked = retagged(query, key, others)
    return folder if asked is query else replace(folder, text=str(asked))


def _good_name(name: str) -> str:
    tidy = " ".join(name.split())[:LONGEST]
    if not tidy:
        raise QueryError("a smart folder needs a name")
    return tidy


def _checked(folders: Folders, first: str = "") -> Folders:
    """Refuse loops, references to nothing, and too many; mistakes are told as of the folder named `first`."""
    if len(folders) > MOST:
        raise QueryError(f"there are {MOST} smart folders already")
    known = by_name(folders)
    for name in sorted(known, key=lambda name: name != first):
        expand(Query(InSaved(name)), known)
    return folders


def _with(folder: SmartFolder, name: str, put: Node) -> SmartFolder:
    """The folder with something else in the place of a name."""
    try:
        query = folder.query
    except QueryError:
        return folder
    other = with_replaced(query, {name_key(name): put})
    return folder if other is query else replace(folder, text=str(other))


def replacements(before: Folders, after: Folders) -> dict[str, Node]:
    """What stands in the place of names that a change took away, by `name_key`: the new name, or the query itself."""
    gone = {name_key(folder.name): folder for folder in before}
    for folder in after:
        gone.pop(name_key(folder.name), None)
    if len(before) == len(after):
        places = {name_key(old.name): InSaved(new.name) for old, new in zip(before, after, strict=True)}
        return {key: places[key] for key in gone}
    known = by_name(before)
    return {key: known[folder.name].where for key, folder in gone.items() if folder.name in known}
