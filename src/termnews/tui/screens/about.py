"""What is known about a feed or an article, in one box: addresses, dates, failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from termnews.config import Config
from termnews.model.article import Article
from termnews.model.entry import EntryFlags
from termnews.model.facets import Tally
from termnews.model.feed import Feed, FeedHealth
from termnews.query.rules import Deed
from termnews.services.feedsettings import facts as facts_of
from termnews.text.numbers import counted
from termnews.tui import times
from termnews.tui.safe import assemble, content

Fact = tuple[str, str]
"""A label and what there is to say."""

TAGS, OWN_TAGS = "Tags", "Own tags"
"""Labels of facts about an article that are tags, one a line."""


def of_feed(feed: Feed, health: FeedHealth | None, tally: Tally, now: int, config: Config) -> list[Fact]:
    """Say what a feed is, what is set for it, and how it fares: what failed, since when, the next try."""
    facts = [("Address", feed.url), ("Site", feed.site_url or ""), ("Folder", feed.folder or "none")]
    facts += [("Own tags", ", ".join(feed.tags)), ("Articles", f"{tally.total:,}, {tally.unread:,} unread")]
    facts.append(("Added", times.date(feed.added) if feed.added else ""))
    facts += [(setting.title, told) for setting, told, own in facts_of(feed, config) if own]
    if health is not None:
        facts.append(("Last check", _ago(health.checked, now)))
        if health.error:
            facts += [("Problem", health.error), ("Last success", _ago(health.succeeded, now) or "never")]
            facts.append(("Failures", f"{health.failures} in a row"))
        if health.gone:
            facts.append(("Next check", "never: the feed is gone for good"))
        elif health.due:
            facts.append(("Next check", times.until(health.due, now)))
        facts.append(("Moved to", health.moved_to or ""))
    return [fact for fact in facts if fact[1]]


def trouble(health: FeedHealth, now: int) -> str:
    """Say in a line why a feed cannot be read, since when, and when it is tried again."""
    parts = [health.error or "", f"last read {times.ago(health.succeeded, now)}" if health.succeeded else "never read"]
    if health.gone:
        parts.append("not tried again")
    elif health.due:
        parts.append(f"next try {times.until(health.due, now)}")
    return " · ".join(parts)


def _ago(then: int | None, now: int) -> str:
    return f"{times.date(then)}, {times.ago(then, now)}" if then else ""


def of_article(article: Article) -> list[Fact]:
    """Say where an article comes from."""
    headline = article.headline
    facts = [("Feed", headline.feed_title), ("Address", article.url or ""), ("Authors", ", ".join(article.authors))]
    facts.append(("Published", times.date(article.published) if article.published else "no date given"))
    facts.append(("Updated", times.date(article.updated) if article.updated else ""))
    facts.append(("File time" if not headline.dated else "Sorted by", times.date(headline.sort_at)))
    facts.append(("Snoozed until", times.date(headline.snoozed_until) if headline.snoozed_until else ""))
    facts.append(("Kept unread", "until you mark it read yourself" if headline.is_kept else ""))
    facts += [(TAGS, "\n".join(headline.tags)), (OWN_TAGS, "\n".join(headline.own_tags))]
    facts += [("Words", f"{article.words:,}" if article.words else ""), ("Comments", article.comments_url or "")]
    facts += [("Attached", enclosure.url) for enclosure in article.enclosures]
    facts.append(("Folded", counted(article.folded, "line") if article.folded else ""))
    return [fact for fact in facts if fact[1]]


def of_deeds(deeds: Sequence[Deed], now: int) -> list[Fact]:
    """Say what rules did to an article."""
    words = {EntryFlags.HIDDEN: "hid it", EntryFlags.READ: "marked it read", EntryFlags.STARRED: "starred it"}
    facts = []
    for deed in deeds:
        done = [told for flag, told in words.items() if flag in deed.flags]
        done += ["gave " + ", ".join(f"#{tag}" for tag in deed.tags)] if deed.tags else []
        gone = " (deleted since)" if deed.removed else ""
        facts.append(("Rule", f"{deed.rule}{gone} {' and '.join(done)}, {times.ago(deed.at, now)}"))
    return facts


class AboutScreen(ModalScreen[str | None]):
    """A table of facts; any of the usual keys closes it, a click on a tag does so with the tag."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i,h,left,enter,space", "leave", "Close")]

    def __init__(self, title: str, facts: Sequence[Fact]) -> None:
        super().__init__()
        self._title = title
        self._facts = facts
        self._tags: list[str] = []

    def compose(self) -> ComposeResult:
        """The title and the facts."""
        wide = max((len(label) for label, _ in self._facts), default=0)
        rows = [
            assemble((f"{label.rjust(wide)}  ", "$ink-muted")) + self._told(*fact)
            for fact in self._facts
            for label in fact[:1]
        ]
        with Vertical(classes="box"):
            yield Static(content(self._title), classes="box-title")
            yield Static(Content("\n").join(rows))
            yield Static(content("Esc closes"), classes="box-hint")

    def _told(self, label: str, told: str) -> Content:
        if label not in (TAGS, OWN_TAGS):
            return content(told)
        chips = []
        for tag in told.split("\n"):
            # The tag itself stays out of the action, which is read as code: only its number goes there.
            action = Style.from_meta({"@click": f"screen.press_tag({len(self._tags)})"})
            chips.append(content(f"#{tag}", "$own-tag" if label == OWN_TAGS else "$tag").stylize(action))
            self._tags.append(tag)
        return Content("  ").join(chips)

    def action_press_tag(self, number: int) -> None:
        """Close with a tag."""
        self.dismiss(self._tags[number])

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
