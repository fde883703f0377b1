"""Rules do on arrival what plain Python says, and over stored articles the same; all of it can be taken back."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.library import Library, NewFeed, owntags, rulerun, rules, smartfolders, snoozing
from termnews.library.context import Context
from termnews.library.regexes import Functions
from termnews.library.transactions import transaction
from termnews.model.changes import ChangeSet, Notice
from termnews.model.entry import EntryFlags, EntryIntent
from termnews.model.errors import QueryError
from termnews.model.feed import Feed, Shelf
from termnews.model.ids import EntryId
from termnews.model.ownstate import OwnEntry, OwnFeed, OwnState
from termnews.model.tagkey import tag_key
from termnews.query import parse
from termnews.query import rules as ruling
from termnews.query.match import Facts, matches
from termnews.query.ownqueries import OwnQueries
from termnews.query.rules import Actions, Rule, Standing, standing
from termnews.query.smartfolders import added as folder_added
from termnews.query.smartfolders import by_name
from termnews.query.smartfolders import removed as folder_removed
from termnews.query.smartfolders import renamed as folder_renamed
from termnews.query.value import Query
from tests.library.test_search_law import entry_of, stored_as
from tests.support.libraries import NOW, Bare, bare, broken_laws, intent, parsed, put, state_of
from tests.support.queries import FEEDS, conditions, facts

ALL = (EntryFlags.READ, EntryFlags.STARRED, EntryFlags.HIDDEN)
Effects = dict[int, tuple[EntryFlags, frozenset[str]]]

doings = st.builds(
    Actions,
    st.lists(st.sampled_from(("Linux", "later", "north korea")), max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.just(True),
)
some_rules = st.lists(st.tuples(conditions, doings, st.integers(0, 5)), min_size=1, max_size=8)


def rule(name: str, text: str, **doing: object) -> Rule:
    return Rule(name, text, Actions(**doing))  # type: ignore[arg-type]


def change(library: Library, wanted: ruling.Change) -> ruling.Rules:
    work = library.writer.carry_out(lambda context, _: rules.change(context, wanted, "a change"), now=NOW)
    return work.result(10)


def keep(library: Library, *kept: Rule) -> None:
    for one in kept:
        change(library, ruling.added(one))


def run(library: Library, *names: str) -> int:
    return library.writer.carry_out(lambda c, f: rulerun.run(c, f, names), now=NOW + 5).result(10)


def take_back(library: Library) -> int:
    return library.writer.carry_out(lambda c, _: rulerun.take_back(c), now=NOW + 6).result(10)


def titles(library: Library, query: str = "") -> list[str]:
    ids = library.reader.entry_ids(parse(query), NOW)
    return [row.title for row in library.reader.headlines(ids)]


@pytest.fixture
def rung() -> list[ChangeSet]:
    return []


@pytest.fixture
def library(tmp_path: Path, rung: list[ChangeSet]) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db", now=NOW, on_commit=rung.append) as library:
        yield library


# The law


def expected(given_facts: Sequence[Facts], kept: Sequence[Rule]) -> tuple[Effects, dict[str, int]]:
    """What the rules mean, said as plainly as can be."""
    effects: Effects = {}
    hits = {one.name: 0 for one in kept}
    for number, fact in enumerate(given_facts, 1):
        arrived = stored_as(fact, number, new=False)
        seen = replace(arrived, flags=EntryFlags.NONE, own_tags=(), updated=False, opened_at=None)
        for one in kept:
            if matches(one.query, seen, NOW):
                own = dict.fromkeys((*seen.own_tags, *map(tag_key, one.actions.tags)))
                seen = replace(seen, flags=seen.flags | one.actions.flags, own_tags=tuple(own))
                hits[one.name] += 1
        effects[number] = (seen.flags, frozenset(seen.own_tags))
    return effects, hits


def store(library: Bare, given_facts: Sequence[Facts]) -> None:
    feeds: dict[str, Feed] = {}
    for url, names, folder in FEEDS:
        own = names[0] if len(names) > 1 else None
        (feeds[url],) = library.add(NewFeed(url, title=names[-1], user_title=own, folder=folder))
    for number, fact in enumerate(given_facts, 1):
        feed = feeds[fact.feed_url]
        library.store(feed, [EntryIntent(entry_of(fact, number), feed.id, None, fact.sort_at, NOW)])


def effects_in(library: Bare) -> Effects:
    tags: dict[int, set[str]] = {}
    for number, key in library.connection.execute("SELECT s.id, t.key FROM state_tag s JOIN tag t ON t.id = s.tag_id"):
        tags.setdefault(number, set()).add(key)
    return {
        number: (EntryFlags(flags), frozenset(tags.get(number, ())))
        for number, flags in library.connection.execute("SELECT id, flags FROM entry_state")
    }


def keep_in(library: Bare, kept: Sequence[Rule]) -> None:
    with transaction(library.connection):
        for one in kept:
            rules.change(Context(library.connection, NOW), ruling.added(one), "a change")


@settings(max_examples=25, deadline=None)
@given(st.lists(facts, min_size=1, max_size=8), some_rules, st.integers(0, 8))
def test_arrival_and_run_do_what_plain_python_says(
    given_facts: list[Facts], drawn: list[tuple[object, Actions, int]], indexed: int
) -> None:
    # Each at an address of its own: what copies share is the matter of other tests.
    given_facts = [
        replace(fact, url=f"{fact.url}?{number}" if fact.url else "") for number, fact in enumerate(given_facts)
    ]
    kept = [Rule(f"Rule {at}", str(Query(where)), doing) for at, (where, doing, _) in enumerate(drawn)]  # type: ignore[arg-type]
    wanted, hits = expected(given_facts, kept)
    with tempfile.TemporaryDirectory() as folder:
        with bare(Path(folder) / "arrival.db") as library:
            keep_in(library, kept)
            store(library, given_facts)
            assert effects_in(library) == wanted
            found = dict(library.connection.execute("SELECT name, hits FROM rule"))
            assert found == hits
        with bare(Path(folder) / "run.db") as library:
            store(library, given_facts)
            library.index(indexed)
            keep_in(library, kept)
            with transaction(library.connection):
                rulerun.run(Context(library.connection, NOW), Functions(library.connection))
            assert effects_in(library) == wanted
        assert broken_laws(Path(folder) / "arrival.db") == []
        assert broken_laws(Path(folder) / "run.db") == []


# Arrival


def test_each_rule_sees_what_those_before_it_did(library: Library) -> None:
    keep(
        library,
        rule("Climate", 'tag:"climate change"', tags=("warm",)),
        rule("Warm", "tag:warm number3", star=True),
        rule("Hide", "number3", hide=True),
        rule("Too late", "number3", tags=("late",)),
        rule("Knows", "number3 is:hidden", read=True),
    )
    put(library, "https://a.example/feed", range(4))
    assert titles(library, "tag:warm") == ["Title 1"]
    assert titles(library, "is:hidden is:starred is:read tag:warm -tag:late") == ["Title 3"]
    assert [one.hits for one in library.reader.rules()] == [2, 1, 1, 0, 1]
    change(library, ruling.moved("too late", -1))
    put(library, "https://b.example/feed", (3,))
    assert titles(library, "is:hidden tag:late") == ["Title 3"]


def test_it_tells_of_what_it_is_asked_to(library: Library, rung: list[ChangeSet]) -> None:
    keep(library, rule("Ada", 'author:"ada lovelace" number2', notify=True))
    _, numbers = put(library, "https://a.example/feed", range(4))
    told = [notice for changes in rung for notice in changes.notices]
    assert told == [Notice(numbers[2], "Ada", "Title 2", "a.example")]
    assert any(changes.rules for changes in rung)


def test_a_changed_article_arrives_for_rules_that_did_not_match_before(library: Library) -> None:
    keep(library, rule("Star", "article", star=True), rule("Hide", "football", hide=True))
    feed, (number,) = put(library, "https://a.example/feed", (1,))
    library.writer.set_flag([number], EntryFlags.STARRED, False, now=NOW).result(10)
    newer = parsed(1, text="An article on something else.", content_hash="2")
    library.writer.store(feed.id, None, [intent(feed.id, newer, known=number)], None, now=NOW).result(10)
    assert titles(library, "-is:starred") == ["Title 1"]
    newer = parsed(1, text="An article on football.", content_hash="3")
    library.writer.store(feed.id, None, [intent(feed.id, newer, known=number)], None, now=NOW).result(10)
    assert titles(library) == []
    assert titles(library, "is:hidden -is:starred") == ["Title 1"]
    assert library.reader.feeds()[0].id == feed.id and library.reader.counts(NOW).feeds[feed.id].total == 0


def test_what_the_person_knew_already_is_left_alone(library: Library) -> None:
    keep(library, rule("Hide all", "", hide=True))
    own = OwnFeed("https://a.example/feed", entries=(OwnEntry("guid-1", EntryFlags.STARRED),))
    library.writer.merge_own_state(OwnState((own,)), now=NOW).result(10)
    put(library, "https://a.example/feed", (1, 2))
    assert titles(library) == ["Title 1"]
    aside = library.writer.add_feed("https://aside.example/feed", shelf=Shelf.ASIDE, now=NOW).result(10)
    library.writer.store(aside.id, None, [intent(aside.id, parsed(7))], None, now=NOW).result(10)
    ids = library.reader.entry_ids(parse("feed:aside"), NOW, aside=(aside.id,))
    assert len(ids) == 1


def test_what_is_kept_unread_or_snoozed_is_left_alone(library: Library, tmp_path: Path) -> None:
    feed, (one, two, _) = put(library, "https://a.example/feed", range(3))
    library.writer.set_flag([one], EntryFlags.KEPT, True, now=NOW).result(10)
    library.writer.carry_out(lambda context, _: snoozing.snooze(context, [two], NOW + 60), now=NOW).result(10)
    keep(library, rule("Read", "text:body", read=True, star=True))
    rehearsed = library.reader.answer(lambda c, f: rulerun.rehearse(c, f, parse("text:body"), Actions(read=True)), NOW)
    assert (rehearsed.matching, rehearsed.changed) == (2, 1)
    assert run(library) == 2
    assert titles(library, "is:kept is:starred is:unread") == ["Title 0"]
    assert titles(library, "is:snoozed is:starred") == []
    changed = [intent(feed.id, parsed(number, text="Another body"), known=EntryId(number + 1)) for number in range(3)]
    keep(library, rule("Again", "text:another", read=True))
    library.writer.store(feed.id, None, changed, None, now=NOW).result(10)
    assert titles(library, "is:read") == ["Title 2"]
    assert titles(library, "is:snoozed is:read") == []
    assert broken_laws(tmp_path / "library.db") == []


def test_rules_rest_end_and_break(library: Library, tmp_path: Path) -> None:
    keep(
        library,
        replace(rule("Off", "", tags=("off",)), enabled=False),
        replace(rule("Ended", "", tags=("ended",)), until=NOW),
        replace(rule("Still on", "", tags=("on",)), until=NOW + 1),
        rule("Broken", "", tags=("broken",)),
    )
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("UPDATE rule SET query = 'unheard:of (' WHERE name = 'Broken'")
        connection.commit()
    put(library, "https://a.example/feed", (1,))
    (row,) = library.reader.headlines(library.reader.entry_ids(parse(""), NOW))
    assert row.own_tags == ("on",)
    found = [standing(one, NOW, {}) for one in library.reader.rules()]
    assert [how for how, _ in found] == [Standing.OFF, Standing.ENDED, Standing.ON, Standing.BROKEN]
    assert found[3][1] and not found[2][1]
    change(library, ruling.moved("Broken", -3))
    with pytest.raises(QueryError):
        run(library, "Broken")


def test_a_slow_expression_lets_articles_by_and_says_so(library: Library) -> None:
    keep(library, rule("Slow", r"body:/^(a|a|b?a)*$/", hide=True), rule("Other", "", read=True))
    put(library, "https://a.example/feed", range(30), text="a" * 5_000 + "b")
    assert len(titles(library, "is:read")) == 30
    slow, other = library.reader.rules()
    assert slow.overran == NOW and other.overran is None


# Saved queries


def test_they_follow_smart_folders(library: Library) -> None:
    def folders(wanted: object) -> None:
        library.writer.carry_out(lambda c, _: smartfolders.change(c, wanted, "folders"), now=NOW).result(10)  # type: ignore[arg-type]

    folders(folder_added("Sport", "football or tennis"))
    keep(library, rule("Quiet", "in:sport is:unread", hide=True), rule("Other", "number1", read=True))
    folders(folder_renamed("Sport", "Games"))
    assert [one.text for one in library.reader.rules()] == ['in:"Games" is:unread', "number1"]
    folders(folder_removed("Games"))
    (text, _) = (one.text for one in library.reader.rules())
    assert parse(text) == parse("(football or tennis) is:unread")
    library.writer.undo(now=NOW).result(10)
    assert library.reader.rules()[0].text == 'in:"Games" is:unread'
    saved = by_name(library.reader.smart_folders())
    assert standing(library.reader.rules()[0], NOW, saved) == (Standing.ON, "")
    with pytest.raises(QueryError, match="no smart folder"):
        keep(library, rule("Nothing", "in:nothing", hide=True))


def test_they_follow_tags(library: Library) -> None:
    def tags(work: Callable[..., object], *words: str) -> None:
        library.writer.carry_out(lambda c, _: work(c, *words), now=NOW).result(10)  # type: ignore[arg-type,return-value]

    _, numbers = put(library, "https://a.example/feed", (1,))
    library.writer.change_tags(numbers, add=["todo"], now=NOW).result(10)
    keep(
        library,
        rule("Asks", "tag:todo", read=True),
        rule("Gives", "number1", tags=("ToDo", "x")),
        rule("Only", "", tags=("todo",)),
    )
    tags(owntags.rename, "todo", "later")
    assert [(one.text, one.actions.tags) for one in library.reader.rules()] == [
        ("tag:later", ()),
        ("number1", ("later", "x")),
        ("", ("later",)),
    ]
    tags(owntags.delete, "later")
    assert [(one.text, one.actions.tags, one.enabled) for one in library.reader.rules()] == [
        ("tag:later", (), True),
        ("number1", ("x",), True),
        ("", (), False),
    ]
    library.writer.undo(now=NOW).result(10)
    library.writer.undo(now=NOW).result(10)
    assert library.reader.rules()[1].actions.tags == ("ToDo", "x")


# What is stored, and the ways back


def test_a_run_is_one_step_and_arrivals_are_none(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    put(library, "https://a.example/feed", range(6))
    keep(library, rule("Odd", 'tag:"climate change"', hide=True, read=True), rule("Rest", "", tags=("rest",)))
    before = state_of(path)
    rehearsed = library.reader.answer(
        lambda c, f: rulerun.rehearse(c, f, parse('tag:"climate change"'), Actions(hide=True, tags=("x",))), NOW
    )
    assert (rehearsed.matching, rehearsed.changed) == (3, 3)
    assert run(library) == 6
    assert titles(library, "is:hidden is:read -tag:rest") == ["Title 5", "Title 3", "Title 1"]
    assert run(library) == 0
    assert library.reader.steps()[0].label == "Ran rules over 6"
    after = state_of(path)
    library.writer.undo(now=NOW).result(10)
    assert state_of(path) == before
    library.writer.redo(now=NOW).result(10)
    assert state_of(path) == after
    steps = library.reader.steps()
    for number in range(3):
        library.writer.begin_refresh().result(10)
        put(library, f"https://b{number}.example/feed", range(4))
    assert [step for step in library.reader.steps() if "b" not in step.label.split()[0]][-len(steps) :] == list(steps)


def test_what_happened_on_arrival_is_taken_back_refresh_by_refresh(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    keep(library, rule("All", "", hide=True, tags=("ruled",)))
    put(library, "https://a.example/feed", (1,))
    library.writer.begin_refresh().result(10)
    _, (two,) = put(library, "https://b.example/feed", (2,))
    put(library, "https://c.example/feed", (3,))
    library.writer.set_flag([two], EntryFlags.READ, True, now=NOW).result(10)
    assert library.reader.deeds(two)[0].rule == "All"
    before = state_of(path)
    assert take_back(library) == 2
    assert titles(library) == ["Title 3", "Title 2"] and titles(library, "is:read -tag:ruled") == ["Title 2"]
    assert library.reader.deeds(two) == ()
    library.writer.undo(now=NOW).result(10)
    assert state_of(path) == before
    library.writer.redo(now=NOW).result(10)
    assert take_back(library) == 1
    assert titles(library) == ["Title 3", "Title 2", "Title 1"]
    assert take_back(library) == 0
    assert broken_laws(path) == []


def test_what_the_person_took_back_is_passed_over(library: Library) -> None:
    keep(library, rule("All", "", hide=True))
    put(library, "https://a.example/feed", (1,))
    library.writer.begin_refresh().result(10)
    _, two = put(library, "https://b.example/feed", (2,))
    library.writer.set_flag(two, EntryFlags.HIDDEN, False, now=NOW).result(10)
    assert take_back(library) == 1
    assert titles(library) == ["Title 2", "Title 1"]


def test_a_removed_rule_is_still_named_by_what_it_did(library: Library) -> None:
    keep(library, rule("Mute", "number1", hide=True))
    _, (one,) = put(library, "https://a.example/feed", (1,))
    change(library, ruling.removed("mute"))
    (deed,) = library.reader.deeds(one)
    assert (deed.rule, deed.removed, deed.flags, deed.at) == ("Mute", True, EntryFlags.HIDDEN, NOW)
    assert library.reader.rules() == ()
    library.writer.undo(now=NOW).result(10)
    assert [(found.name, found.hits) for found in library.reader.rules()] == [("Mute", 1)]
    library.writer.set_flag([EntryId(one)], EntryFlags.HIDDEN, False, now=NOW).result(10)
    assert library.reader.deeds(one) == ()


def test_rules_come_along_with_own_state(library: Library, tmp_path: Path) -> None:
    keep(library, rule("Mute", "number1", hide=True))
    before = state_of(tmp_path / "library.db")
    given = (rule("mute", "number2", star=True), rule("Odd", "feed:( of later times", read=True))
    merged = library.writer.merge_own_state(OwnState(), OwnQueries(rules=given), now=NOW).result(10)
    assert merged.rules == 1
    assert [(one.name, one.text) for one in library.reader.rules()] == [
        ("Mute", "number1"),
        ("Odd", "feed:( of later times"),
    ]
    assert library.reader.steps()[0].label == "Imported 1 rule"
    library.writer.undo(now=NOW).result(10)
    assert state_of(tmp_path / "library.db") == before
