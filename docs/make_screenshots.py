"""Draw the pictures of the README from the running reader: `make screenshots`.

The reader runs on the sample articles, without a terminal, and says itself what is on its screen.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from rich.cells import cell_len

from termnews.config import Config, RefreshConfig
from termnews.services.session import Session
from termnews.tui.app import TermnewsApp

_TEXT = re.compile(r'(?P<before><text [^>]*?)textLength="(?P<length>[\d.]+)"(?P<after>[^>]*>)(?P<text>[^<]*)</text>')

IMAGES = Path(__file__).resolve().parent / "images"


@dataclass(frozen=True)
class Picture:
    """A state of the reader worth seeing."""

    name: str
    size: tuple[int, int]
    theme: str
    keys: tuple[str, ...] = ()


PICTURES = (
    Picture("wide-dark", (170, 44), "termnews-dark"),
    Picture("medium-light", (120, 36), "termnews-light", ("g", "g")),
    Picture("narrow-dark", (80, 24), "termnews-dark", ("enter",)),
)


async def draw(picture: Picture, library: Path) -> str:
    """Run the reader up to a state and return the picture as SVG."""
    config = Config(library=str(library), refresh=RefreshConfig(automatic=False))
    with Session(config) as session:
        app = TermnewsApp(session, config)
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause(3.0)
            app.theme = picture.theme
            for key in ("escape", *picture.keys):
                await pilot.press(key)
                await pilot.pause(0.6)
            return app.export_screenshot(title="termnews")


def main() -> None:
    """Write all pictures."""
    IMAGES.mkdir(exist_ok=True)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    with tempfile.TemporaryDirectory(prefix="termnews-pictures-") as folder:
        for picture in PICTURES:
            svg = asyncio.run(draw(picture, Path(folder) / "library.db"))
            (IMAGES / f"{picture.name}.svg").write_text(with_wide_characters(svg), encoding="utf-8")


def with_wide_characters(svg: str) -> str:
    """Give text with wide characters its room: the toolkit counts characters, not cells, and draws them too close."""

    def widened(found: re.Match[str]) -> str:
        text = unescape(found["text"])
        length = float(found["length"]) * cell_len(text) / max(1, len(text))
        return f'{found["before"]}textLength="{length:g}"{found["after"]}{found["text"]}</text>'

    return _TEXT.sub(widened, svg)


if __name__ == "__main__":
    main()
