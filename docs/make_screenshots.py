"""Draw the pictures of the README from the running reader: `make screenshots`.

The reader runs on the sample articles, without a terminal, and says itself what is on its screen.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from termnews.config import Config, RefreshConfig
from termnews.services.session import Session
from termnews.tui.app import TermnewsApp

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
            (IMAGES / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
