"""What a text file says of itself at its head: YAML between `---`, TOML between `+++`, JSON, or lines of `Title: …`.

Values come out as plain strings; nothing in a header is executed, followed or converted by the YAML library.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from termnews.text.clean import clean_line, clean_text
from termnews.text.plain import split_tags

LONGEST = 64_000
"""Characters of a header; a longer one is text."""
MOST_LINES = 400
DEEPEST = 8
"""Levels of lists and tables inside a header."""
MOST_VALUES = 500

_FENCED = re.compile(
    r"\A\s*(?:---[ \t]*\n(?P<yaml>(?:.*\n){0,400}?)(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\n(?P<toml>(?:.*\n){0,400}?)\+\+\+)[ \t]*(?:\n|\Z)"
)
_OPEN_YAML = re.compile(
    r"\A\s*(?P<yaml>(?:[A-Za-z][\w-]{0,30}:(?:[ \t].*)?\n|[ \t]*-[ \t].*\n){2,60})---[ \t]*(?:\n|\Z)"
)
_PANDOC = re.compile(
    r"\A\s*%[ \t](?P<title>\S.*)\n%(?P<authors>.*(?:\n[ \t]+\S.*){0,9})(?:\n|\Z)(?:%(?P<date>.*)(?:\n|\Z))?"
)
_KEY_LINE = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,30}?)[ \t]*[:=][ \t]*(?P<value>.*)")
_HEADER_LINE = re.compile(
    r"(?:#\+)?(?P<key>[A-Za-z][A-Za-z_ -]{1,24}):[ \t]+(?P<value>\S.*)|@(?P<at>[A-Za-z]{2,20})[ \t]+(?P<told>\S.*)"
)
_NOTHING = frozenset({"", "~", "null", "none", "[]", "{}", "''", '""'})

_NAMES = """
title: title headline titre titel título titulo titolo заголовок 标题 標題 タイトル
date: datum fecha data дата 日期 日付
authors: auteur auteurs autor autorin autoren autore autores автор 作者 著者
tags: mots_clés mots_cles schlagwörter schlagworte stichwörter stichworte kategorien etiquetas étiquettes теги 标签 標籤
tags: タグ
date: date published pubdate pub_date publish_date publishdate published_at date_published created created_at posted
date: datetime
updated: updated modified lastmod last_modified updated_at modified_at date_modified moddate mod_date date_updated
updated: last_updated
authors: author authors by byline creator writer
tags: tags tag keywords keyword categories category topics topic
summary: summary description excerpt abstract
url: link url source source_url canonical canonical_url canonicalurl permalink original original_url external_url
language: lang language locale
image: image cover thumbnail
"""
_KEYS = {
    name: key
    for key, _, names in (row.partition(": ") for row in _NAMES.strip().splitlines())
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A header, read. Keys that mean nothing here are left out."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By `title`, `date`, `updated`, `authors`, `tags`, `summary`, `url`, `language`, `image`; cleaned."""
    body: str = field(default="", repr=False)
    """The text below the header."""
    notes: tuple[str, ...] = ()

    def first(self, key: str) -> str:
        """The first value of a key, empty without one."""
        return next(iter(self.values.get(key, ())), "")


