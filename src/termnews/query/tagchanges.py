"""Changes of tags in front of a query: `+later -todo feed:khasan is:unread`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from termnews.query.fields import field_named

_NEGATED = re.compile(r"-(?:[#(\"“/]|(?P<field>[a-z]+):)", re.IGNORECASE)
_CHANGE = re.compile(r'([+-])(?:"([^"]*)"|([^\s"]+))(?:\s+|$)')
_PARTING = re.compile(r"--(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class TagChanges:
    """Tags to give and to take."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.add or self.remove)

    def __str__(self) -> str:
        """Say them as they are typed."""
        return " ".join([*(f"+{name}" for name in self.add), *(f"-{name}" for name in self.remove)])


def is_negated_term(word: str) -> bool:
    """Whether a word is a term of the query with a minus before it (`-tag:x`, `-#x`), and no change of a tag."""
    found = _NEGATED.match(word)
    return found is not None and (found["field"] is None or field_named(found["field"]) is not None)


def read_changes(text: str) -> tuple[TagChanges, str]:
    """Take the changes from the front of a text; what is left is a query. `--` may stand between them.

    The query begins with the first word that is neither `+name` nor `-name`; blanks in a name need quotes around it.
    """
    add: list[str] = []
    remove: list[str] = []
    left = text.lstrip()
    while (found := _CHANGE.match(left)) and not _PARTING.match(left):
        quoted = found[2] is not None
        if is_negated_term(left) and not (quoted and left.startswith('-"')):
            break
        (add if found[1] == "+" else remove).append(found[2] if quoted else found[3])
        left = left[found.end() :]
    parting = _PARTING.match(left)
    return TagChanges(tuple(add), tuple(remove)), left[parting.end() :] if parting else left
