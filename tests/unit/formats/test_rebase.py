"""Relative addresses in bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termnews.formats import rebase as module
from termnews.formats.rebase import rebase

BASE = "https://a.example/dir/page"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="x">x</a>', '<a href="https://a.example/dir/x">x</a>'),
        ("<img src='/i.png' alt='>'>", "<img src='https://a.example/i.png' alt='>'>"),
        ("<img src=i.png>", "<img src=https://a.example/dir/i.png>"),
        ('<a href="?a=1&amp;b=2">q</a>', '<a href="https://a.example/dir/page?a=1&amp;b=2">q</a>'),
        ('<a href="//b.example/">b</a>', '<a href="https://b.example/">b</a>'),
        ('<a href="#note">n</a>', '<a href="#note">n</a>'),
        (
            '<a href="mailto:x@a.example">m</a><img src="data:x">',
            '<a href="mailto:x@a.example">m</a><img src="data:x">',
        ),
        ('<a href="https://b.example/">b</a>', '<a href="https://b.example/">b</a>'),
        ('<a href="">e</a><a href=" ">e</a>', '<a href="">e</a><a href=" ">e</a>'),
        (
            '<img srcset="s.png 1x, l.png 2x">',
            '<img srcset="https://a.example/dir/s.png 1x, https://a.example/dir/l.png 2x">',
        ),
        ("a href='x' in text", "a href='x' in text"),
        ('<a href="http://[bad">x</a> <a href="y">', '<a href="http://[bad">x</a> <a href="https://a.example/dir/y">'),
    ],
)
def test_addresses_become_absolute(markup: str, expected: str) -> None:
    assert rebase(markup, BASE) == expected


@pytest.mark.parametrize("base", [None, "", "file:///tmp/x", "relative"])
def test_without_a_web_base_nothing_changes(base: str | None) -> None:
    assert rebase('<a href="x">x</a>', base) == '<a href="x">x</a>'


@given(
    st.lists(
        st.sampled_from(
            [
                "<a",
                ' href="',
                " HREF = ",
                "\nsrc='",
                ' srcset="',
                " data=",
                "=",
                "x",
                "/y",
                "https:",
                "#z",
                '"',
                "'",
                ">",
                " ",
                "cite=",
                "é",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_the_quick_look_overlooks_nothing(markup: str) -> None:
    if module._RELATIVE.search(markup):
        assert module._MAYBE.search(markup)
