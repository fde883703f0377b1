"""Files that come with entries: lengths, durations, repetitions."""

from __future__ import annotations

import pytest

from termnews.formats.attachments import attachment, merged, seconds, size_in_bytes, with_duration
from termnews.model.entry import Enclosure


@pytest.mark.parametrize(
    ("written", "length"),
    [("1234", 1234), (" 12 ", 12), ("12.00", 12), ("0", None), ("-1", None), ("", None), ("n/a", None), ("5 bytes", 5)],
)
def test_a_length_is_a_number_of_bytes_or_unknown(written: str, length: int | None) -> None:
    assert size_in_bytes(written) == length


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("95", 95),
        ("1:02:03", 3723),
        ("62:03", 3723),
        ("0:05", 5),
        ("00:00:00", None),
        ("95.7", 95),
        ("PT1H2M3S", 3723),
        ("PT90S", 90),
        ("soon", None),
        ("", None),
        ("1:2:3:4", None),
    ],
)
def test_a_duration_is_read(written: str, duration: int | None) -> None:
    assert seconds(written) == duration


def test_what_cannot_be_opened_is_no_attachment() -> None:
    assert attachment("javascript:alert(1)", None) is None
    assert attachment("", "https://a.example/") is None
    assert attachment("a.mp3", None) is None


def test_an_attachment_is_cleaned() -> None:
    found = attachment(
        " a.mp3\n", "https://a.example/x/", media_type="Audio/MPEG; q=1", length="7", title="A\x1b[0m\nb"
    )
    assert found == Enclosure("https://a.example/x/a.mp3", "audio/mpeg", 7, None, "A b")
    odd = attachment("https://a.example/b", None, media_type="no type")
    assert odd is not None
    assert odd.type is None


def test_mentions_of_one_file_are_joined() -> None:
    files = [Enclosure("https://a.example/1", "audio/mpeg"), None, Enclosure("https://a.example/1", None, 5, 6, "T")]
    assert merged(files) == (Enclosure("https://a.example/1", "audio/mpeg", 5, 6, "T"),)


def test_the_duration_of_an_entry_is_that_of_its_first_sound() -> None:
    picture, sound = Enclosure("https://a.example/p", "image/png"), Enclosure("https://a.example/s", "audio/ogg")
    assert [each.duration for each in with_duration((picture, sound), 9)] == [None, 9]
    assert [each.duration for each in with_duration((picture,), 9)] == [None]
    assert with_duration((Enclosure("u", "audio/ogg", duration=3),), 9)[0].duration == 3
