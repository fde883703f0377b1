"""Words and phrases of a query: as a safe full-text expression, and against entries not yet indexed."""

from __future__ import annotations

from collections.abc import Sequence

from termnews.library.context import Context, as_list
from termnews.library.fulltext import searched_columns
from termnews.library.sqltext import Sql
from termnews.model.tagkey import tag_key
from termnews.query.ast import And, Field, Node, Or, Phrase, Word
from termnews.query.match import Facts, Judge
from termnews.query.tokens import folded, tokens

_COLUMNS = {Field.TITLE: "title", Field.BODY: "body", Field.AUTHOR: "author"}

_WAITING = """
    SELECT w.id, e.title, e.tags, b.authors, b.packed
    FROM fts_pending AS w CROSS JOIN entry AS e ON e.id = w.id CROSS JOIN entry_body AS b ON b.id = w.id
"""


def is_text(node: Node) -> bool:
    """Whether a term is answered by the full-text index."""
    return isinstance(node, Word | Phrase) and node.field is not Field.URL


def is_all_text(node: Node) -> bool:
    """Whether a condition consists of nothing but such terms, none of them negated."""
    if isinstance(node, And | Or):
        return bool(node.operands) and all(is_all_text(operand) for operand in node.operands)
    return is_text(node)


def expression(node: Node) -> str:
    """Write a condition for which `is_all_text` holds in the language of the index; every word in quotes."""
    match node:
        case And(operands):
            return "(" + " AND ".join(map(expression, operands)) + ")"
        case Or(operands):
            return "(" + " OR ".join(map(expression, operands)) + ")"
        case Word() | Phrase():
            quoted = '"' + " ".join(tokens(node.text)).replace('"', '""') + '"'
            column = f"{_COLUMNS[node.field]} : " if node.field in _COLUMNS else ""
            return column + quoted + (" *" if node.prefix else "")
        case _:
            raise ValueError(f"no text: {node}")


def waiting_hits(context: Context, node: Node) -> list[int]:
    """Entries that match a text condition but are not indexed yet."""
    needles = _needed(node)
    hits = []
    for number, *columns in context.connection.execute(_WAITING):
        body, title, authors, tags = searched_columns(context.connection, *columns)
        text = folded(f"{title}\n{body}\n{authors}\n{tags}")
        if all(needle in text for needle in needles):
            keys = tuple(map(tag_key, tags.split("\n")))
            facts = Facts(title=title, text=body, authors=tuple(authors.split("\n")), tags=keys)
            if Judge(facts, context.now).holds(node):
                hits.append(number)
    return hits


def _needed(node: Node) -> Sequence[str]:
    """Tokens that stand in everything that matches; only a quick first look, so alternatives give none."""
    if isinstance(node, And):
        return [token for operand in node.operands for token in _needed(operand)]
    return tokens(node.text) if isinstance(node, Word | Phrase) else []


def numbers(context: Context, node: Node) -> Sql:
    """A SELECT of the numbers of all entries that match a text condition, as column `id`."""
    text = "SELECT rowid AS id FROM entry_fts WHERE entry_fts MATCH ?"
    params: list[object] = [expression(node)]
    if hits := waiting_hits(context, node):
        text += " UNION ALL SELECT value FROM json_each(?)"
        params.append(as_list(hits))
    return Sql(text, tuple(params))
