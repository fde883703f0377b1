"""The side bar: places of the library, smart folders, then folders and feeds with what is unread in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from termnews.model.facets import Counts, Tally
from termnews.model.feed import Feed, FeedHealth
from termnews.model.ids import FeedId
from termnews.tui.cells import Piece, between, clip
from termnews.tui.rowmap import RowMap
from termnews.tui.widgets.rows import RowPane

PLACES = (
    ("today", "Today"),
    ("unread", "Unread"),
    ("starred", "Starred"),
    ("local", "On disk"),
    ("started", "Continue reading"),
    ("recent", "Recently read"),
    ("snoozed", "Snoozed"),
    ("all", "All articles"),
)
"""Keys and names of the places that every library has; some are shown only when there is something in them."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """A row: a place, a smart folder, a folder or a feed."""

    kind: str
    """`place`, `smart`, `folder` or `feed`."""
    key: str
    """Name of the place or the smart folder, path of the folder, or number of the feed."""
    label: str
    number: int = 0
    depth: int = 0
    feed_ids: tuple[FeedId, ...] = ()
    closed: bool = False
    problem: bool = False


class SideBar(RowPane):
    """A tree of at most a few thousand rows; the row that is listed now is marked."""

    HEADING = 2

    @dataclass
    class Chosen(Message):
        """A row is to be listed."""

        row: SideRow

    def __init__(self, *, id: str | None = None, extra: Sequence[SideRow] = ()) -> None:  # noqa: A002
        super().__init__(id=id)
        self.extra = tuple(extra)
        """Rows above the places: what was opened from the command line."""
        self.shown = ""
        """Kind and key of what is listed, joined by a colon."""
        self._feeds: tuple[Feed, ...] = ()
        self._smart: tuple[SideRow, ...] = ()
        self._parts: dict[int, str] = {}
        self._counts = Counts()
        self._failing: frozenset[FeedId] = frozenset()
        self._shut: set[str] = set()
        self._rows: list[SideRow] = []
        self._build()

    @property
    def closed(self) -> list[str]:
        """Paths of the folders that are closed."""
        return sorted(self._shut)

    def update(
        self,
        *,
        feeds: Sequence[Feed] | None = None,
        counts: Counts | None = None,
        healths: Mapping[FeedId, FeedHealth] | None = None,
        closed: Sequence[str] | None = None,
        smart: Sequence[SideRow] | None = None,
    ) -> None:
        """Take what is known anew; the cursor stays on its row."""
        self._smart = self._smart if smart is None else tuple(smart)
        self._feeds = self._feeds if feeds is None else tuple(feeds)
        self._counts = counts or self._counts
        if healths is not None:
            self._failing = frozenset(feed_id for feed_id, health in healths.items() if health.error)
        if closed is not None:
            self._shut = set(closed)
        self._build()

    def mark(self, kind: str, key: str) -> None:
        """Mark the row that is listed, and bring the cursor to it unless the person is moving it."""
        self.shown = f"{kind}:{key}"
        self._build()
        if not self.has_focus:
            self.cursor = next((at for at, row in enumerate(self._rows) if self._is_shown(row)), self.cursor)
            self.reveal()
        self.repaint()

    @property
    def all_rows(self) -> Sequence[SideRow]:
        """Every row, folders that are closed counting as one."""
        return tuple(self._rows)

    def find(self, kind: str, key: str) -> SideRow | None:
        """The row of a place, folder or feed."""
        return next((row for row in self._rows if row.kind == kind and row.key == key), None)

    @property
    def row(self) -> SideRow | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def feed_ids(self) -> tuple[FeedId, ...]:
        """The feed, or the folder's feeds, under the cursor."""
        return self.row.feed_ids if self.row else ()

    @property
    def smart_folder(self) -> str:
        """Name of the smart folder under the cursor; empty when it is on something else."""
        return self.row.key if self.row and self.row.kind == "smart" else ""

    @property
    def label(self) -> str:
        """What the row under the cursor is called."""
        return self.row.label if self.row else ""

    # Building

    def _build(self) -> None:
        here = (self.row.kind, self.row.key) if self.row else None
        places = [
            SideRow("place", key, label, self._place_number(key))
            for key, label in PLACES
            if self._is_in_use(key) or self.shown == f"place:{key}"
        ]
        parts = {" LIBRARY": [*self.extra, *places], " SMART FOLDERS": self._smart, " FEEDS": self._branch("", 0)}
        self._rows, self._parts = [], {}
        for title, part in parts.items():
            if part:
                self._parts[len(self._rows)] = title
            self._rows += part
        self.rows = RowMap(1, self.HEADING)
        self.rows.rows = len(self._rows)
        for row in self._parts:
            self.rows.add_heading(row)
        same = (at for at, row in enumerate(self._rows) if (row.kind, row.key) == here)
        self.cursor = next(same, min(self.cursor, len(self._rows) - 1))
        self.measure()
        self.repaint()

    def _is_in_use(self, key: str) -> bool:
        counts = self._counts
        used = {"recent": counts.opened, "snoozed": bool(counts.snoozed), "started": bool(counts.started)}
        return used.get(key, True)

    def _place_number(self, key: str) -> int:
        counts = self._counts
        tallies = {
            "today": counts.today.unread,
            "unread": counts.everything.unread,
            "starred": counts.starred.total,
            "local": counts.local.unread,
            "all": counts.everything.total,
            "snoozed": counts.snoozed,
            "started": counts.started,
        }
        return tallies.get(key, 0)

    def unread_of(self, kind: str, key: str) -> int | None:
        """Unread articles of a place, a folder or a feed; None for a row whose unread ones nobody counts."""
        counts = self._counts
        if kind == "place" and key in ("recent", "snoozed", "started"):
            return None
        if kind == "place":
            narrower = {"today": counts.today, "starred": counts.starred, "local": counts.local}
            return narrower.get(key, counts.everything).unread
        if kind not in ("folder", "feed"):
            return None
        meant = self._below(key) if kind == "folder" else [feed for feed in self._feeds if str(feed.id) == key]
        return self._counts.of(feed.id for feed in meant).unread

    def _below(self, folder: str) -> tuple[Feed, ...]:
        return tuple(feed for feed in self._feeds if feed.folder == folder or feed.folder.startswith(f"{folder}/"))

    def _branch(self, path: str, depth: int) -> list[SideRow]:
        """Rows of a folder: its folders first, then its feeds, by name."""
        rows: list[SideRow] = []
        for name in self._folders_in(path):
            below = f"{path}/{name}" if path else name
            feeds = self._below(below)
            closed = below in self._shut
            number = self._counts.of(feed.id for feed in feeds).unread
            ids = tuple(feed.id for feed in feeds)
            rows.append(SideRow("folder", below, name, number, depth, ids, closed, bool(self._failing & set(ids))))
            rows += [] if closed else self._branch(below, depth + 1)
        here = sorted((feed for feed in self._feeds if feed.folder == path), key=lambda feed: feed.name.casefold())
        rows += [
            SideRow(
                "feed",
                str(feed.id),
                feed.name,
                self._tally(feed).unread,
                depth,
                (feed.id,),
                problem=feed.id in self._failing,
            )
            for feed in here
        ]
        return rows

    def _folders_in(self, path: str) -> list[str]:
        prefix = f"{path}/" if path else ""
        names = {
            feed.folder.removeprefix(prefix).split("/")[0]
            for feed in self._feeds
            if feed.folder.startswith(prefix) and feed.folder != path
        }
        return sorted(names, key=str.casefold)

    def _tally(self, feed: Feed) -> Tally:
        return self._counts.of((feed.id,))

    # Drawing

    def ground(self, row: int) -> str:
        """Set off the cursor, or while the focus is elsewhere what is listed."""
        if self.has_focus:
            return super().ground(row)
        return "cursor-blurred" if self._is_shown(self._rows[row]) else ""

    def _is_shown(self, row: SideRow) -> bool:
        return f"{row.kind}:{row.key}" == self.shown

    def draw_heading(self, row: int, width: int) -> list[Piece]:
        """Name a part of the side bar."""
        role = "heading" if self.has_focus else "heading-blurred"
        return [(clip(self._parts.get(row, ""), width), role)]

    def draw_row(self, row: int, width: int, *, cursor: bool) -> tuple[list[list[Piece]], bool]:
        """Draw a place, a folder or a feed with its number."""
        item = self._rows[row]
        sign = ("▸ " if item.closed else "▾ ") if item.kind == "folder" else ""
        indent = " " + "  " * item.depth + ("  " if item.kind == "feed" and item.depth else "")
        edge: Piece = ("▌" if cursor else " ", "cursor-bar")
        quiet = not item.number and item.kind in ("feed", "smart")
        role = "unread" if self._is_shown(item) else "muted" if quiet else "ink"
        number = f"{item.number:,}" if item.number else ""
        right: list[Piece] = [(" ! ", "problem")] if item.problem and item.kind != "folder" else []
        right.append((f"{number} " if number else " ", "unread" if self._is_shown(item) else "muted"))
        room = width - 1 - len(indent) - sum(len(text) for text, _ in right)
        left = [edge, (indent[1:], "ink"), (sign, "muted")]
        return [between([*left, (clip(item.label, room - len(sign)), role)], right, width)], True

    # Acting

    def activate(self) -> None:
        """List the row under the cursor."""
        if self.row:
            self.post_message(self.Chosen(self.row))

    def fold(self, closed: bool | None = None) -> bool:
        """Close or open the folder under the cursor."""
        row = self.row
        if row is None or row.kind != "folder" or closed is row.closed:
            return False
        self._shut ^= {row.key}
        self._build()
        return True

    def clicked(self, row: int, line: int, event: events.Click) -> None:  # noqa: ARG002
        """List what was clicked; the sign before a folder opens and closes it."""
        item = self._rows[row]
        if item.kind == "folder" and event.x <= 2 + 2 * item.depth:
            self.fold()
        else:
            self.activate()
