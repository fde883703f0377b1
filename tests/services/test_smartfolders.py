"""Smart folders behind the screen: what their numbers say, and which change can touch them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from termnews.config import Config
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId, FeedId
from termnews.query import parse
from termnews.query.smartfolders import SmartFolder
from termnews.services.session import Session
from termnews.services.smartfolders import FolderCount, FolderWatch
from tests.support.libraries import put

ONE = EntryId(1)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(Config(library=str(tmp_path / "library.db"))) as session:
        put(session.library, "https://one.example/feed", range(4))
        session.set_flag([ONE], EntryFlags.READ, True).result(30)
        yield session


def test_the_number_is_of_the_unread_unless_the_query_asks_about_marks(session: Session) -> None:
    for name, query in (("World", "tag:world"), ("Done", "is:read"), ("Both", "in:world in:done")):
        session.smart_folders.save(name, parse(query)).result(30)
    counts = {name: session.smart_folders.count(name).result(30) for name in ("World", "Done", "Both", "Gone")}
    assert counts["World"] == FolderCount(3)
    assert counts["Done"] == counts["Both"] == FolderCount(1)
    assert "no smart folder" in counts["Gone"].problem
    assert session.names().result(30).saved == ("World", "Done", "Both")
    steps = [step.label for step in session.library.reader.steps()]
    assert steps[:3] == ["Saved smart folder Both", "Saved smart folder Done", "Saved smart folder World"]


def folders(**texts: str) -> list[SmartFolder]:
    return [SmartFolder(name, text) for name, text in texts.items()]


SAVED = folders(
    words="ferry", feed="feed:khasan", state="is:starred", tag="-tag:games", nested="in:feed", odd="in:gone"
)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        (ChangeSet(added=frozenset({ONE})), {"words", "feed", "state", "tag", "nested"}),
        (ChangeSet(flags={ONE: EntryFlags.READ}), {"words", "feed", "state", "tag", "nested"}),
        (ChangeSet(updated=frozenset({ONE})), {"words", "tag"}),
        (ChangeSet(feeds=frozenset({FeedId(1)})), {"feed", "nested"}),
        (ChangeSet(), set()),
    ],
)
def test_only_what_a_change_can_concern_is_counted_again(changes: ChangeSet, names: set[str]) -> None:
    assert set(FolderWatch(SAVED).concerned(changes)) == names


def test_dates_that_count_from_now_let_a_number_age() -> None:
    saved = folders(
        a="newer:2d", b="on:2026-11", c="after:2026", d="age:<3w", e="on:this-week", f="in:d", g="after:2026-W47", h="x"
    )
    assert FolderWatch(saved).ageing == ["a", "d", "e", "f"]
