"""Dates as feeds and articles write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.text.dates import parse_date

NOW = int(datetime(2031, 3, 4, 12, 30, tzinfo=UTC).timestamp())

SAME_MOMENT = """
Thu, 09 Feb 2006 23:59:45 +0000
09 Feb 2006 23:59:45 +0000
Thu, 9 Feb 2006 23:59:45 +0000
Thu, 09 Feb 06 23:59:45 +0000
Thu, 09 Feb 2006 16:59:45 PDT
Thu, 09 Feb 2006 16:59:45 pDt
Thu, 09 Feb 2006 17:59:45 CST
Fri, 10 Feb 2006 03:59:45 +0400
Thu, 09 Feb 2006 16:59:45 -0700
Thu, 09 Feb 2006 23:59:45 -0000
Thu, 09 Feb 2006 21:25:45 -0234
Thu, 09 Feb 2006 23:59:45 UT
Thu, 09 Feb 2006 23:59:45 GMT
Thu, 09 Feb 2006 23:59:45 z
tHu, 09 fEb 2006 23:59:45 +0000
Thu(oh how I hate thursdays), 9(th) Feb(ruary) 2006 23:59:45 +0000(GMT r0x0rz)
Thu, 09 (nested (comment) Mar)Feb(escaped comment\\) 2005) 2006()23:59:45 +0000
\tThu , \t 09  Feb\t2006  23:59:45\t +0000
Thu,9 Feb 2006 23:59:45 GMT
Thu Feb  9 23:59:45 2006
Thu Feb  9 18:59:45 EST 2006
Thu Feb 09 2006 23:59:45 GMT+0000 (Coordinated Universal Time)
Fri, 10 Feb 2006 08:59:45 JST
Fri, 10 Feb 2006 00:59:45 CET
Fri, 10 Feb 2006 00:59:45 MEZ
Fri, 10 Feb 2006 09:59:45 AEST
Fri, 10 Feb 2006 05:29:45 IST
Thu, 09 Feb 2006 15:59:45 America/Los_Angeles
Fri, 10 Feb 2006 00:59:45 Europe/Berlin
Thu, 09 Feb 2006 18:59:45 ET
2006-02-09T23:59:45Z
2006-02-09t23:59:45z
2006-02-09T23:59:45
2006-02-09 23:59:45
2006-02-09T23:59:45.123456789Z
2006-02-09T18:59:45-05:00
2006-02-10T13:59:45+14:00
2006-02-09T11:59:45-12:00
20060209T235945Z
2006-040T23:59:45Z
2006-W06-4T23:59:45Z
2006-02-09 18:59:45 EST
2006-02-10T00:59:45+01:00[Europe/Berlin]
2006/2/9 23:59:45
2006年2月9日 23時59分45秒
9 Feb 2006 11:59:45 PM
"""

TEXTS = {
    "2020/1/10 14:33:00": "2020-01-10T14:33",
    "Friday, December 22, 2017 - 3:09pm": "2017-12-22T15:09",
    "Mon, 03/30/2020 - 19:19": "2020-03-30T19:19",
    "04 Mar 2031, 10:15 AM IST": "2031-03-04T04:45",
    "4 Mar 2031 10:15 (IST)": "2031-03-04T04:45",
    "10:15 IST, 4 March 2031": "2031-03-04T04:45",
    "4 March 2031 08:02": "2031-03-04T08:02",
    "Tuesday, 4 March 2031 08:02": "2031-03-04T08:02",
    "March 5, 2031 at 9:12 am": "2031-03-05T09:12",
    "Sept. 4, 2031, 10:15 a.m. ET": "2031-09-04T14:15",
    "December 22nd, 2017": "2017-12-22",
    "22 Dec '17": "2017-12-22",
    "4 Mar 2031 12:05 am": "2031-03-04T00:05",
    "4 Mar 2031 12:05 pm": "2031-03-04T12:05",
    "Dienstag, 4. März 2031 um 8.02 Uhr": "2031-03-04T08:02",
    "4. Maerz 2031": "2031-03-04",
    "10. Jänner 2020": "2020-01-10",
    "04.03.2031 10:15": "2031-03-04T10:15",
    "mardi 4 mars 2031 à 10h15": "2031-03-04T10:15",
    "mar. 4 mars 2031": "2031-03-04",
    "1er août 2020": "2020-08-01",
    "4 de marzo de 2031, 10:15": "2031-03-04T10:15",
    "martedì 4 marzo 2031": "2031-03-04",
    "terça-feira, 4 de março de 2031": "2031-03-04",
    "4 maart 2031": "2031-03-04",
    "4 marca 2031": "2031-03-04",
    "4 марта 2031 г., 10:15 МСК": "2031-03-04T07:15",
    "4 березня 2031": "2031-03-04",
    "4 Ağustos 2031 Pazartesi": "2031-08-04",
    "2031年3月4日(火) 午後3時15分": "2031-03-04T15:15",
    "2031년 3월 4일 오후 3:15": "2031-03-04T15:15",
    "ngày 4 tháng 3 năm 2031": "2031-03-04",
    "٤ مارس ٢٠٣١": "2031-03-04",
    "4 במרץ 2031": "2031-03-04",
    "4-Mar-31": "2031-03-04",
    "31 Dec 99 23:59:59 +0000": "1999-12-31T23:59:59",
    "2031": "2031-01-01",
    "2031-03": "2031-03-01",
    "March 2031": "2031-03-01",
    "2004-01-01T24:00:00Z": "2004-01-02",
    "2016-12-31T23:59:60Z": "2016-12-31T23:59:59",
    "Sun, 09 Feb 1806 23:59:45 +0000": "1806-02-09T23:59:45",
    "Tue, 09 Feb 2106 23:59:45 +0000": "2106-02-09T23:59:45",
    "31/12/2020": "2020-12-31",
    "12/31/2020": "2020-12-31",
    "Thu, 19 Jul 2006 23:08:26 +1000": "2006-07-19T13:08:26",
}

NOTHING = """
2010-
0001-01-01
0001-01-01T00:00:00Z
0000-00-00
2021-02-30
2021-13-01
Sat, 31 Jun 2006 23:08:26 +1000
Mon, 15 Mar 2021 25:00:00 GMT
Mon, 15 Mar 2021 10:61:00 GMT
Tue, 4 Mar 2031 10:15:00 +9900
Tue, 4 Mar 2031 10:15:00 XYZ
March 4
March
Monday
10:15
4/3
99/99/2020
yesterday
2 hours ago
chapter 4 March 2031
4 March 2031 and 5 March 2031
10:15 4 March 2031 11:15
The 4 March 2031 meeting
1 500 2020
2031-03-04T10:15:00+05:30Z
n/a
-
"""


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize("text", [line for line in SAME_MOMENT.split("\n") if line])
def test_every_way_to_write_one_moment_gives_that_moment(text: str) -> None:
    assert parse_date(text) == moment("2006-02-09T23:59:45")


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_written_dates_are_read(text: str, expected: str) -> None:
    assert parse_date(text) == moment(expected)


@pytest.mark.parametrize("text", [line for line in NOTHING.split("\n") if line] + ["", "4 March 2031 " * 40])
def test_what_is_no_whole_date_gives_nothing(text: str) -> None:
    assert parse_date(text) is None


def test_slashes_are_month_first_unless_the_weekday_says_otherwise() -> None:
    assert parse_date("03/04/2020") == moment("2020-03-04")
    assert parse_date("Fri, 03/04/2020") == moment("2020-04-03")
    assert parse_date("Wed, 03/04/2020") == moment("2020-03-04")


def test_dots_and_dashes_are_day_first() -> None:
    assert parse_date("03.04.2020") == moment("2020-04-03")
    assert parse_date("03-04-2020") == moment("2020-04-03")


@pytest.mark.parametrize(
    ("text", "back"),
    {
        "just now": 0,
        "2 hours ago": 7200,
        "an hour ago": 3600,
        "5m ago": 300,
        "vor 3 Tagen": 3 * 86400,
        "il y a 2 heures": 7200,
        "hace 5 minutos": 300,
        "2 часа назад": 7200,
        "yesterday": 86400 + 12 * 3600 + 1800,
        "Yesterday at 3:09 pm": 86400 - (2 * 3600 + 39 * 60),
        "gestern, 12:30 Uhr": 86400,
    }.items(),
)
def test_relative_words_count_from_the_given_present(text: str, back: int) -> None:
    assert parse_date(text, now=NOW) == NOW - back
    assert parse_date(text) is None


@settings(max_examples=300, deadline=None)
@given(st.datetimes(min_value=datetime(1500, 1, 1), max_value=datetime(2900, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_what_is_printed_is_read_back(when: datetime, east: int) -> None:
    local = int(when.replace(tzinfo=UTC, microsecond=0).timestamp())
    sign, minutes = "-" if east < 0 else "+", abs(east)
    zone = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    wanted = local - east * 60
    assert parse_date(f"{when:%Y-%m-%dT%H:%M:%S}{zone[:3]}:{zone[3:]}") == wanted
    assert parse_date(f"{when:%a, %d %b %Y %H:%M:%S} {zone}") == wanted
    assert parse_date(f"{when:%B} {when.day}, {when.year} {when:%I:%M:%S %p} GMT{zone}") == wanted


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("0123456789:-/., TZ+apmMarGMTlundi年月日", max_size=40)))
def test_any_text_gives_a_time_or_nothing(text: str) -> None:
    for read in (parse_date(text), parse_date(text, now=NOW)):
        assert read is None or moment("1399-12-01") < read < moment("3000-02-01")


@given(
    st.sampled_from(["", "Thu, ", "Mon, "]),
    st.integers(0, 32),
    st.sampled_from(["Feb", "Dec", "Jun"]),
    st.sampled_from(["2006", "1970", "0001", "2999", "3000"]),
    st.tuples(st.integers(0, 25), st.integers(0, 61), st.integers(0, 61)),
    st.sampled_from(["GMT", "+0000", "-0730", "+1400", "+1600", "+0090"]),
)
@settings(max_examples=200)
def test_dates_of_mail_are_read_as_all_others_are(
    weekday: str, day: int, month: str, year: str, clock: tuple[int, int, int], zone: str
) -> None:
    """A blank behind it sends a date the long way."""
    text = f"{weekday}{day:02} {month} {year} {clock[0]:02}:{clock[1]:02}:{clock[2]:02} {zone}"
    assert parse_date(text) == parse_date(f"{text} ")
