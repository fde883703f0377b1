"""Random queries and articles, for the laws of the query language and of what compiles it."""

from __future__ import annotations

from hypothesis import strategies as st

from termnews.model.entry import Enclosure, EntryFlags
from termnews.model.tagkey import tag_key
from termnews.query.ast import (
    And,
    Compare,
    Dated,
    DateField,
    Field,
    Has,
    Id,
    InFeed,
    InFolder,
    InStory,
    Is,
    Kind,
    Lang,
    Length,
    Measure,
    Moment,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    SortBy,
    SortKey,
    State,
    Tagged,
    TagPresence,
    Word,
)
from termnews.query.match import Facts
from termnews.query.tokens import tokens
from termnews.query.value import Query

NOW = 1_700_000_000
"""A Tuesday in November 2023, late in the evening in Greenwich."""

WORDS = ("train", "Trains", "border", "Müller", "don't", "north-korea", "2023", "naïve", "東京", "OR", "c++", "12:30")
TAGS = ("linux", "north-korea", "russia", "any", "none", "c++", "naïve", "a,b", "東京")
FEEDS = (
    ("https://khasan.example/feed.xml", ("Khasan Wire",), "World/Asia"),
    ("https://www.desk.example/rss", ("Pacific Desk", "PD"), "World"),
    ("file:///home/me/articles", ('On disk, "mine"',), ""),
    ("http://lwn.example/", ("LWN (weekly)",), "Technology"),
)
"""Address, names and folder of the feeds that random articles come from."""

words = st.sampled_from(WORDS)
moments = st.builds(
    Moment,
    st.sampled_from(
        (
            "2023-11-14",
            "2023-11",
            "2023",
            "2023-w46",
            "2023-11-14t22:13",
            "today",
            "yesterday",
            "monday",
            "now",
            "this-week",
            "last-month",
            "last-year",
            "3d",
            "2w",
            "1m",
            "1y",
            "36h",
            "90min",
            "tomorrow",
        )
    ),
)
durations = st.builds(lambda count, unit: Moment(f"{count}{unit}"), st.integers(0, 40), st.sampled_from("hdwm"))
simple_dates = st.builds(
    Dated,
    st.sampled_from((DateField.AFTER, DateField.BEFORE, DateField.OLDER, DateField.NEWER)),
    moments | durations,
)
compares = st.sampled_from([compare for compare in Compare if compare is not Compare.BETWEEN])
dates = (
    simple_dates
    | st.builds(Dated, st.just(DateField.ON), moments | durations, compares)
    | st.builds(Dated, st.just(DateField.ON), moments, st.just(Compare.BETWEEN), moments)
    | st.builds(Dated, st.just(DateField.AGE), durations, compares)
    | st.builds(Dated, st.just(DateField.AGE), durations, st.just(Compare.BETWEEN), durations)
)
lengths = st.builds(Length, st.sampled_from(Measure), compares, st.integers(0, 12)) | st.builds(
    lambda measure, low, more: Length(measure, Compare.BETWEEN, low, low + more),
    st.sampled_from(Measure),
    st.integers(0, 12),
    st.integers(0, 12),
)
fields = st.sampled_from(Field)
texts = (
    st.builds(Word, words, fields, st.booleans())
    | st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(" ".join), fields, st.booleans())
    | st.builds(Pattern, st.sampled_from((r"tr.in", "a/b", r"^[A-Z]\w+", r"\d{4}", "a|b")), fields)
)
feed_names = ("khasan", "Wire", "desk.example", "https://www.desk.example/", '"mine"', "lwn (weekly)", "x,y", "P")
scopes = (
    st.builds(InFeed, st.sampled_from(feed_names))
    | st.builds(InFeed, st.sampled_from([url for url, _, _ in FEEDS]), st.just(True))
    | st.builds(InFolder, st.sampled_from(("world", "Asia", "World/As", "tech", "rld")))
    | st.builds(InFolder, st.sampled_from(("World", "World/Asia", "Asia", "")), st.just(True))
)
leaves: st.SearchStrategy[Node] = (
    texts
    | dates
    | lengths
    | scopes
    | st.builds(Tagged, st.sampled_from(TAGS))
    | st.builds(TagPresence, st.booleans())
    | st.builds(Is, st.sampled_from(State))
    | st.builds(Has, st.sampled_from(Kind))
    | st.builds(Lang, st.sampled_from(("en", "de", "pt-br")))
    | st.builds(InStory, st.integers(1, 3))
    | st.builds(Id, st.integers(1, 5))
)


def _grouped(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, parts)


conditions: st.SearchStrategy[Node] = st.recursive(leaves, _grouped, max_leaves=8)
sort_keys = st.lists(st.builds(SortKey, st.sampled_from(SortBy), st.booleans()), max_size=3).map(tuple)
queries = st.builds(Query, conditions | st.just(And(())), sort_keys, st.none() | st.integers(1, 500))


def _facts(feed: tuple[str, tuple[str, ...], str], rest: Facts) -> Facts:
    url, names, folder = feed
    values = {name: getattr(rest, name) for name in Facts.__dataclass_fields__}
    return Facts(**values | {"feed_url": url, "feed_names": names, "folder": folder, "local": url.startswith("file:")})


_sentences = st.lists(words, max_size=6).map(" ".join)
_some_tags = st.lists(st.sampled_from(TAGS).map(tag_key), max_size=3, unique=True).map(tuple)
_flags = (
    st.integers(0, 63)
    .map(EntryFlags)
    .map(lambda flags: flags & ~EntryFlags.KEPT if EntryFlags.READ in flags else flags)
)
_enclosures = st.lists(st.sampled_from(("audio/mpeg", "video/mp4", "image/png", None)), max_size=2).map(
    lambda types: tuple(Enclosure("https://media.example/x", type=kind) for kind in types)
)
facts: st.SearchStrategy[Facts] = st.builds(
    _facts,
    st.sampled_from(FEEDS),
    st.builds(
        Facts,
        id=st.integers(1, 5),
        title=_sentences,
        text=_sentences,
        authors=st.lists(words, max_size=2).map(tuple),
        url=st.sampled_from(("", "https://khasan.example/2023/train-crosses", "https://desk.example/a/b")),
        tags=_some_tags,
        own_tags=_some_tags,
        flags=_flags,
        sort_at=st.integers(NOW - 90 * 86_400, NOW) | st.integers(0, NOW),
        opened_at=st.none() | st.integers(NOW - 90 * 86_400, NOW),
        words=st.integers(0, 3_000),
        language=st.sampled_from(("", "en", "en-GB", "de", "pt-BR")),
        enclosures=_enclosures,
        image=st.booleans(),
        comments=st.booleans(),
        note=st.booleans(),
        highlight=st.booleans(),
        story=st.none() | st.integers(1, 3),
        copies=st.integers(1, 3),
        updated=st.booleans(),
        fulltext=st.booleans(),
        new=st.booleans(),
    ),
)
assert all(tokens(word) for word in WORDS)
