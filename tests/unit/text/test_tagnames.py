"""The normal form of tags."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.text.tagnames import LONGEST, tag_key


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Climate Change", "climate-change"),
        ("#Climate_Change", "climate-change"),
        ("climate  –  change", "climate-change"),
        ("C++", "c++"),
        ("St. John’s", "st.-john’s"),
        ("ＮＡＴＯ", "nato"),
        ("Straße", "strasse"),
        ("Ελλάς", "ελλάσ"),
        ("日本 経済", "日本-経済"),
        (" \t", ""),
        ("###", ""),
    ],
)
def test_spellings_of_a_tag_have_one_form(label: str, key: str) -> None:
    assert tag_key(label) == key


@given(st.text(max_size=150))
@settings(max_examples=300, deadline=None)
def test_the_form_of_a_form_is_itself(label: str) -> None:
    key = tag_key(label)
    assert tag_key(key) == key
    assert len(key) <= LONGEST
    assert not any(char.isspace() for char in key)
