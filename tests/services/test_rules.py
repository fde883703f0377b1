"""Rules at a real refresh: a server on this machine, and a folder of articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from termnews.config import Config
from termnews.query import parse
from termnews.query.rules import Actions, Rule
from termnews.services.session import Session
from tests.support.server import Reply, rss, serving


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(Config(library=str(tmp_path / "library.db"))) as session:
        yield session


def titles(session: Session, query: str = "") -> list[str]:
    ids = session.entry_ids(parse(query)).result(30)
    return sorted(headline.title for headline in session.headlines(ids).result(30))


def test_what_a_refresh_brings_is_judged_before_it_is_seen(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.md").write_text("# One\n\nOn football, from a file.\n", encoding="utf-8")
    with serving() as server:
        url = server.on("/feed", Reply(rss("Old football")), Reply(rss("Football", "Kernel news", "Old football")))
        session.subscribe(url).result(60)
        session.subscribe(str(folder)).result(60)
        session.rules.save(Rule("Mute", "football", Actions(hide=True))).result(30)
        session.rules.save(Rule("Tell", "title:kernel", Actions(tags=("linux",), notify=True))).result(30)
        (folder / "two.md").write_text("# Two\n\nMore football, from a file.\n", encoding="utf-8")
        session.take_changes()
        report = session.refresh(force=True).done.result(60)
    assert (report.new, report.hidden, report.failures) == (3, 2, ())
    assert [(notice.rule, notice.title, notice.feed) for notice in report.notices] == [
        ("Tell", "Kernel news", "A feed")
    ]
    changes = session.take_changes()
    assert changes.notices == report.notices and changes.rules
    assert titles(session) == ["Kernel news", "Old football", "One"]
    assert titles(session, "is:hidden") == ["Football", "Two"]
    assert titles(session, "tag:linux") == ["Kernel news"]
    assert [(line.rule.hits, line.standing) for line in session.rules.all().result(30)] == [(2, "on"), (1, "on")]
    assert session.rules.run(["Mute"]).result(30) == 2
    assert session.history.undo().result(30) == ("Ran rule Mute over 2",)
    assert session.rules.take_back().result(30) == 3
    assert len(titles(session)) == 5 and titles(session, "tag:linux") == []
