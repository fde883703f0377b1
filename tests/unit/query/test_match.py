"""The plain meaning of each term, over one article."""

from __future__ import annotations

import pytest

from termnews.model.entry import Enclosure, EntryFlags
from termnews.model.errors import QueryError
from termnews.query import parse
from termnews.query.ast import InSaved, Pattern
from termnews.query.match import Facts, Judge, matches
from termnews.query.patterns import MAX_LENGTH, escaped, search, unescaped
from tests.support.queries import NOW

DAY = 86_400

ARTICLE = Facts(
    id=7,
    title="Armoured train crosses into Primorye",
    text="Moscow. The train reached Khasan before dawn.\nA naïve observer at the NORTH-KOREA border.",
    authors=("Ivana Müller", "J. Doe"),
    url="https://khasan.example/2023/train-crosses",
    tags=("north-korea", "russia"),
    own_tags=("later",),
    feed_url="https://khasan.example/feed.xml",
    feed_names=("Wire of mine", "Khasan Wire"),
    folder="World/Asia",
    flags=EntryFlags.STARRED | EntryFlags.STARTED,
    sort_at=NOW - 2 * DAY - 60,
    words=1_000,
    language="en-GB",
    enclosures=(Enclosure("https://khasan.example/a.mp3", type="audio/mpeg"),),
    comments=True,
    story=3,
    copies=2,
    new=True,
)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "train",
        "TRAIN khasan",
        "tra*",
        '"the train reached"',
        '"train reac"*',
        "north-korea",
        '"north korea border"',
        "naive",
        "muller",
        "russia",
        "title:train",
        "body:dawn",
        "author:müller",
        'author:"ivana m"*',
        "url:train-crosses",
        "https://khasan.example/2023",
        "-title:dawn",
        "zebra OR dawn",
        "title:/^armou?red/i",
        r"body:/Khasan.*naïve/s",
        r"text:/mül+er/i",
        "tag:russia,zebra",
        "tag:north-korea tag:later",
        "-tag:zebra",
        "tag:any",
        "feed:khasan",
        'feed:"wire of"',
        "feed:=https://khasan.example/feed.xml",
        "folder:asia",
        "folder:=World",
        "is:unread is:starred is:started is:story is:duplicate is:new",
        "-is:read -is:local -is:hidden -is:updated -is:fulltext",
        "has:audio has:enclosure has:comments",
        "-has:video -has:image -has:note -has:highlight",
        "after:3d before:1d",
        "on:2023-11-12",
        "age:>1d age:<3d",
        "age:2d..5d",
        "older:2d newer:50h",
        "words:>=1000",
        "time:5",
        "lang:en",
        "lang:en-gb",
        "story:3 id:5,7",
        "limit:0 sort:old",
    ],
)
def test_matches(query: str) -> None:
    assert matches(parse(query), ARTICLE, NOW)


@pytest.mark.parametrize(
    "query",
    [
        "rain",
        "trai",
        "later",
        '"train the"',
        "title:dawn",
        '"primorye moscow"',
        "title:/^train/",
        "tag:kore",
        "tag:none",
        "feed:hasan",
        "folder:Asia/World",
        "is:read",
        "is:hidden",
        "has:video",
        "before:3d",
        "on:yesterday",
        "words:<1000",
        "time:<5",
        "lang:eng",
        "lang:en-us",
        "story:4",
        "id:8",
        "words:<0",
    ],
)
def test_does_not_match(query: str) -> None:
    assert not matches(parse(query), ARTICLE, NOW)


def test_hidden_articles_show_only_when_asked_for() -> None:
    hidden = Facts(title="train", flags=EntryFlags.HIDDEN)
    assert not matches(parse("train"), hidden, NOW)
    assert not matches(parse(""), hidden, NOW)
    assert matches(parse("is:hidden"), hidden, NOW)
    assert matches(parse("in:Muted"), hidden, NOW, saved={"muted": parse("train is:hidden")})


def test_saved_queries_must_be_known() -> None:
    with pytest.raises(QueryError):
        matches(parse("in:x"), ARTICLE, NOW)
    with pytest.raises(ValueError, match="not put in place"):
        Judge(ARTICLE, NOW).holds(InSaved("x"))


def test_endless_regular_expressions_end() -> None:
    assert not search(Pattern("(a|a)*$"), "a" * 5_000 + "b", seconds=0.02)
    assert not search(Pattern("(x+x+)+y"), "x" * 5_000, seconds=0.02)


@pytest.mark.parametrize("source", ["a" * (MAX_LENGTH + 1), "(", "a{99999999999999999999}", "(?P<x", "[", "*"])
def test_bad_regular_expressions_are_refused(source: str) -> None:
    with pytest.raises(QueryError, match="regular expression is wrong"):
        parse(f"title:/{source}/")


@pytest.mark.parametrize("source", ["a/b", r"a\\/b", r"\d+", r"\\", "/", "", r"a\.b/c\/d"])
def test_slashes_are_escaped_and_back(source: str) -> None:
    assert unescaped(escaped(source)) == unescaped(source)
    assert "/" not in escaped(source).replace(r"\\", "").replace(r"\/", "")
