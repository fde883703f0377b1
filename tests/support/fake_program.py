"""The reader on made-up news, as a program of its own: `python -m tests.support.fake_program [hostile]`."""

from __future__ import annotations

import sys

from termnews.config import Config, RefreshConfig
from termnews.model.ids import FeedId
from termnews.tui.app import TermnewsApp
from tests.support.fake_news import ARTICLES, HOSTILE, Story
from tests.support.fake_session import FakeSession


def main(arguments: list[str]) -> None:
    """Run until it is left."""
    evil = [Story(title, FeedId(1), number, (title,)) for number, title in enumerate(HOSTILE)]
    stories = [*evil, *ARTICLES] if "hostile" in arguments else ARTICLES
    TermnewsApp(FakeSession(stories), Config(refresh=RefreshConfig(automatic=False))).run()


if __name__ == "__main__":
    main(sys.argv[1:])
