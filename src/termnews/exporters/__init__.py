"""Articles as documents of other forms; each format is one module and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from termnews.exporters.base import Exporter, Piece
from termnews.exporters.epub import Epub
from termnews.exporters.jsonfeed import JsonFeed
from termnews.exporters.letter import Letter, Mailbox
from termnews.exporters.markdown import Markdown
from termnews.exporters.plaintext import PlainText
from termnews.exporters.webpage import WebPage

__all__ = ["EXPORTERS", "Exporter", "Piece"]

_ALL: tuple[Exporter, ...] = (Markdown(), WebPage(), PlainText(), JsonFeed(), Epub(), Letter(), Mailbox())

EXPORTERS: Mapping[str, Exporter] = {exporter.name: exporter for exporter in _ALL}
"""By name."""
