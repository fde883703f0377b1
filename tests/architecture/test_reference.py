"""Pages that follow from the code say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("page", "maker"), [("config.md", "config_page"), ("keys.md", "keys_page")])
def test_the_page_is_up_to_date(page: str, maker: str) -> None:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written == getattr(module, maker)(), "run `make docs`"
