"""What a person types becomes the address of a feed, and is repeated to nobody with its secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from termnews.model.errors import UsageError
from termnews.services.targets import feed_address, public, shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("http://user:s3cret@site.example/feed?token=s3cret", "http://site.example/feed?…"),
        ("https://s3cret@site.example:8443/feed#s3cret", "https://site.example:8443/feed?…"),
        ("feed://user:s3cret@site.example/", "feed://site.example/"),
        ("user:s3cret@site.example/feed?token=s3cret", "site.example/feed?…"),
        ("http://user:s3c@ret@site.example/", "http://site.example/"),
        ("notes/what now?.txt", "notes/what now?.txt"),
        ("mail me@home.txt", "mail me@home.txt"),
        ("caf\udce9.txt", "caf\\udce9.txt"),
        ("", "(nothing)"),
    ],
)
def test_a_message_repeats_no_secret(typed: str, told: str) -> None:
    assert shown(typed) == told


@pytest.mark.parametrize("typed", ["http://user:s3cret@site.example:x/?t=s3cret", "gopher://user:s3cret@site.example"])
def test_an_address_that_is_refused_keeps_its_secrets(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        feed_address(typed)
    assert "s3cret" not in str(caught.value)


def test_a_path_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a b%41?#é.txt"
    path.write_text("text", encoding="utf-8")
    address = feed_address(str(path))
    assert address == path.as_uri()
    assert feed_address(address) == address


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://user:s3cret@site.example/feed", "https://site.example/feed"),
        ("https://site.example/f?access_token=s3cret&n=5", "https://site.example/f?access_token=…&n=5"),
        ("https://site.example/f?a=1;apiKey=s3cret#token=s3cret", "https://site.example/f?a=1;apiKey=…"),
        ("https://site.example/@nora/feed?feed=rss2", "https://site.example/@nora/feed?feed=rss2"),
        ("file:///home/nora/token=1.xml", "file:///home/nora/token=1.xml"),
    ],
)
def test_an_address_is_listed_without_its_secrets(url: str, told: str) -> None:
    assert public(url) == told


@pytest.mark.parametrize("typed", ["file://[x", "file:///a%00b", "file:", "file://", "~nobody-has-this-name/x", "a\0b"])
def test_what_names_no_file_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UsageError):
        feed_address(typed)
