"""Where one is in the reader: the focused pane, the article meant, what is listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, cast

from textual.app import App
from textual.widget import Widget

from termnews.config import Config
from termnews.model.entry import Headline
from termnews.model.ids import EntryId, FeedId
from termnews.query import Query, SmartFolder
from termnews.tui.commands.faces import PANES, Density, Pane, PaneFace
from termnews.tui.commands.keymap import Keymap
from termnews.tui.commands.registry import Command
from termnews.tui.ports import RefreshPort, SessionPort
from termnews.tui.screens.emptiness import Emptiness
from termnews.tui.screens.finding import ReadingColumn
from termnews.tui.screens.layout import Layout
from termnews.tui.screens.linking import Linking
from termnews.tui.screens.listing import Listing
from termnews.tui.screens.places import Place
from termnews.tui.screens.reading import Reader
from termnews.tui.screens.searching import Search
from termnews.tui.screens.smartfolders import SmartFolderRows
from termnews.tui.screens.trail import Trail
from termnews.tui.screens.work import Work
from termnews.tui.widgets.article import ArticlePane
from termnews.tui.widgets.headlines import HeadlineList
from termnews.tui.widgets.querybar import QueryBar
from termnews.tui.widgets.sidebar import SideBar
from termnews.tui.widgets.tags import TagFilter


class DeskHost(Protocol):
    """What the desk needs of its screen."""

    session: SessionPort
    config: Config
    listing: Listing
    reader: Reader
    search: Search
    emptiness: Emptiness
    layout_of: Layout
    linking: Linking
    folders: SmartFolderRows
    trail: Trail
    keymap: Keymap
    running: RefreshPort | None
    last: Command | None

    @property
    def app(self) -> App[Any]:
        """The program."""
        ...

    @property
    def headlines(self) -> HeadlineList:
        """The list."""
        ...

    @property
    def pane(self) -> ArticlePane:
        """The article pane."""
        ...

    @property
    def finder(self) -> ReadingColumn:
        """The article with the line for finding in it."""
        ...

    @property
    def tags(self) -> TagFilter:
        """The tag filter."""
        ...

    @property
    def side(self) -> SideBar:
        """The side bar."""
        ...

    @property
    def querybar(self) -> QueryBar:
        """The line for searching."""
        ...

    @property
    def focused(self) -> Widget | None:
        """The widget with the focus."""
        ...

    def start(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Do something behind the screen, problems told."""
        ...

    def list_place(self, place: Place, refinement: Query | None = None) -> None:
        """List something else."""
        ...

    def refine(self, query: Query) -> None:
        """Narrow the place."""
        ...

    def run_command(self, command: Command) -> None:
        """Run a command."""
        ...

    def begin_refresh(self, feed_ids: Sequence[FeedId] | None, *, force: bool) -> None:
        """Check feeds."""
        ...

    def show_screen(self, name: str) -> None:
        """Open one of the screens above the panes."""
        ...

    def set_density(self, density: Density) -> None:
        """Give rows so much room."""
        ...

    def hide_notice(self) -> bool:
        """Take the notice away; False when there is none."""
        ...


class Viewpoint:
    """What commands ask before they act."""

    def __init__(self, host: DeskHost) -> None:
        self._host = host
        self.session = host.session
        self.config = host.config
        self.count: int | None = None
        self.argument = ""
        self._trouble = False
        """Whether the last toast told of a problem."""

    # Where one is

    @property
    def pane(self) -> Pane:
        """The focused pane; the list when none of them is."""
        faces: dict[Widget, Pane] = {
            self._host.side: "sources",
            self._host.tags: "tags",
            self._host.pane: "article",
        }
        focused = self._host.focused
        return faces.get(focused, "headlines") if focused else "headlines"

    @property
    def face(self) -> PaneFace:
        """The focused pane."""
        faces: dict[Pane, PaneFace] = {
            "sources": self._host.side,
            "tags": self._host.tags,
            "headlines": self._host.headlines,
            "article": self._host.pane,
        }
        return faces[self.pane]

    @property
    def headlines(self) -> HeadlineList:
        """The list."""
        return self._host.headlines

    @property
    def article(self) -> ArticlePane:
        """The article pane."""
        return self._host.pane

    @property
    def finder(self) -> ReadingColumn:
        """Finding in the article."""
        return self._host.finder

    @property
    def tags(self) -> TagFilter:
        """The tag filter."""
        return self._host.tags

    @property
    def sources(self) -> SideBar:
        """The side bar."""
        return self._host.side

    @property
    def current(self) -> Headline | None:
        """The article under the cursor, or the one that is open."""
        under = self._host.listing.current
        open_now = self._host.reader.article
        if self.pane == "article" and open_now is not None and (under is None or under.id != open_now.headline.id):
            return open_now.headline
        return under

    @property
    def targets(self) -> Sequence[EntryId]:
        """The selection, else the current article."""
        if self._host.headlines.selected:
            return cast(Sequence[EntryId], self._host.headlines.selected.ids)
        return (self.current.id,) if self.current else ()

    @property
    def smart_folders(self) -> Sequence[SmartFolder]:
        """The smart folders, in order."""
        return self._host.folders.all

    def why_no_key(self, keys: str) -> str:
        """Why these keys cannot be given to a smart folder; empty when they can."""
        return self._host.keymap.why_not(keys)

    @property
    def listed(self) -> Sequence[EntryId] | None:
        """Everything that is listed; None while the library is still being asked."""
        return self._host.listing.whole

    @property
    def query(self) -> Query:
        """All that decides what is listed."""
        return self._host.listing.query

    @property
    def refinement(self) -> Query:
        """What narrows the place."""
        return self._host.listing.refinement

    @property
    def waiting(self) -> int:
        """New articles that match and are not shown yet."""
        return self._host.listing.waiting

    @property
    def title(self) -> str:
        """What is listed, in words."""
        return self._host.listing.place.title

    # Moving between panes and articles

    def focus(self, pane: Pane) -> None:
        """Go to a pane; what hides it opens."""
        self._host.layout_of.reveal(pane)
        widget: Widget = {
            "sources": self._host.side,
            "tags": self._host.tags,
            "headlines": self._host.headlines,
            "article": self._host.pane,
        }[pane]
        widget.focus(scroll_visible=False)

    def focus_next(self, step: int) -> None:
        """Go round the panes; without an article there is none to go to."""
        panes = [pane for pane in PANES if pane != "article" or self._host.reader.article is not None]
        self.focus(panes[(panes.index(self.pane) + step) % len(panes)])
