"""Reading queries: what each form means, and where an error points."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.errors import QueryError
from termnews.query import EVERYTHING, Query, parse, parse_lenient, parse_typing
from termnews.query.ast import (
    And,
    Compare,
    Dated,
    DateField,
    Field,
    Has,
    Id,
    InFeed,
    InFolder,
    InSaved,
    InStory,
    Is,
    Kind,
    Lang,
    Length,
    Measure,
    Moment,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    SortBy,
    SortKey,
    State,
    Tagged,
    TagPresence,
    Word,
)
from termnews.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a|b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a b) c", And((And((A, B)), C))),
        ("((a))", A),
        ("-a", Not(A)),
        ("~a", Not(A)),
        ("NOT a", Not(A)),
        ("--a", Not(Not(A))),
        ("NOT -(a b)", Not(Not(And((A, B))))),
        ("-a b", And((Not(A), B))),
        ("or and not", And((Word("or"), Word("and"), Word("not")))),
        ("wor*", Word("wor", prefix=True)),
        ('"a phrase"', Phrase("a phrase")),
        ("“a phrase”", Phrase("a phrase")),
        ('"new yor"*', Phrase("new yor", prefix=True)),
        (r'"say \"hi\" \\ now"', Phrase(r'say "hi" \ now')),
        (r'"C:\temp"', Phrase(r"C:\temp")),
        ('"OR"', Phrase("OR")),
        ("title:a", Word("a", Field.TITLE)),
        ("TITLE:a", Word("a", Field.TITLE)),
        ('body:"a b"', Phrase("a b", Field.BODY)),
        ("author:sm*", Word("sm", Field.AUTHOR, prefix=True)),
        ("text:a", A),
        ("title:a,b", Or((Word("a", Field.TITLE), Word("b", Field.TITLE)))),
        ("a,b", Word("a,b")),
        (r"title:/a\/b|c/si", Pattern("a/b|c", Field.TITLE, "is")),
        ("body:/a b (c)/", Pattern("a b (c)", Field.BODY)),
        ("text:/x/", Pattern("x")),
        ("/etc/passwd", Word("/etc/passwd")),
        ("tag:North_Korea", Tagged("north-korea")),
        ('tag:"North Korea"', Tagged("north-korea")),
        ("#linux", Tagged("linux")),
        ('#"North Korea"', Tagged("north-korea")),
        ("#a,b", Or((Tagged("a"), Tagged("b")))),
        ("tag:a,b", Or((Tagged("a"), Tagged("b")))),
        ("tag:any", TagPresence(True)),
        ("tag:NONE", TagPresence(False)),
        ('tag:"none"', Tagged("none")),
        ("-tag:c", Not(Tagged("c"))),
        ("feed:bbc", InFeed("bbc")),
        ('feed:"BBC News"', InFeed("BBC News")),
        ("feed:https://a.example/x?y=1", InFeed("https://a.example/x?y=1")),
        ("feed:=https://a.example/", InFeed("https://a.example/", exact=True)),
        ("folder:World/Asia", InFolder("World/Asia")),
        ("folder:=World", InFolder("World", exact=True)),
        ('folder:=""', InFolder("", exact=True)),
        ("is:Unread", Is(State.UNREAD)),
        ("is:unread,starred", Or((Is(State.UNREAD), Is(State.STARRED)))),
        ("has:audio", Has(Kind.AUDIO)),
        ("after:2026-11-20", Dated(DateField.AFTER, Moment("2026-11-20"))),
        ("before:Monday", Dated(DateField.BEFORE, Moment("monday"))),
        ("on:2026-11", Dated(DateField.ON, Moment("2026-11"))),
        ("date:today", Dated(DateField.ON, Moment("today"))),
        ("on:>=2026", Dated(DateField.ON, Moment("2026"), Compare.AT_LEAST)),
        (
            "on:2026-10..2026-11-05",
            Dated(DateField.ON, Moment("2026-10"), Compare.BETWEEN, Moment("2026-11-05")),
        ),
        ("on:2026-10..", Dated(DateField.ON, Moment("2026-10"), Compare.AT_LEAST)),
        ("on:..2026-10", Dated(DateField.ON, Moment("2026-10"), Compare.AT_MOST)),
        (
            'on:"2 weeks ago"..yesterday',
            Dated(DateField.ON, Moment("2w"), Compare.BETWEEN, Moment("yesterday")),
        ),
        ("age:<2d", Dated(DateField.AGE, Moment("2d"), Compare.BELOW)),
        ('older:"2 weeks"', Dated(DateField.OLDER, Moment("2w"))),
        ("newer:2d", Dated(DateField.NEWER, Moment("2d"))),
        ("words:>2000", Length(Measure.WORDS, Compare.ABOVE, 2000)),
        ("time:<5", Length(Measure.TIME, Compare.BELOW, 5)),
        ("time:3", Length(Measure.TIME, Compare.IS, 3)),
        ("words:9..3", Length(Measure.WORDS, Compare.BETWEEN, 3, 9)),
        ("lang:pt_BR", Lang("pt-br")),
        ("story:7", InStory(7)),
        ("id:3,4", Or((Id(3), Id(4)))),
        ('in:"My news"', InSaved("My news")),
        ("https://a.example/x", Word("https://a.example/x", Field.URL)),
        ("Seoul: talks", And((Word("Seoul"), Word("talks")))),
        ("12:30", Word("12:30")),
        ("a & b – c - d", And((A, B, C, Word("d")))),
        ('5"disk"', And((Word("5"), Phrase("disk")))),
        ("f(x)", And((Word("f"), Word("x")))),
    ],
)
def test_parse_gives_the_meaning(text: str, where: Node) -> None:
    assert parse(text).where == where


@pytest.mark.parametrize("text", ["", "   ", "-", "*", "…", " & - "])
def test_text_that_asks_for_nothing_is_everything(text: str) -> None:
    assert parse(text) == EVERYTHING
    assert str(parse(text)) == ""


def test_order_and_limit_stand_anywhere_outside_of_groups() -> None:
    query = parse("sort:-length,title a OR b limit:5 sort:feed")
    assert query.where == Or((A, B))
    assert query.sort == (SortKey(SortBy.LENGTH, reverse=True), SortKey(SortBy.TITLE), SortKey(SortBy.FEED))
    assert query.limit == 5


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("a OR", 4, "after OR"),
        ("OR a", 0, "before OR"),
        ("a OR OR b", 4, "after OR"),
        ("a |", 3, "after |"),
        ("AND a", 0, "before AND"),
        ("a AND", 5, "after AND"),
        ("a AND AND b", 6, "before AND"),
        ("(a", 0, "closing bracket"),
        ("a )", 2, "closes nothing"),
        ("a ()", 2, "nothing between"),
        ("a NOT", 5, "after NOT"),
        ("x -(", 3, "nothing between"),
        ('a "b', 2, "closing quote"),
        ("title:/ab", 6, "closing slash"),
        ("title:/a(/", 6, "regular expression is wrong"),
        ("title:/a/x", 9, "unknown flag"),
        ("tag:", 4, "value is missing"),
        ("tag:a,", 6, "value is missing"),
        ("a feed: b", 7, "value is missing"),
        ("is:unred", 3, "does not know"),
        ("is:unread,sta", 10, "does not know"),
        ("tilte:x", 0, "no field"),
        ("on:2026-02-30", 3, "cannot read the date"),
        ("on:today..2026-13", 10, "cannot read the date"),
        ("age:yesterday", 4, "cannot use"),
        ("after:>2026", 6, "no comparison"),
        ("after:2025..2026", 6, "no comparison"),
        ("words:many", 6, "cannot use"),
        ("words:-3", 6, "cannot use"),
        ("id:²", 3, "cannot use"),
        ("id:1234567890123456789", 3, "cannot use"),
        ("lang:english!", 5, "does not know"),
        ("tag:lin*", 7, "takes no *"),
        ("title:&", 6, "no letter"),
        ("tag:#", 4, "cannot use"),
        ("sort:nwe", 5, "does not know"),
        ("-sort:new", 1, "outside of brackets"),
        ("(a limit:3)", 3, "outside of brackets"),
        ("limit:x", 6, "cannot use"),
    ],
)
def test_errors_point_at_the_column(text: str, column: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.column, said in caught.value.what) == (column, True), caught.value
    assert f"column {column + 1}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("is:unred", "unread"),
        ("has:vidoe", "video"),
        ("tilte:x", "title"),
        ("sort:-lenght", "length"),
        ("on:yesterda", "yesterday"),
        ("foldr:x", "folder"),
        ("is:qqqqqq", None),
    ],
)
def test_errors_name_the_nearest_word(text: str, nearest: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.nearest == nearest
    assert caught.value.expected
    assert nearest is None or f"Did you mean {nearest}?" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1),
        "-" * (MAX_DEPTH + 1) + "a",
        "-(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH,
        "a " * (MAX_TERMS + 1),
        "id:" + ",".join("1" * (MAX_TERMS + 1)),
        "a" * (MAX_LENGTH + 1),
    ],
    ids=["brackets", "negations", "both", "terms", "values", "length"],
)
def test_what_is_too_much_is_refused_and_read_leniently(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text)
    query, error = parse_lenient(text)
    assert error is not None
    assert isinstance(str(query), str)


def test_depth_up_to_the_limit_is_read() -> None:
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == parse("a")
    deep = parse("(a OR (b " * (MAX_DEPTH // 2) + "c" + "))" * (MAX_DEPTH // 2))
    assert parse(str(deep)) == deep


_SIGNS = ["(", ")", "-", "~", '"', "“", "\\", "/", "*", ",", "..", "<", ">=", "=", "#", "|", " ", ":", "é"]
_STARTS = [
    "a",
    "OR",
    "AND",
    "NOT",
    "tag:",
    "title:",
    "on:",
    "is:",
    "unread",
    "today",
    "2026-11",
    "feed:",
    "sort:",
    "limit:",
    "3d",
    "https://",
]
_PIECES = st.sampled_from([*_SIGNS, *_STARTS])


@settings(max_examples=250, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """The law of the parser: a query or a QueryError within the text, nothing else; leniently always a query."""
    good, problem = parse_lenient(text)
    typed = parse_typing(text)
    assert parse(str(good)) == good
    assert parse(str(typed)) == typed
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.column <= len(text)
        assert error.column + error.length <= len(text) + 1
        assert problem is not None
        assert str(problem) == str(error)
    else:
        assert problem is None
        assert good == query
        assert parse(str(query)) == query


def test_query_compares_only_with_queries() -> None:
    assert parse("a") != "a"
    assert Query(A) in {parse("a"): 1}
