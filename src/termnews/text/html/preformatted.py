"""Preformatted text and source code: kept to the letter, with its language where the page names it."""

from __future__ import annotations

import re
from functools import partial

from termnews.model.article import Code
from termnews.text.clean import clean_run
from termnews.text.html.builder import Attributes, Builder, Start

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight-text|sourceCode|brush|prettyprint\s+lang)(?:-|:\s*|\s+)([\w+#.-]{1,30})"
)
_KNOWN = re.compile(
    r"(?:^|\s)(python|py|javascript|js|typescript|ts|bash|sh|shell|console|html|xml|css|json|yaml|toml|rust|go|java|c|cpp|c\+\+|"
    r"csharp|ruby|perl|php|lua|sql|swift|kotlin|scala|haskell|lisp|elisp|clojure|elixir|erlang|r|diff|ini|make|nix|zig)(?:\s|$)"
)
_NOT_LANGUAGES = frozenset({"none", "text", "plaintext", "plain", "nohighlight", "auto", "line-numbers", "notranslate"})


def language_of(attributes: Attributes) -> str | None:
    """Read the language of a piece of code from the ways that pages name it."""
    for name in ("data-lang", "data-language", "data-enlighter-language"):
        named = attributes.get(name)
        if named and re.fullmatch(r"[\w+#.-]{1,30}", named):
            return _sensible(named)
    classes = attributes.get("class") or ""
    found = _LANGUAGE.search(classes) or _KNOWN.search(classes)
    return _sensible(found[1]) if found else None


def surrounding_language(classes: str) -> str | None:
    """Read the language that the classes of an element around code name."""
    if "highlight" not in classes and "ode" not in classes and "language-" not in classes and "brush" not in classes:
        return None
    return language_of({"class": classes})


def _sensible(name: str) -> str | None:
    """Return the name in lower case, None where it says that there is no language."""
    name = name.lower()
    return None if name in _NOT_LANGUAGES else name


def _pre(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Begin preformatted text."""
    if builder.verbatim is not None:
        builder.at_end(None)
        return
    builder.flush()
    builder.verbatim = []
    builder.language = language_of(attributes) or builder.surrounding_language
    builder.at_end(partial(_end_pre, builder))


def _end_pre(builder: Builder) -> None:
    """Add preformatted text as a block."""
    text = clean_run("".join(builder.verbatim or ()))
    builder.verbatim = None
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    if lines:
        builder.add(Code("\n".join(lines), builder.language))


STARTS: dict[str, Start] = {"listing": _pre, "plaintext": _pre, "pre": _pre, "xmp": _pre}
