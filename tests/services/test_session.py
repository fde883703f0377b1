"""The session as screen and shell use it: a real library, real parser processes, real files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from termnews.config import Config
from termnews.library import InterruptedQueryError
from termnews.library.context import Context
from termnews.library.regexes import Functions
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING, parse
from termnews.services.session import Session
from tests.support.server import Reply, serving

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(Config(library=str(tmp_path / "library.db"))) as session:
        yield session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.md").write_text("# One\n\nThe first body.\n\nTags: sea, wind\n", encoding="utf-8")
    return folder


def titles(session: Session, query: str = "") -> list[str]:
    ids = session.entry_ids(parse(query) if query else EVERYTHING).result(30)
    return [headline.title for headline in session.headlines(ids).result(30)]


def test_samples_fill_an_empty_library_and_are_no_step_to_undo(session: Session) -> None:
    assert session.offer_samples().result(60)
    assert "Welcome to termnews" in titles(session)
    assert not session.offer_samples().result(30)
    assert session.history.undo().result(30) == ()


def test_samples_make_room_for_the_first_feed(session: Session, folder: Path) -> None:
    session.offer_samples().result(60)
    assert session.subscribe(str(folder)).result(60).new == 1
    assert titles(session) == ["One"]


def test_samples_stay_when_one_of_them_is_starred(session: Session, folder: Path) -> None:
    session.offer_samples().result(60)
    (welcome,) = session.entry_ids(parse('title:"Welcome to termnews"')).result(30)
    session.set_flag([EntryId(welcome)], EntryFlags.STARRED, True).result(30)
    session.subscribe(str(folder)).result(60)
    assert {"One", "Welcome to termnews"} <= set(titles(session))


def test_a_folder_follows_the_disk_and_keeps_marks(session: Session, folder: Path) -> None:
    session.subscribe(str(folder)).result(60)
    (one,) = session.entry_ids(EVERYTHING).result(30)
    session.set_flag([EntryId(one)], EntryFlags.READ, True).result(30)
    assert not session.refresh_local().result(60)
    (folder / "one.md").write_text("# One\n\nThe first body, longer now.\n", encoding="utf-8")
    (folder / "two.md").write_text("# Two\n\nThe second body.\n", encoding="utf-8")
    assert session.refresh_local().result(60)
    assert sorted(titles(session)) == ["One", "Two"]
    assert titles(session, "is:unread") == ["Two"]
    article = session.article(EntryId(one)).result(30)
    assert article is not None
    page = session.page(article, 60).result(30)
    assert any("longer now" in line.text for line in page.lines)


def test_what_is_opened_aside_is_read_but_not_kept_in_lists(session: Session, folder: Path) -> None:
    opened = session.open_aside([str(folder), str(folder / "missing.txt")]).result(60)
    assert titles(session, str(opened.scope)) == ["One"]
    assert session.feeds().result(30) == ()
    assert len(opened.problems) == 1
    assert "missing.txt" in opened.problems[0]


def test_the_doorbell_rings_and_says_what_changed(session: Session, folder: Path) -> None:
    rung: list[bool] = []
    session.on_change = lambda: rung.append(True)
    session.subscribe(str(folder)).result(60)
    assert rung
    changes = session.take_changes()
    assert changes.added
    assert session.take_changes() == ChangeSet()


def ask_endlessly(session: Session) -> Future[None]:
    """Ask what takes as long as it is let; being answered when this returns."""
    begun = threading.Event()

    def endless(context: Context, _functions: Functions) -> None:
        begun.set()
        context.connection.execute(ENDLESS).fetchone()

    question = session._listing.ask(lambda reader: reader.answer(endless, 0))
    assert begun.wait(30)
    return question


def test_a_question_is_called_off_and_the_next_one_answered(session: Session, folder: Path) -> None:
    session.subscribe(str(folder)).result(60)
    question = ask_endlessly(session)
    waiting = session.entry_ids(parse("is:unread"))
    assert len(session.headlines([1]).result(30)) == 1, "rows do not wait for a list"
    assert waiting.cancel()
    assert not question.cancel(), "it is being answered"
    with pytest.raises(InterruptedQueryError):
        question.result(30)
    assert waiting.cancelled()
    assert titles(session) == ["One"]


def test_closing_does_not_wait_for_a_question(tmp_path: Path) -> None:
    with Session(Config(library=str(tmp_path / "library.db"))) as session:
        question = ask_endlessly(session)
    assert isinstance(question.exception(30), InterruptedQueryError)


def test_unsubscribing_is_undone_with_articles_and_marks(session: Session, folder: Path) -> None:
    session.subscribe(str(folder)).result(60)
    (one,) = session.entry_ids(EVERYTHING).result(30)
    session.change_tags([EntryId(one)], add=["Mine"]).result(30)
    session.unsubscribe([feed.id for feed in session.feeds().result(30)]).result(30)
    assert titles(session) == []
    assert session.history.undo().result(30)
    assert titles(session, "tag:mine") == ["One"]
    assert session.preference("theme").result(30) is None
    session.set_preference("theme", "termnews-light")
    session.library.writer.checkpoint().result(30)
    assert session.preference("theme").result(30) == "termnews-light"


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Diary</title>
<item><title>Older</title><guid>1</guid><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate></item>
<item><title>Newer</title><guid>2</guid><pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""
PAGE = b'<!doctype html><html><head><meta name="generator" content="WordPress 6"><title>Diary</title></head></html>'


def test_a_preview_shows_the_newest_and_subscribing_then_asks_nothing_more(session: Session) -> None:
    with serving() as server:
        server.on("/feed", Reply(FEED))
        found = session.preview(server.url("/feed")).result(60)
        assert (found.title, found.total, found.known) == ("Diary", 2, False)
        assert [title for title, _ in found.newest] == ["Newer", "Older"]
        assert titles(session) == []
        assert session.subscribe(server.url("/feed")).result(60).new == 2
        assert len(server.seen) == 1
        assert session.preview(server.url("/feed")).result(60).known


def test_a_page_that_names_no_feed_is_asked_where_its_maker_puts_one(session: Session) -> None:
    with serving() as server:
        server.on("/", Reply(PAGE, headers={"Content-Type": "text/html"}))
        server.on("/feed/", Reply(FEED))
        done = session.subscribe(server.url()).result(60)
        assert (done.feed.url, done.new) == (server.url("/feed/"), 2)
        assert [seen.target for seen in server.seen] == ["/", "/feed/"]
