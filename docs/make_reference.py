"""Write the reference pages that follow from the code: docs/keys.md and docs/config.md.

Run with `make docs`; a test compares the pages with what this writes.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

import termnews.tui.commands  # noqa: F401 - fills the registry
from termnews import config
from termnews.tui.commands.registry import GROUPS, REGISTRY

HERE = Path(__file__).resolve().parent


def config_page() -> str:
    """The settings with their meaning, default and type."""
    lines = [
        "# Configuration",
        "",
        "Made from the code by `make docs`. The file is optional; `TERMNEWS_CONFIG` or `--config` names another.",
        "Its usual place is `~/.config/termnews/config.toml` on Linux,",
        "`~/Library/Application Support/termnews/config.toml` on macOS, and",
        "`%LOCALAPPDATA%\\termnews\\config.toml` on Windows.",
        "A mistake in it is told at the start, and the default holds for that setting.",
        "",
    ]
    sections = [(name, kind) for name, kind in _sections()]
    lines += ["## Top level", "", "| Setting | Meaning | Default |", "|---|---|---|"]
    lines += [_row(name, told, default) for name, told, default in _fields(config.Config) if name not in dict(sections)]
    for name, kind in sections:
        lines += ["", f"## `[{name}]`", "", "| Setting | Meaning | Default |", "|---|---|---|"]
        lines += [_row(field, told, default) for field, told, default in _fields(kind)]
    return "\n".join(lines) + "\n"


def keys_page() -> str:
    """Every action with its keys, by group."""
    lines = [
        "# Keys",
        "",
        "Made from the code by `make docs`. `?` in the reader shows the same; `[keys]` changes them.",
        "",
    ]
    for group in GROUPS:
        lines += [f"## {group}", "", "| Key | Action | What it does | Name in `[keys]` |", "|---|---|---|---|"]
        for command in REGISTRY:
            if command.group == group:
                keys = ", ".join(_key(key) for key in command.keys)
                lines.append(f"| {keys} | {command.title} | {command.help} | `{command.id}` |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _key(key: str) -> str:
    """A key as a person writes it; a bar would end the cell."""
    told = {
        "vertical_line": "\\|",
        "question_mark": "?",
        "slash": "/",
        "colon": ":",
        "comma": ",",
        "plus": "+",
        "full_stop": ".",
    }
    return f"`{told.get(key, key)}`"


def _sections() -> Iterator[tuple[str, type[msgspec.Struct]]]:
    for field in msgspec.structs.fields(config.Config):
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield field.name, field.type


def _fields(kind: type[msgspec.Struct]) -> Iterator[tuple[str, str, object]]:
    told = _docstrings(kind)
    for field in msgspec.structs.fields(kind):
        default = field.default if field.default is not msgspec.NODEFAULT else None
        yield field.name, told.get(field.name, ""), default


def _docstrings(kind: type) -> dict[str, str]:
    """The docstring under each field."""
    (definition,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(definition, ast.ClassDef)
    found = {}
    for node, after in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            assert isinstance(node.target, ast.Name)
            found[node.target.id] = " ".join(str(after.value.value).split())
    return found


def _row(name: str, told: str, default: object) -> str:
    value = str(default).lower() if isinstance(default, bool) else str(default)
    shown = "" if default in (None, "", ()) or default == {} else f"`{value}`"
    return f"| `{name}` | {told} | {shown} |"


def main() -> None:
    """Write both pages."""
    (HERE / "config.md").write_text(config_page(), encoding="utf-8")
    (HERE / "keys.md").write_text(keys_page(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
