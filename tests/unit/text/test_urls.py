"""Addresses: what may be opened, what is shown of it, and which are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.text.clean import is_clean
from termnews.text.urls import OPENABLE, clean_url, comparable, display_host, fetchable, without_tracking

BASE = "https://example.org/news/today.html?x=1#top"

HOSTILE = [
    ("homograph", "https://аррӏе.com/x", "https://xn--80ak6aa92e.com/x"),
    ("userinfo", "https://bank.com@evil.example/x", "https://evil.example/x"),
    ("credentials", "https://user:s3cret@host.example/x", "https://host.example/x"),
    ("script", "javascript:alert('x')", None),
    ("script in disguise", " java\nscript:alert(1)", None),
    ("file", "file:///etc/passwd#x", None),
    ("data", "data:text/html,<b>x</b>", None),
    ("option", "--config=/tmp/x", None),
    ("short option", "-o/tmp/x", None),
    ("option after a blank", "http://x/ --opt=1", "http://x/%20--opt=1"),
    ("option after a newline", "http://x/\n--opt=1", "http://x/--opt=1"),
    ("escape sequence", "http://x/\x1b]52;c;QQ==\x07y", "http://x/%1B]52;c;QQ==%07y"),
    ("shell", "http://x/`id`;id|id'\"", "http://x/%60id%60;id|id'%22"),
    ("share", "\\\\evil\\share\\x", None),
    ("ssh", "ssh://-oProxyCommand=touch%20/tmp/x/x", None),
    ("vbscript", "vbscript:x", None),
    ("other scheme", "ms-msdt:/id x", None),
    ("override", "https://x/\u202ex/moc.knab", "https://x/%E2%80%AEx/moc.knab"),
    ("zone", "http://[fe80::1%25eth0]/x", None),
    ("broken IPv6", "http://[::1/x", None),
    ("port", "http://x:99999/x", None),
    ("metadata service", "http://169.254.169.254/latest/x", "http://169.254.169.254/latest/x"),
    ("decimal host", "http://2130706433/x", "http://2130706433/x"),
    ("long", "http://x/" + "a" * 20_000, None),
    ("host like an option", "https://-oops.example/", None),
    ("no host", "https:///", None),
    ("blank host", "https://a b/", None),
]


@pytest.mark.parametrize(("url", "expected"), [pytest.param(u, e, id=name) for name, u, e in HOSTILE])
def test_hostile_addresses_become_harmless_or_nothing(url: str, expected: str | None) -> None:
    assert clean_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/a", "https://example.org/a"),
        ("b.html", "https://example.org/news/b.html"),
        ("../c", "https://example.org/c"),
        ("?p=2", "https://example.org/news/today.html?p=2"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("  https://EXAMPLE.com:443/A ", "https://example.com/A"),
        ("http:/one.slash/x", "http://one.slash/x"),
        ("http:\\\\back\\slash", "http://back/slash"),
        ("https://example.org/a b\tc", "https://example.org/a%20bc"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/ü"),
        ("https://пример.example/путь", "https://xn--e1afmkfd.example/путь"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("http://x:/y", "http://x/y"),
        ("mailto:a@b.example?subject=Hello there", "mailto:a@b.example?subject=Hello%20there"),
        ("gemini://capsule.example/", "gemini://capsule.example/"),
        ("mailto:", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_are_resolved_and_brought_into_one_form(url: str | None, expected: str | None) -> None:
    assert clean_url(url, BASE) == expected


def test_without_a_base_only_absolute_addresses_count() -> None:
    assert clean_url("a/b") is None
    assert clean_url("/a", "not a base") is None
    assert clean_url("//cdn.example/x") == "https://cdn.example/x"
    assert clean_url("x", "https://example.org") == "https://example.org/x"


def test_a_person_may_keep_a_password_in_an_address() -> None:
    assert clean_url("https://me:pw@h.example/f", keep_userinfo=True) == "https://me:pw@h.example/f"
    assert clean_url("entry", "https://me:pw@h.example/f") == "https://h.example/entry"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://bank.com@evil.example/x", "evil.example"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://localhost:8080/x", "localhost:8080"),
        ("http://[::1]:80/", "[::1]"),
        ("mailto:a@b.example", ""),
        ("nonsense", ""),
    ],
)
def test_the_shown_host_is_where_an_address_leads(url: str, host: str) -> None:
    assert display_host(url) == host


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/a?id=3&utm_source=rss&utm_medium=feed", "https://x.example/a?id=3"),
        ("https://x.example/a?fbclid=1", "https://x.example/a"),
        ("https://x.example/a?at_medium=RSS&at_campaign=KARANGA#part", "https://x.example/a#part"),
        ("https://x.example/a?utm=kept&attitude=kept&q=a%20b", "https://x.example/a?utm=kept&attitude=kept&q=a%20b"),
        ("https://x.example/a?b=1&amp;utm_source=x", "https://x.example/a?b=1"),
        ("https://x.example/a#utm_source=rss", "https://x.example/a"),
        ("https://x.example/a?mc_cid=1&mc_eid=2&igshid=3&gclid=4&dclid=5", "https://x.example/a"),
    ],
)
def test_tracking_goes_and_nothing_else(url: str, expected: str) -> None:
    assert without_tracking(url) == expected


def test_copies_of_an_address_compare_equal() -> None:
    copies = [
        "http://www.example.org/a/?id=3&utm_source=x#c",
        "https://example.org/a?id=3",
        "HTTPS://EXAMPLE.ORG:443/a/?id=3",
    ]
    assert {comparable(url) for url in copies} == {"example.org/a?id=3"}
    assert comparable("https://example.org/A") != comparable("https://example.org/a")


def test_only_the_web_is_fetched() -> None:
    assert fetchable("https://me:pw@x.example/feed")
    assert not any(map(fetchable, ["ftp://x.example/", "file:///x", "x", "mailto:a@b.example", "https://"]))


addresses = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{}{}".format,
        st.sampled_from(["http://", "https://h", "https://h.example/", "mailto:", "//"]),
        st.text(max_size=30),
    ),
)


@given(addresses, st.one_of(st.none(), addresses, st.just(BASE)))
@settings(max_examples=400, deadline=None)
def test_an_address_is_openable_clean_and_stays_as_it_is(url: str, base: str | None) -> None:
    cleaned = clean_url(url, base)
    if cleaned is not None:
        assert cleaned.partition(":")[0] in OPENABLE
        assert is_clean(cleaned)
        assert not any(char.isspace() for char in cleaned)
        assert clean_url(cleaned) == cleaned
    comparable(url)
    without_tracking(url)