class _Loader(yaml.BaseLoader):
    """Strings, lists and tables only: no tags, no aliases (a few bytes of them unfold to gigabytes), limited depth."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node, unless it is an alias or lies too deep."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.YAMLError("nested too deep")
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_front_matter(text: str) -> FrontMatter:
    """Split a text into what its header states and its body; a text without a header is all body."""
    head = text[: LONGEST + 20]
    for reader in (_read_json, _read_open_yaml, _read_pandoc):
        found = reader(text, head)
        if found is not None:
            return found
    fenced = _FENCED.match(head)
    if fenced is not None:
        source = fenced["yaml"] if fenced["yaml"] is not None else fenced["toml"]
        if any(_KEY_LINE.match(line) for line in source.splitlines()):
            read, notes = _read_yaml(source) if fenced["yaml"] is not None else _read_toml(source)
            return FrontMatter(_known(read), text[fenced.end() :], notes)
    return _read_lines(text, head)


def _read_json(text: str, head: str) -> FrontMatter | None:
    """An object at the very top, as Hugo takes it."""
    start = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    if not head.startswith("{", start):
        return None
    try:
        read, end = json.JSONDecoder(strict=False).raw_decode(head, start)
    except (ValueError, RecursionError):
        return None
    values = _known(read)
    return FrontMatter(values, text[end:]) if "title" in values else None


def _read_open_yaml(text: str, head: str) -> FrontMatter | None:
    """YAML that only a closing `---` marks, as Hexo takes it: two keys at least, for one above dashes is a heading."""
    found = _OPEN_YAML.match(head)
    if found is None or sum(_KEY_LINE.match(line) is not None for line in found["yaml"].splitlines()) < 2:
        return None
    read, notes = _read_yaml(found["yaml"])
    values = _known(read)
    return FrontMatter(values, text[found.end() :], notes) if "title" in values else None


def _read_pandoc(text: str, head: str) -> FrontMatter | None:
    """Title, authors and date on lines that begin with `%`."""
    found = _PANDOC.match(head)
    if found is None:
        return None
    title, authors, date = ((found[key] or "").strip() for key in ("title", "authors", "date"))
    told = {"title": title, "authors": [part for part in re.split(r"\s*;\s*|\n\s+", authors) if part], "date": date}
    return FrontMatter(_known(told), text[found.end() :])


def _read_yaml(source: str) -> tuple[Mapping[str, object], tuple[str, ...]]:
    try:
        # Only the plain loader above: everything is a string, no Python object can be named.
        read = yaml.load(clean_text(source), Loader=_Loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        return _by_lines(source), ("its front matter is not valid YAML; read line by line",)
    if isinstance(read, dict):
        return {str(key): value for key, value in read.items()}, ()
    return _by_lines(source), ()


def _read_toml(source: str) -> tuple[Mapping[str, object], tuple[str, ...]]:
    try:
        return tomllib.loads(source), ()
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return _by_lines(source), ("its front matter is not valid TOML; read line by line",)


def _by_lines(source: str) -> dict[str, object]:
    """`key: value` line by line, `- item` below a key: for headers that no parser takes."""
    found: dict[str, object] = {}
    items: list[str] = []
    for line in source.splitlines()[:MOST_LINES]:
        stripped = line.strip()
        pair = _KEY_LINE.fullmatch(stripped) if line[:1].strip() else None
        if pair is not None:
            value = pair["value"].strip().strip("\"'")
            items = []
            found[pair["key"]] = _bracketed(value) if value else items
        elif stripped.startswith("- "):
            items.append(stripped[2:].strip().strip("\"'"))
    return found


def _bracketed(value: str) -> object:
    if value.startswith("[") and value.endswith("]"):
        return [part.strip().strip("\"'") for part in value[1:-1].split(",")]
    return value


def _read_lines(text: str, head: str) -> FrontMatter:
    """Lines of `Title: …` (or `@title …`) before the first blank line; a title among them, or nothing is a header."""
    found: dict[str, list[str]] = {}
    place = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    started = False
    for line in head[place:].splitlines(keepends=True)[:MOST_LINES]:
        pair = _HEADER_LINE.fullmatch(line.strip())
        key = _KEYS.get(_spelling(pair["key"] or pair["at"])) if pair is not None else None
        if pair is None or (key is None and not started):
            break
        started = True
        if key is not None:
            value = pair["value"] or pair["told"]
            found.setdefault(key, []).extend(split_tags(value) if key == "tags" else [value])
        place += len(line)
    marked = head.lstrip("\ufeff \t\r\n").startswith("@title")
    if "title" not in found or (len(found) < 2 and not marked):
        return FrontMatter(body=text)
    return FrontMatter(_known(found), text[place:])


def _spelling(key: str) -> str:
    return re.sub(r"[\s.-]+", "_", key.strip().casefold())


def _known(read: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The values of known keys as cleaned strings; tables of taxonomies are looked into."""
    values: dict[str, list[str]] = {}
    for key, value in read.items():
        name = _KEYS.get(_spelling(key))
        if name is not None:
            # A string of tags is a list of them; an item of a list is one tag, whatever stands in it.
            lone = name == "tags" and isinstance(value, str)
            told = _strings(value, 0)
            if lone and told:
                told = told[0].split() if "layout" in read and "," not in told[0] else list(split_tags(told[0]))
            if isinstance(value, dict) and name == "date":
                read_inside = _known({str(key): held for key, held in value.items()})
                values.setdefault("updated", []).extend(read_inside.get("updated", ()))
                told = list(read_inside.get("date", ()))
            values.setdefault(name, []).extend(told)
        elif isinstance(value, dict) and _spelling(key) in {"taxonomies", "extra", "params"}:
            for inner, held in _known({str(key): held for key, held in value.items()}).items():
                values.setdefault(inner, []).extend(held)
    return {key: tuple(told) for key, told in values.items() if told}


def _strings(value: object, depth: int) -> list[str]:
    return list(_walk(value, depth))[:MOST_VALUES]


def _walk(value: object, depth: int) -> Iterator[str]:
    """Strings in a value; of a table what it calls its name."""
    if depth > DEEPEST or value is None or isinstance(value, bool):
        return
    if isinstance(value, dict):
        lowered = {str(key).casefold(): inner for key, inner in value.items()}
        for key in ("name", "title", "url"):
            if key in lowered:
                yield from _walk(lowered[key], depth + 1)
                return
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _walk(inner, depth + 1)
    else:
        line = clean_line(value.isoformat() if hasattr(value, "isoformat") else str(value), 10_000)
        if line.casefold() not in _NOTHING:
            yield line
