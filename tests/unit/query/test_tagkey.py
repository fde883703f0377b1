"""Tags as queries compare them, and as they are stored: one form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.tagkey import LONGEST, tag_key
from termnews.text import tagnames
from termnews.text.clean import clean_line


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Linux", "linux"),
        ("#Climate_Change", "climate-change"),
        ("  North   Korea ", "north-korea"),
        ("Ｆｕｌｌ width", "full-width"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("Straße", "strasse"),
        ("co–operation", "co-operation"),
        ("- - -", ""),
        ("##", ""),
        ("x" * 200, "x" * LONGEST),
    ],
)
def test_tag_key(label: str, key: str) -> None:
    assert tag_key(label) == key


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_tag_key_is_final_and_the_same_everywhere(label: str) -> None:
    clean = clean_line(label)
    key = tag_key(clean)
    assert tagnames.tag_key(label) == clean_line(key)
    assert tag_key(key) == key
