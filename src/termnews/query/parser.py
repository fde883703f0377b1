"""Text to query: strict for what is carried out, lenient for what is still being typed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from termnews.model.errors import QueryError
from termnews.query.ast import EVERY, And, Node, Not, Or, SortKey
from termnews.query.errors import problem
from termnews.query.fields import FIELDS
from termnews.query.lexer import Kind, Token, lex
from termnews.query.terms import read_limit, read_sort, read_term, read_words
from termnews.query.value import Query

MAX_LENGTH = 20_000
"""Characters of a query."""
MAX_DEPTH = 48
"""Brackets and negations within each other."""
MAX_TERMS = 2_000
"""Values of all terms together; signs and brackets may be as many again, twice over."""

_TERM = 'a word, a "phrase", a field such as tag: or title:, or an opening bracket'

Reader = Callable[[Token, bool], Node | None]
"""What makes a condition of a term token, given whether it is negated; None when it says nothing."""


def parse(text: str) -> Query:
    """Read a query. Raises QueryError, with the column, for text that is none."""
    return Parser(text, read_leaf).query()


class Parser:
    """One descent through the tokens of one text.

    Leniently it goes on after an error, without the part that is wrong.
    """

    def __init__(self, text: str, read: Reader, *, lenient: bool = False) -> None:
        self._lenient = lenient
        self._read = read
        self._sort: tuple[SortKey, ...] = ()
        self._limit: int | None = None
        self._depth = 0
        self._at = 0
        if len(text) > MAX_LENGTH:
            self._fail(problem(f"the query is longer than {MAX_LENGTH} characters", MAX_LENGTH))
        self._tokens = list(islice(lex(text[:MAX_LENGTH]), 3 * MAX_TERMS))
        if len(self._tokens) == 3 * MAX_TERMS or sum(len(token.values) for token in self._tokens) > MAX_TERMS:
            self._fail(problem(f"the query has more than {MAX_TERMS} terms", self._tokens[-1].start))
            del self._tokens[MAX_TERMS:]

    def query(self) -> Query:
        """Read all of it."""
        parts: list[Node] = []
        while True:
            node = self._either()
            if node is not None:
                parts.append(node)
            if self._peek() is None:
                break
            token = self._take()
            self._fail(problem("this bracket closes nothing", token.start))
        return Query(_joined(parts), self._sort, self._limit)

    def _either(self) -> Node | None:
        """Read `a OR b …`, as far as it goes."""
        branches: list[Node] = []
        operator: Token | None = None
        while True:
            branch = self._all()
            if branch is not None:
                branches.append(branch)
            elif operator is not None or self._is(Kind.OR):
                self._fail(self._missing(operator))
            if not self._is(Kind.OR):
                break
            operator = self._take()
        if len(branches) > 1:
            return Or(tuple(branches))
        return branches[0] if branches else None

    def _missing(self, operator: Token | None) -> QueryError:
        side, token = ("after", operator) if operator is not None else ("before", self._tokens[self._at])
        assert token is not None
        column = token.end if operator is not None else token.start
        return problem(f"a term is missing {side} {token.text or '|'}", column, length=0, expected=_TERM)

    def _all(self) -> Node | None:
        """Read terms side by side, with or without AND between them."""
        operands: list[Node] = []
        operator: Token | None = None
        while (token := self._peek()) is not None and token.kind not in (Kind.CLOSE, Kind.OR):
            if token.kind is Kind.AND:
                if operator is not None or not operands:
                    self._fail(problem("a term is missing before AND", token.start, length=0, expected=_TERM))
                operator = self._take()
                continue
            node = self._unary()
            operator = None
            if node is not None:
                operands.append(node)
        if operator is not None:
            self._fail(problem("a term is missing after AND", operator.end, length=0, expected=_TERM))
        return _joined(operands) if operands else None

    def _unary(self) -> Node | None:
        """Read a term with the negations in front of it."""
        signs: list[Token] = []
        while self._is(Kind.NOT):
            signs.append(self._take())
        if self._depth + len(signs) > MAX_DEPTH:
            self._fail(problem(f"nested deeper than {MAX_DEPTH} levels", signs[0].start))
            del signs[2:]
        self._depth += len(signs)
        node = self._term(signs[-1] if signs else None)
        self._depth -= len(signs)
        if node is not None:
            for _ in signs:
                node = Not(node)
        return node

    def _term(self, sign: Token | None) -> Node | None:
        token = self._peek()
        if token is None or token.kind in (Kind.CLOSE, Kind.OR, Kind.AND):
            assert sign is not None
            self._fail(problem(f"a term is missing after {sign.text or '-'}", sign.end, length=0, expected=_TERM))
            return None
        if token.kind is Kind.OPEN:
            return self._group()
        self._take()
        node = self._leaf(token, negated=sign is not None)
        if node is None and sign is not None:
            self._fail(problem("this cannot be negated", token.start, length=token.end - token.start, expected=_TERM))
        return node

    def _group(self) -> Node | None:
        opening = self._take()
        if self._depth >= MAX_DEPTH:
            self._fail(problem(f"nested deeper than {MAX_DEPTH} levels", opening.start))
            return None
        self._depth += 1
        node = self._either()
        self._depth -= 1
        if node is None:
            self._fail(problem("there is nothing between the brackets", opening.start, expected=_TERM))
        if self._is(Kind.CLOSE):
            self._take()
        else:
            self._fail(problem("the closing bracket is missing", opening.start))
        return node

    def _leaf(self, token: Token, *, negated: bool) -> Node | None:
        """Read what has no parts; the order and the limit are set aside."""
        try:
            if token.field is not None and token.field.name in ("sort", "limit"):
                self._set_aside(token)
                return None
            return self._read(token, negated)
        except QueryError as error:
            self._fail(error)
            return None

    def _set_aside(self, token: Token) -> None:
        assert token.field is not None
        if self._depth:
            what = f"{token.field.name}: stands outside of brackets and negations"
            raise problem(what, token.start, length=token.end - token.start)
        if token.field.name == "limit":
            self._limit = read_limit(token)
        else:
            self._sort += read_sort(token)

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is(self, kind: Kind) -> bool:
        token = self._peek()
        return token is not None and token.kind is kind

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _fail(self, error: QueryError) -> None:
        """Stop at an error; leniently, go on."""
        if not self._lenient:
            raise error


def read_leaf(token: Token, _negated: bool = False) -> Node | None:
    """Give the condition of a term, a word or a phrase. Raises QueryError."""
    if token.kind is Kind.WORDS:
        return read_words(token.values[0])
    if token.kind is Kind.UNKNOWN:
        raise problem(
            f"there is no field “{token.text}:”",
            token.start,
            length=len(token.text) + 1,
            expected="a field, or the words in quotes",
            written=token.text,
            known=FIELDS,
        )
    return read_term(token)


def _joined(nodes: list[Node]) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    return And(tuple(nodes)) if nodes else EVERY
