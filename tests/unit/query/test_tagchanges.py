"""Changes of tags in front of a query, as they are typed on the command line of the reader."""

from __future__ import annotations

import pytest

from termnews.query.tagchanges import TagChanges, is_negated_term, read_changes


@pytest.mark.parametrize(
    ("text", "add", "remove", "query"),
    [
        ("+later -todo feed:khasan is:unread", ("later",), ("todo",), "feed:khasan is:unread"),
        ('+"to do"  -"old news" x', ("to do",), ("old news",), "x"),
        ("+a -is:read +b", ("a",), (), "-is:read +b"),
        ("+a -#b", ("a",), (), "-#b"),
        ("-a:b x", (), ("a:b",), "x"),
        ("+a -- -x y", ("a",), (), "-x y"),
        ("+a", ("a",), (), ""),
        ("+a --", ("a",), (), ""),
        ("feed:x +a", (), (), "feed:x +a"),
        ("", (), (), ""),
        ("+", (), (), "+"),
        ('+"open', (), (), '+"open'),
    ],
)
def test_changes_come_first(text: str, add: tuple[str, ...], remove: tuple[str, ...], query: str) -> None:
    assert read_changes(text) == (TagChanges(add, remove), query)


def test_changes_are_said_as_typed() -> None:
    assert str(TagChanges(("a", "b c"), ("d",))) == "+a +b c -d"
    assert not TagChanges()


def test_terms_with_a_minus_are_no_changes() -> None:
    assert is_negated_term("-tag:x") and is_negated_term("-IS:read") and is_negated_term("-(a OR b)")
    assert not is_negated_term("-x") and not is_negated_term("-mood:good") and not is_negated_term("--all")
