"""The shell face as a script meets it: commands, what they print, and the status they leave."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from termnews.cli import run
from termnews.cli.arguments import COMMANDS, with_command
from termnews.model.tagkey import tag_key
from termnews.services.clock import SystemClock
from tests.support.server import Reply, Server, rss, serving

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Harbour Notes</title><id>urn:harbour</id><updated>2026-11-20T10:00:00Z</updated>
  <link href="https://harbour.example/"/><author><name>Nora Quist</name></author>
  <entry><title>Ferry &amp; tunnel</title><id>urn:harbour:1</id>
    <link href="https://harbour.example/1"/><published>2026-11-19T08:30:00Z</published>
    <updated>2026-11-20T10:00:00Z</updated><category term="Ports"/><category term="rail"/>
    <content type="html">&lt;p&gt;The ferry waits.&lt;/p&gt;</content></entry>
</feed>"""


class Shell:
    """Runs commands on one library and keeps what they say."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        self._capsys.readouterr()
        status = run(["--library", str(self.library), *arguments])
        self.out, self.err = self._capsys.readouterr()
        return status

    def json(self, *arguments: str) -> Any:
        """The JSON that a command prints; the command must succeed."""
        assert self(*arguments) == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "library.db", capsys)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: termnews {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([], ["open"]),
        (["page.html"], ["open", "page.html"]),
        (["./add"], ["open", "./add"]),
        (["add", "x"], ["add", "x"]),
        (["--library", "add", "list"], ["--library", "add", "list"]),
        (["--library=x", "-"], ["--library=x", "open", "-"]),
        (["--help"], ["--help"]),
    ],
)
def test_a_first_word_that_is_no_command_is_something_to_open(given: list[str], meant: list[str]) -> None:
    assert with_command(given) == meant


def test_wrong_options_are_wrong_usage(shell: Shell) -> None:
    with pytest.raises(SystemExit) as ended:
        shell("list", "--no-such-option")
    assert ended.value.code == 2


def test_adding_listing_and_showing_a_feed(shell: Shell, server: Server) -> None:
    address = server.on("/feed", Reply(ATOM))
    assert shell("add", address, "--folder", "Sea/North", "--tag", "Coast") == 0
    assert shell.out == "Harbour Notes: 1 new article\n"

    (row,) = shell.json("list", "--json")
    assert row["title"] == "Ferry & tunnel"
    assert row["link"] == "https://harbour.example/1"
    assert row["published"] == "2026-11-19T08:30:00Z"
    assert row["updated"] == "2026-11-20T10:00:00Z"
    assert row["authors"] == ["Nora Quist"]
    assert row["tags"] == ["Ports", "rail"]
    assert row["own_tags"] == ["Coast"]
    assert row["read"] is False

    assert shell("show", str(row["id"])) == 0
    assert "The ferry waits." in shell.out
    assert shell.json("show", str(row["id"]), "--json")["text"] == "The ferry waits."
    (feed,) = shell.json("feeds", "--json")
    assert (feed["title"], feed["folder"], feed["articles"], feed["unread"]) == ("Harbour Notes", "Sea/North", 1, 1)


def test_adding_twice_keeps_one_subscription(shell: Shell, server: Server) -> None:
    address = server.on("/feed", Reply(ATOM))
    assert shell("add", address) == 0
    assert shell("add", address) == 0
    assert "already subscribed" in shell.out
    assert len(shell.json("feeds", "--json")) == 1


def test_queries_choose_what_is_listed(shell: Shell, server: Server) -> None:
    shell("add", server.on("/feed", Reply(rss("Ferry late", "Tunnel open", "Weather"))))
    assert {row["title"] for row in shell.json("list", "--json", "ferry OR tunnel")} == {"Ferry late", "Tunnel open"}
    assert shell("list", "nothing-like-this") == 4
    assert shell.out == ""
    assert shell("list", "--jsonl", "-n", "2") == 0
    assert [json.loads(line)["read"] for line in shell.out.splitlines()] == [False, False]


@pytest.mark.parametrize("form", [(), ("--json",), ("--columns", "id")])
def test_a_list_of_nothing_says_so_on_standard_error(shell: Shell, form: tuple[str, ...]) -> None:
    assert shell("list", "nosuchword", *form) == 4
    assert shell.err == "termnews: no article matches\n"
    assert shell.out == ("[]\n" if "--json" in form else "")


def test_the_plain_lines_of_a_refresh_name_the_feed_first(shell: Shell, server: Server) -> None:
    shell("add", server.on("/feed", Reply(ATOM)))
    assert shell("refresh", "--force") == 0
    assert shell.err == "1/1 Harbour Notes: 0 new so far\n"
    assert shell.out.startswith("1 feed checked, ")


def test_a_wrong_query_is_told_with_its_place(shell: Shell) -> None:
    assert shell("list", "is:unred") == 2
    assert "unread" in shell.err


def test_refresh_brings_new_articles_and_its_status_tells_of_failures(shell: Shell, server: Server) -> None:
    good = server.on("/good", Reply(rss("One")), Reply(rss("One", "Two")))
    bad = server.on("/bad", Reply(rss("Three")), Reply(status=500))
    assert shell("add", good, bad) == 0
    assert shell("refresh", "--force") == 1
    assert "1 new article" in shell.out
    assert "500" in shell.err
    assert {row["title"] for row in shell.json("list", "--json")} == {"One", "Two", "Three"}


def test_a_move_for_good_is_told_from_the_second_day(
    shell: Shell, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = server.on("/new", Reply(rss("One")))
    here = server.on("/old", Reply(rss("One")), Reply(status=301, headers={"Location": there}))
    shell("add", here)
    today = time.time()
    for day in (1, 2):
        monkeypatch.setattr(SystemClock, "now", lambda _, day=day: today + day * 86_400)
        assert shell("refresh", "--force") == 0
        assert (f"has moved for good to {there}" in shell.err) is (day == 2)


def test_a_refresh_without_force_leaves_alone_what_is_not_due(shell: Shell, server: Server) -> None:
    shell("add", server.on("/feed", Reply(ATOM)))
    assert shell("refresh") == 0
    assert len(server.asked("/feed")) == 1


def test_an_unchanged_feed_is_asked_conditionally(shell: Shell, server: Server) -> None:
    shell("add", server.on("/feed", Reply(ATOM, etag='"one"')))
    assert shell("refresh", "--force") == 0
    assert "1 unchanged" in shell.out
    assert server.asked("/feed")[-1].headers["if-none-match"] == '"one"'


def test_a_page_leads_to_the_feed_it_offers(shell: Shell, server: Server) -> None:
    server.on("/feed.atom", Reply(ATOM))
    page = b'<!doctype html><title>Harbour</title><link rel="alternate" type="application/atom+xml" href="/feed.atom">'
    assert shell("add", server.on("/", Reply(page, headers={"Content-Type": "text/html"}))) == 0
    assert shell.json("feeds", "--json")[0]["url"] == server.url("/feed.atom")


def test_a_page_without_feeds_says_so(shell: Shell, server: Server) -> None:
    page = b"<!doctype html><title>Login</title><p>Who are you?</p>"
    assert shell("add", server.on("/", Reply(page, headers={"Content-Type": "text/html"}))) == 1
    assert "web page" in shell.err
    assert shell.err.count("\n") == 1


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("no/such/folder", "no such file or folder"),
        ("javascript://alert", "cannot be read"),
        ("http://", "not a whole address"),
        ("https://no-such-host.invalid/feed", "no-such-host.invalid"),
        ("http://127.0.0.1:9/feed", "127.0.0.1"),
    ],
)
def test_bad_targets_get_one_clear_line(shell: Shell, target: str, told: str) -> None:
    assert shell("add", target) == 1
    assert told in shell.err
    assert shell.err.count("\n") == 1
    assert shell("list") == 4


def test_a_folder_is_a_subscription_that_follows_the_disk(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.md").write_text("---\ntitle: One\ntags: [sea]\n---\n\nBody of one.\n", encoding="utf-8")
    (folder / "deep" / "two.txt").write_text("Second headline of the day\n\nBody of two.\n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert shell("add", str(folder)) == 0
    rows = {row["title"]: row for row in shell.json("list", "--json")}
    assert set(rows) == {"One", "Second headline of the day"}
    assert rows["One"]["tags"] == ["sea"]
    assert rows["One"]["dated"] is False

    (folder / "three.txt").write_text("A third headline appears\n\nBody of three.\n", encoding="utf-8")
    assert shell("refresh", "--force") == 0
    assert len(shell.json("list", "--json")) == 3


def test_a_local_feed_without_a_title_has_the_name_of_its_file(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "town news.xml").write_bytes(
        b"<rss version='2.0'><channel><item><title>One</title></item></channel></rss>"
    )
    assert shell("add", str(tmp_path / "town news.xml")) == 0
    assert shell.json("feeds", "--json")[0]["title"] == "town news.xml"
    assert shell.json("list", "--json", "feed:town")[0]["feed"] == "town news.xml"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        pytest.param("empty.txt", b"", "empty", id="empty"),
        pytest.param("binary.txt", b"\x00\x01\x02\xff" * 500, "text", id="binary"),
        pytest.param("cut.json", b'{"version": ', "cut", id="cut off"),
    ],
)
def test_bad_files_get_one_clear_line(shell: Shell, tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert shell("add", str(tmp_path / name)) == 1
    assert told in shell.err
    assert name in shell.err
    assert shell.err.count("\n") == 1


def test_a_feed_cut_in_the_middle_keeps_what_was_readable(shell: Shell, tmp_path: Path) -> None:
    whole = rss("First", "Second", "Third")
    (tmp_path / "cut.xml").write_bytes(whole[: whole.index(b"Third")])
    found = shell.json("inspect", str(tmp_path / "cut.xml"), "--json")
    assert [entry["title"] for entry in found["entries"]][:2] == ["First", "Second"]
    assert found["notes"]


def test_inspect_says_everything_and_stores_nothing(shell: Shell, server: Server) -> None:
    found = shell.json("inspect", server.on("/feed", Reply(ATOM)), "--json")
    assert (found["kind"], found["title"], found["language"]) == ("atom", "Harbour Notes", "en")
    assert found["link"] == "https://harbour.example/"
    (entry,) = found["entries"]
    assert entry["id"] == "urn:harbour:1"
    assert entry["content"] == "<p>The ferry waits.</p>"
    assert entry["text"] == "The ferry waits."
    assert entry["enclosures"] == []
    assert not shell.library.exists()


def test_inspect_reads_a_page_as_an_article(shell: Shell, server: Server) -> None:
    page = b"<!doctype html><html><head><title>Quiet day</title></head><body><article><h1>Quiet day</h1>"
    page += (
        b"<p>" + b"Nothing happened at the pier, and everybody was glad of it. " * 6 + b"</p></article></body></html>"
    )
    found = shell.json("inspect", server.on("/page", Reply(page, headers={"Content-Type": "text/html"})), "--json")
    assert found["kind"] == "article"
    assert found["entries"][0]["title"] == "Quiet day"
    assert "glad of it" in found["entries"][0]["text"]


def test_a_page_that_is_read_tells_how_to_subscribe_to_what_it_offers(shell: Shell, server: Server) -> None:
    one = '<link rel="alternate" type="application/rss+xml" href="/a.xml">'
    for links, told in (
        (one, f"termnews add {server.url('/a.xml')}"),
        (f"{one}{one.replace('a.xml', 'b.xml')}", "the page offers 2 feeds; to choose one, press a"),
        ("", ""),
    ):
        page = f"<!doctype html><title>Quiet day</title>{links}<p>{'Nothing happened at the pier. ' * 9}</p>".encode()
        found = shell.json("inspect", server.on("/page", Reply(page, headers={"Content-Type": "text/html"})), "--json")
        assert told in "".join(found["notes"]) and len(found["notes"]) == bool(told)


def test_inspect_reads_standard_input(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ATOM)))
    assert shell.json("inspect", "-", "--json")["title"] == "Harbour Notes"


def test_subscriptions_travel_as_opml(shell: Shell, server: Server, tmp_path: Path) -> None:
    shell("add", server.on("/feed", Reply(ATOM)), "--folder", "Sea/North")
    exported = tmp_path / "out.opml"
    assert shell("export", "--opml", "-o", str(exported)) == 0
    other = Shell(tmp_path / "other.db", shell._capsys)
    assert other("import", str(exported)) == 0
    assert other.out == "1 feed added, 0 were there already\n"
    (feed,) = other.json("feeds", "--json")
    assert (feed["url"], feed["folder"]) == (server.url("/feed"), "Sea/North")
    assert other("import", str(exported)) == 0
    assert other.out == "0 feeds added, 1 was there already\n"


def test_an_opml_file_that_is_none_is_refused(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "x.opml").write_text("not an outline", encoding="utf-8")
    assert shell("import", str(tmp_path / "x.opml")) == 1
    assert shell("import", str(tmp_path / "missing.opml")) == 1
    assert "missing.opml" in shell.err


def test_removing_a_feed_takes_its_articles_off_the_list(shell: Shell, server: Server) -> None:
    address = server.on("/feed", Reply(ATOM))
    shell("add", address)
    assert shell("remove", address) == 0
    assert shell("list") == 4
    assert shell("remove", address) == 4


def test_hostile_names_are_printed_without_control_characters(shell: Shell, server: Server) -> None:
    evil = b"<rss version='2.0'><channel><title>A&#27;]52;c;QUJD&#7;B</title><item><guid>1</guid>"
    evil += b"<title>[/b] [@click=app.quit]x[/] \x1b]0;owned\x07</title></item></channel></rss>"
    shell("add", server.on("/feed", Reply(evil)))
    said = shell.out + shell.err
    assert shell("list") == 0
    said += shell.out + shell.err
    assert "[/b] [@click=app.quit]x[/]" in said
    assert not [character for character in said if ord(character) < 32 and character != "\n"]


def test_an_unusable_library_is_left_untouched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = tmp_path / "library.db"
    library.write_bytes(b"this is not a library at all" * 100)
    shell = Shell(library, capsys)
    assert shell("list") == 3
    assert "library.db" in shell.err
    assert library.read_bytes() == b"this is not a library at all" * 100


def test_a_mistake_in_the_configuration_is_told_and_the_rest_holds(shell: Shell, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[reader]\nmeasure = "wide"\n[refresh]\ninterval = 90\n', encoding="utf-8")
    assert shell("--config", str(config), "list") == 4
    first, *rest = shell.err.splitlines()
    assert "measure" in first
    assert rest == ["termnews: no article matches"]


def test_a_configuration_that_was_named_must_be_there(shell: Shell, tmp_path: Path) -> None:
    assert shell("--config", str(tmp_path / "missing.toml"), "list") == 3
    assert "missing.toml" in shell.err
    assert shell("--config", str(tmp_path), "list") == 4
    assert "not a regular file" in shell.err


def test_the_reader_without_a_terminal_says_what_to_use_instead(shell: Shell) -> None:
    assert shell("open") == 2
    assert "termnews list" in shell.err


SECRET = "s3cret"


@pytest.mark.parametrize("command", [("feeds",), ("feeds", "--json"), ("list", "--json"), ("show", "1", "--json")])
def test_secrets_of_an_address_are_not_printed(shell: Shell, server: Server, command: tuple[str, ...]) -> None:
    url = server.on("/feed", Reply(rss("One"))).replace("://", f"://user:{SECRET}@") + f"?token={SECRET}&page=2"
    assert shell("add", url) == 0, shell.err
    assert shell(*command) == 0
    assert "/feed?token=…&page=2" in shell.out
    assert SECRET not in shell.out + shell.err


def test_a_feed_is_removed_by_the_address_that_is_shown(shell: Shell, server: Server) -> None:
    url = server.on("/feed", Reply(rss("One"))).replace("://", f"://user:{SECRET}@") + f"?token={SECRET}"
    assert shell("add", url) == 0, shell.err
    assert shell("remove", shell.json("feeds", "--json")[0]["url"]) == 0


@pytest.mark.parametrize("number", ["99999999999999999999999", "-1", "0", "x\x1b[2J"])
def test_a_number_that_no_article_has_is_wrong_usage(
    shell: Shell, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        shell("show", "--", number)
    assert left.value.code == 2
    assert "\x1b" not in capsys.readouterr().err


def test_names_on_the_command_line_command_no_terminal(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        shell("import", "a.opml", "b\x1b]52;c;aGk=\x07.opml")
    assert "\x1b" not in capsys.readouterr().err


def test_a_file_that_is_no_list_of_feeds_is_named(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "plain.opml"
    path.write_bytes(b"no list")
    assert shell("import", str(path)) == 1
    assert shell.err.startswith("termnews: plain.opml: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("command", [("feeds",), ("list", "--json"), ("export", "--opml")])
def test_output_that_cannot_be_written_is_told_in_a_line(
    shell: Shell, server: Server, command: tuple[str, ...]
) -> None:
    assert shell("add", server.on("/feed", Reply(rss("One")))) == 0, shell.err
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "termnews", "--library", str(shell.library), *command],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1 and b"cannot be written" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_without_a_writer_holds_nothing_up(shell: Shell, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "feeds.opml")
    assert shell("import", str(tmp_path / "feeds.opml")) == 1
    assert "not a regular file" in shell.err


@pytest.mark.parametrize("command", ["feeds", "folders", "rules", "history", "tags", "list"])
def test_where_there_is_nothing_standard_error_says_so(shell: Shell, command: str) -> None:
    assert shell(command) == 4
    assert not shell.out and shell.err.count("\n") == 1
    assert shell(command, "--json") == 4
    assert json.loads(shell.out) == []


def test_removing_tells_what_was_there_and_what_was_not(shell: Shell, server: Server) -> None:
    address = server.on("/feed", Reply(ATOM))
    assert shell("add", address) == 0
    assert shell("remove", "nobody", address) == 1
    assert "unsubscribed" in shell.out and "nobody" in shell.err


def test_a_feed_that_was_removed_can_be_added_again(shell: Shell, server: Server) -> None:
    address = server.on("/feed", Reply(ATOM))
    for told in ("new", "0 new", "0 new"):
        assert shell("add", address) == 0, shell.err
        assert f"{told} article" in shell.out or told == "new"
        assert shell("remove", address) == 0
    assert shell("undo") == 0
    assert shell.json("feeds", "--json")[0]["url"] == address


def test_a_mistyped_command_is_told_apart_from_something_to_open(shell: Shell) -> None:
    assert shell("lst", "is:unread") == 2
    assert "Did you mean `termnews list`?" in shell.err


def test_a_tag_that_both_gave_is_told_once(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("---\ntitle: One\ntags: [Old Roads, sea]\n---\n\nBody.\n", encoding="utf-8")
    assert shell("add", str(tmp_path / "one.md"), "--tag", "old-roads") == 0
    assert shell("list", "--columns", "tags") == 0
    assert [tag_key(tag) for tag in shell.out.strip().split(",")] == ["old-roads", "sea"]
