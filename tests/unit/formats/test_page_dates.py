"""Dates of nothing but numbers on web pages: in the order of the country that the page is written in, or not at all."""

from __future__ import annotations

import pytest

from termnews.formats.articlefile import parse_article
from termnews.model.times import stamp

ORDERS = {
    "a British page": ('lang="en-GB"', "", "03/04/2023", "2023-04-03"),
    "a German page": ('lang="de"', "", "03/04/2023 10:15", "2023-04-03"),
    "an American page": ('lang="en-US"', "", "03/04/2023", "2023-03-04"),
    "a place beside a language": ('lang="en"', '<meta property="og:locale" content="en_AU">', "3/4/2023", "2023-04-03"),
    "a place beside a language, American": (
        'lang="en"',
        '<meta property="og:locale" content="en_US">',
        "3/4/2023",
        "2023-03-04",
    ),
    "the country of its address": ("", '<link rel="canonical" href="https://example.co.uk/a">', "3/4/23", "2023-04-03"),
    "a date beside it that leaves no room": ('lang="en"', "<i>Seen on 25/04/2023.</i>", "03/04/2023", "2023-04-03"),
    "the same, American": ("", "<i>Seen on 04/25/2023.</i>", "03/04/2023", "2023-03-04"),
    "its weekday": ('lang="en"', "", "Monday 03/04/2023", "2023-04-03"),
    "a date that can be read one way": ('lang="en"', "", "25/04/2023", "2023-04-25"),
    "a date with dots": ("", "", "3.4.2023", "2023-04-03"),
    "nothing": ('lang="en"', "", "03/04/2023", None),
    "two dates that disagree": ('lang="en"', "<i>25/04/2023, 04/25/2023</i>", "03/04/2023", None),
    "a script": ('lang="en"', "<script>var a = '25/04/2023'</script>", "03/04/2023", None),
}


@pytest.mark.parametrize("where", ["<p class=date>{}</p>", "<time>{}</time>", "<p>By Ann Smith | {}</p>"])
@pytest.mark.parametrize("name", ORDERS)
def test_a_date_of_numbers_is_read_as_the_page_writes_them(name: str, where: str) -> None:
    language, beside, written, day = ORDERS[name]
    story = "The council met on the old bridge and talked for hours about the new one. " * 8
    page = f"<!doctype html><html {language}><title>A bridge</title>{beside}<body><h1>A bridge</h1>{{}}<p>{story}</p>"
    feed = parse_article(page.format(where.format(written)).encode(), name="a.html", modified=0, now=2_000_000_000)
    assert (stamp(feed.entries[0].published) or "")[:10] == (day or "")
