"""Queries that are still being typed: what is good of them counts at once, what is half-typed disturbs nothing."""

from __future__ import annotations

from dataclasses import replace

from termnews.model.errors import QueryError
from termnews.model.tagkey import tag_key
from termnews.query.ast import Node, Or
from termnews.query.fields import Shape
from termnews.query.lexer import Kind, Token, Value
from termnews.query.names import Names
from termnews.query.parser import Parser, parse, read_leaf
from termnews.query.value import Query


def parse_lenient(text: str) -> tuple[Query, QueryError | None]:
    """Read as much of a query as makes sense, and say what is wrong first with the rest."""
    try:
        return parse(text), None
    except QueryError as error:
        return Parser(text, _read_good_values, lenient=True).query(), error


def parse_typing(text: str, names: Names | None = None) -> Query:
    """Read a query whose end is still being typed: never an error.

    The last bare word, or the last word of an open quote, need only begin so. With `names`, a tag or a smart folder
    at the end that does not exist (yet) is left out until the cursor moves on.
    """

    def read(token: Token, negated: bool) -> Node | None:
        if token.end == len(text):
            growing = _growing(token, names, negated=negated)
            if growing is None:
                return None
            token = growing
        return _read_good_values(token, negated)

    return Parser(text, read, lenient=True).query()


def _read_good_values(token: Token, _negated: bool) -> Node | None:
    """Read a term without those of its values that are wrong, open quotes being closed at the end."""
    closed = tuple(replace(value, closed=True) if value.quoted else value for value in token.values)
    nodes: list[Node] = []
    error: QueryError | None = None
    for value in closed:
        try:
            node = read_leaf(replace(token, values=(value,)))
        except QueryError as found:
            error = error or found
        else:
            nodes.extend(() if node is None else (node,))
    if error is not None and not nodes:
        raise error
    return Or(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), None)


def _growing(token: Token, names: Names | None, *, negated: bool) -> Token | None:
    """Give the token as it may be meant when more is typed; None when it means nothing yet."""
    if not token.values:
        return token
    last = token.values[-1]
    if _is_text(token):
        # A word that is taken away takes away only what is certain, or "-f" would empty the list.
        grown = last if negated or last.flags is not None else replace(last, prefix=last.prefix or _is_open(last))
        return replace(token, values=(*token.values[:-1], grown))
    if names is None or not _unfinished(token, last, names):
        return token
    return replace(token, values=token.values[:-1]) if len(token.values) > 1 else None


def _is_text(token: Token) -> bool:
    return token.kind is Kind.WORDS or (token.field is not None and token.field.shape is Shape.TEXT)


def _is_open(value: Value) -> bool:
    return not value.quoted or not value.closed


def _unfinished(token: Token, value: Value, names: Names) -> bool:
    """Whether a name at the end is none that exists."""
    match token.field.name if token.field is not None else "":
        case "tag":
            return tag_key(value.text) not in (*names.tags, "any", "none")
        case "in":
            return value.text.casefold() not in {name.casefold() for name in names.saved}
        case _:
            return False
