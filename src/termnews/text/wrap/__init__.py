"""Blocks to lines of styled runs, measured in cells: the article as it stands on the screen.

The place in a text is counted in visible characters, so that it holds at every width: the offset of a line is the
number of characters of the article before it, blanks and everything that is only drawn (bars, bullets, margins,
continuation marks, labels of folds) not counted, folded text counted as if it were shown.
"""

from __future__ import annotations

from termnews.text.wrap.cells import cell_width
from termnews.text.wrap.page import lay_out, line_at, position_of, wrap
from termnews.text.wrap.styles import STYLES

__all__ = ["STYLES", "cell_width", "lay_out", "line_at", "position_of", "wrap"]
