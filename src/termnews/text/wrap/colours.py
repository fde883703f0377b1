"""The colours of code: which language it is in, which role each piece has; bounded in size and computing time."""

from __future__ import annotations

import json
import re
import time

from termnews.text.wrap.cells import attached

LARGEST = 20_000
"""Characters of a block above which it is not coloured."""
PATIENCE = 0.4
"""Seconds of computing that the colours of one block may take; after that, no more colours on the page."""
_LONGEST_LINE = 2_000
"""Characters of a line above which a block is not coloured: no person wrote it."""

_VOID = re.compile(r"\s{200}")
"""Blanks in a row that make lexers slow, and that nobody writes."""

_NAMES = """
ada apacheconf applescript arduino asm nasm awk bash batch bibtex c clojure cmake coffeescript common-lisp console
cpp crystal csharp css cython d dart diff docker elixir elm emacs-lisp erlang fish fortran fsharp gdscript
gherkin glsl go graphql groovy haskell hcl html http ini java javascript json json5 jsx julia kotlin less llvm lua
make markdown mysql nginx nim nixos objective-c ocaml octave pascal perl php postgresql powershell prolog
properties protobuf puppet python pycon pytb r racket rst ruby rust sass scala scheme scss sml solidity sparql sql
sqlite3 swift systemd tcl terraform tex toml tsx typescript typst vala vb.net verilog vhdl vim vue wast xml
xquery yaml zig
"""
_LANGUAGES = frozenset(_NAMES.split())
"""Names of languages whose lexers were tried on hostile texts; others are not coloured."""

_ROLES = (
    ("Token.Comment.Preproc", "code-keyword"),
    ("Token.Comment", "code-comment"),
    ("Token.Keyword", "code-keyword"),
    ("Token.Operator.Word", "code-keyword"),
    ("Token.Operator", "code-operator"),
    ("Token.Literal.String", "code-string"),
    ("Token.Literal.Number", "code-number"),
    ("Token.Literal.Date", "code-number"),
    ("Token.Name.Function", "code-name"),
    ("Token.Name.Class", "code-name"),
    ("Token.Name.Namespace", "code-name"),
    ("Token.Name.Tag", "code-keyword"),
    ("Token.Name.Attribute", "code-name"),
    ("Token.Name.Builtin", "code-name"),
    ("Token.Name.Decorator", "code-name"),
    ("Token.Name.Exception", "code-name"),
    ("Token.Name.Constant", "code-number"),
    ("Token.Generic.Deleted", "code-deleted"),
    ("Token.Generic.Inserted", "code-inserted"),
    ("Token.Generic.Heading", "code-keyword"),
    ("Token.Generic.Subheading", "code-keyword"),
    ("Token.Generic.Prompt", "code-comment"),
    ("Token.Generic.Output", "code"),
)
"""Families of tokens and their roles; the first that fits counts."""

_SIGNS_OF = tuple(
    (language, re.compile(pattern, re.MULTILINE))
    for language, pattern in (
        (
            "python",
            r"\A#!.*\bpython|^(?:async )?def \w+\(.*\).*:\s*$|^from [\w.]+ import \w|^class \w+(?:\(.*\))?:\s*$",
        ),
        ("bash", r"\A#!.*\b(?:ba|z|k|da)?sh\b"),
        ("console", r"\A(?:[\w.-]+@[\w.-]+[:~][^\n]*)?\$ \w"),
        ("php", r"\A\s*<\?php\b"),
        ("html", r"\A\s*<(?:!doctype html|html\b|head\b|body\b|div\b|script\b)"),
        ("xml", r"\A\s*<\?xml\b|\A\s*<(?:rss|feed|opml|svg)\b"),
        ("diff", r"\Adiff --git |^--- .+\n\+\+\+ .+\n@@ "),
        ("c", r"^#include\s*[<\"]\S+[>\"]"),
        ("rust", r"^(?:pub )?fn \w+.*\{\s*$|^use (?:std|crate)::|\blet mut \w+"),
        ("go", r"^package \w+\s*$|^func (?:\(\w+ \*?\w+\) )?\w+\("),
        ("java", r"^(?:public |abstract |final )*(?:class|interface|enum) \w+.*\{\s*$"),
        ("typescript", r"^(?:export )?interface \w+ \{|^(?:export )?type \w+ = "),
        (
            "javascript",
            r"^(?:const|let|var) \w+ = |^(?:async )?function\s*\w*\(|^import .+ from ['\"]|^module\.exports",
        ),
        ("sql", r"\A\s*(?:SELECT\b[\s\S]+\bFROM\b|CREATE (?:TABLE|INDEX|VIEW)\b|INSERT INTO\b|ALTER TABLE\b)"),
        ("css", r"^[.#@]?[\w-]+(?:[ ,>:.#][^{}\n]*)?\{[ \t]*\n[ \t]+[\w-]+:\s*[^;\n]+;"),
        ("docker", r"\AFROM \S+(?: AS \w+)?\s*\n(?:.*\n)*?(?:RUN|COPY|CMD|WORKDIR) "),
        ("toml", r"\A\s*\[\[?[\w.-]+\]\]?\s*\n[\w-]+ = "),
    )
)


def coloured(text: str, language: str) -> tuple[list[list[tuple[str, str]]], bool] | None:
    """Return the lines as (text, role), and whether that was done in time; None when the language is not known.

    Where the lexer takes too long, or leaves something out, the rest stays plain.
    """
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return None
    if _LANGUAGES.isdisjoint(lexer.aliases):
        return None
    lines: list[list[tuple[str, str]]] = [[]]
    roles: dict[object, str] = {}
    end = time.thread_time() + PATIENCE
    place = 0
    for start, token, value in lexer.get_tokens_unprocessed(text + "\n"):
        if start != place or time.thread_time() > end:
            break
        role = roles.get(token)
        if role is None:
            role = roles[token] = _role(str(token))
        _add(lines, value, role)
        place += len(value)
    _add(lines, text[place:], "code")
    if not lines[-1]:
        lines.pop()
    return lines, time.thread_time() < end


def _add(lines: list[list[tuple[str, str]]], text: str, role: str) -> None:
    """Add text of one role to lines, beginning new ones where it does."""
    for index, part in enumerate(text.split("\n")):
        if index:
            lines.append([])
        if part:
            _append(lines[-1], part, role)


def _append(line: list[tuple[str, str]], part: str, role: str) -> None:
    """Add a piece to a line; what belongs to the character or has the look of the piece before joins that."""
    if line:
        before, same = line[-1]
        head = len(part) if same == role else attached(before, part)
        line[-1] = (before + part[:head], same)
        part = part[head:]
    if part:
        line.append((part, role))


def _role(token: str) -> str:
    return next((role for family, role in _ROLES if token.startswith(family)), "code")


def language_of(stated: str | None, text: str) -> str | None:
    """Return the language that the page states, else the one that the text plainly is in, else None."""
    if len(text) > LARGEST or max(map(len, text.split("\n"))) > _LONGEST_LINE or _VOID.search(text):
        return None
    if stated:
        name = stated.strip().lower().removeprefix("language-").removeprefix("lang-")
        return None if name in {"", "text", "plain", "plaintext", "none", "txt", "output"} else name[:40]
    for language, pattern in _SIGNS_OF:
        if pattern.search(text):
            return language
    if text[0] in "{[" and text[-1] in "}]":
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return None
        return "json"
    return None
