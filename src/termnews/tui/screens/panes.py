"""The frame of the reader's screen: which widgets there are, how they share the room, which rule is lit."""

from __future__ import annotations

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.screen import Screen

from termnews.config import Config
from termnews.tui.commands.faces import Density
from termnews.tui.headline_rows import ASCII, UNICODE
from termnews.tui.ports import SessionPort
from termnews.tui.screens.finding import ReadingColumn
from termnews.tui.screens.layout import MEDIUM, WIDE, Layout
from termnews.tui.screens.places import Place
from termnews.tui.widgets.article import ArticlePane
from termnews.tui.widgets.bar import Bar
from termnews.tui.widgets.flow import FlowBar
from termnews.tui.widgets.headlines import HeadlineList
from termnews.tui.widgets.querybar import QueryBar
from termnews.tui.widgets.sidebar import SideBar, SideRow
from termnews.tui.widgets.splitter import Splitter
from termnews.tui.widgets.status import HintBar, StatusBar
from termnews.tui.widgets.tags import TagFilter


class Panes(Screen[None]):
    """Three panes when there is room, one when there is not."""

    AUTO_FOCUS = "#headlines"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - the toolkit declares it
        (0, "-narrow"),
        (MEDIUM, "-medium"),
        (WIDE, "-wide"),
    ]

    headlines = getters.query_one("#headlines", HeadlineList)
    pane = getters.query_one("#article", ArticlePane)
    finder = getters.query_one("#reading", ReadingColumn)
    side = getters.query_one("#sources", SideBar)
    tags = getters.query_one("#tags", TagFilter)
    querybar = getters.query_one("#query", QueryBar)
    status = getters.query_one("#status", StatusBar)
    hints = getters.query_one("#hints", HintBar)
    new_line = getters.query_one("#new", Bar)
    notice_line = getters.query_one("#notice", FlowBar)
    choices = getters.query_one("#choices", FlowBar)

    def __init__(self, session: SessionPort, config: Config, *, opened: Place | None) -> None:
        super().__init__()
        self.session = session
        self.config = config
        self.layout_of = Layout(self, lambda sizes: session.set_preference("panes", sizes))
        self.density: Density = "auto"
        self.opened = opened
        """What the command line asked for."""

    def compose(self) -> ComposeResult:
        """Put the panes together."""
        yield StatusBar(id="status")
        with Horizontal(id="desk"):
            with Vertical(id="side"):
                extra = [SideRow("given", "", self.opened.title)] if self.opened else []
                yield SideBar(id="sources", extra=extra)
                yield TagFilter(id="tags")
            yield Splitter(id="side-rule")
            with Container(id="work"):
                with Vertical(id="list"):
                    yield QueryBar(id="query")
                    yield Bar(id="new")
                    yield HeadlineList(id="headlines", signs=ASCII if self.config.reader.ascii else UNICODE)
                yield Splitter(id="list-rule")
                yield ReadingColumn(self.session, id="reading")
        yield FlowBar(id="notice", share=0.15)
        yield HintBar(id="hints")
        yield FlowBar(id="choices", share=0.5)

    def on_resize(self, event: events.Resize) -> None:
        """Share out the room; rows above the article take one line."""
        self.layout_of.fit(event.size.width, event.size.height)
        self._fit_rows(event.size.width)

    def set_density(self, density: Density) -> None:
        """Give rows of headlines so much room."""
        self.density = density
        self._fit_rows(self.size.width)

    def _fit_rows(self, width: int) -> None:
        usual = 1 if MEDIUM <= width < WIDE else 2
        self.headlines.compact = self.density == "compact"
        self.headlines.row_height = {"auto": usual, "two": 2}.get(self.density, 1)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _light_rules(self) -> None:
        focused = self.focused
        self.query_one("#side-rule", Splitter).light(focused in (self.side, self.tags))
        self.query_one("#list-rule", Splitter).light(focused in (self.headlines, self.pane))

    @on(Splitter.Dragged)
    def _dragged(self, message: Splitter.Dragged) -> None:
        self.layout_of.dragged(message.splitter.id or "", message.cells)

    def hide_notice(self) -> bool:
        """Take the line of the start away; False when it is gone."""
        shown = self.notice_line.has_class("-shown")
        self.notice_line.show([])
        return shown
