"""Which rows are selected, some or all but some."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from termnews.model.ids import EntryId
from termnews.tui.selection import Selection

ROWS = array("q", (5, 3, 9, 1, 7))

steps = st.lists(
    st.one_of(
        st.tuples(st.just("toggle"), st.sampled_from(list(ROWS))),
        st.tuples(st.just("add"), st.lists(st.sampled_from(list(ROWS)), max_size=3)),
        st.tuples(st.just("everything"), st.none()),
        st.tuples(st.just("clear"), st.none()),
        st.tuples(st.just("list"), st.lists(st.sampled_from([*ROWS, 11, 13]), unique=True)),
    ),
    max_size=12,
)


@given(steps)
def test_it_is_what_a_plain_set_would_be(done: list[tuple[str, object]]) -> None:
    selection, plain, rows = Selection(), set[int](), ROWS
    for name, value in done:
        if name == "toggle" and value in rows:
            selection.toggle(EntryId(value))  # type: ignore[arg-type]
            plain ^= {value}  # type: ignore[arg-type]
        elif name == "add":
            chosen = [number for number in value if number in rows]  # type: ignore[attr-defined]
            selection.add(chosen)
            plain |= set(chosen)
        elif name == "everything":
            selection.everything(rows)
            plain = set(rows)
        elif name == "clear":
            selection.clear()
            plain = set()
        elif name == "list":
            rows = array("q", list(value))  # type: ignore[call-overload]
            selection.list_changed(rows)
            plain &= set(rows)
        assert len(selection) == len(plain)
        assert set(selection.ids) == plain
        assert [number in selection for number in rows] == [number in plain for number in rows]


def test_all_rows_are_selected_without_looking_at_them() -> None:
    selection = Selection()
    selection.everything(ROWS)
    assert selection.ids is ROWS
    selection.toggle(EntryId(9))
    assert list(selection.ids) == [5, 3, 1, 7]
