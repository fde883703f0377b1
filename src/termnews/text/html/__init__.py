"""HTML: decoding bytes, blocks for the article pane, plain text, and what a whole page says of itself.

The only part of the program that imports the HTML parser.
"""

from __future__ import annotations

from termnews.text.html.blocks import blocks_from_html
from termnews.text.html.charset import decode
from termnews.text.html.dom import beginning_of
from termnews.text.html.page import WebPage, read_page
from termnews.text.html.plain import text_from_html, unescape

__all__ = ["WebPage", "beginning_of", "blocks_from_html", "decode", "read_page", "text_from_html", "unescape"]
