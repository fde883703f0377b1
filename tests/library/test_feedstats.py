"""What a feed brings, counted from its newest entries."""

from __future__ import annotations

from pathlib import Path

from termnews.library import Library
from termnews.library.feedstats import MOST, WEEK, stats
from termnews.model.entry import EntryFlags
from termnews.model.feedstats import FeedStats
from termnews.model.ids import FeedId
from tests.support.libraries import NOW, intent, parsed, put


def figures(library: Library) -> dict[FeedId, FeedStats]:
    return library.reader.answer(lambda context, _: stats(context), NOW)


def test_old_articles_and_those_of_the_future_do_not_count_as_recent(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        feed, ids = put(library, "https://a.example/feed", range(4), published=NOW - 6 * WEEK)
        put(library, "https://a.example/feed", range(4, 6), published=NOW - 30 * WEEK)
        put(library, "https://a.example/feed", range(6, 7), published=NOW + WEEK)
        library.writer.set_flag(ids[:2], EntryFlags.READ, True, now=NOW).result(10)
        found = figures(library)[feed.id]
        assert (found.total, found.unread, found.recent) == (7, 5, 4)
        assert found.a_week == 4 / 6
        assert found.share_read == 2 / 7


def test_a_young_feed_is_not_called_busy_and_an_empty_one_has_no_share(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        young, _ = put(library, "https://a.example/feed", range(3), published=NOW - 60)
        empty, _ = put(library, "https://b.example/feed", range(0))
        assert figures(library)[young.id].a_week == 3
        assert figures(library)[empty.id] == FeedStats(weeks=1.0)
        assert figures(library)[empty.id].share_read is None


def test_a_busy_feed_is_judged_by_its_newest(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        feed = library.writer.add_feed("https://a.example/feed", now=NOW).result(10)
        intents = [intent(feed.id, parsed(number, published=NOW - number * 600)) for number in range(MOST + 500)]
        library.writer.store(feed.id, None, intents, None, now=NOW).result(60)
        found = figures(library)[feed.id]
        assert found.recent == MOST
        assert abs(found.a_week - WEEK / 600) < 2
