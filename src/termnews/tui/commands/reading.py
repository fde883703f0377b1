"""Commands for reading: on through the articles, within one, and out of the reader to its page."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from termnews.text.urls import display_host, without_tracking
from termnews.tui.commands.registry import When, command
from termnews.tui.commands.ui import Ui

GROUP = "Reading"


has_entry = When(lambda ui: ui.current is not None, "there is no article here")
has_address = When(lambda ui: ui.current is not None and ui.current.url is not None, "this article has no web address")
has_links = When(lambda ui: bool(ui.article.links), "the article has no links")
has_outline = When(lambda ui: bool(ui.article.outline), "the article has no headings")
jumped = When(lambda ui: ui.article.jumped, "no link within the article was followed")
in_article = When(lambda ui: ui.pane == "article", "open an article first")


@command("read.on", "space", "Read on", group=GROUP, panes=("headlines", "article"), hint="read on", rank=11)
def read_on(ui: Ui) -> None:
    """Page down; at the end of the article go to the next unread one, across feeds."""
    if ui.pane != "article":
        ui.open()
    elif not ui.article.page(1):
        ui.go_to(1, unread=True)


@command("read.next-unread", "n", "Next unread", group=GROUP, hint="next unread", rank=15)
def next_unread(ui: Ui) -> None:
    """Go to the next unread article, across feeds."""
    ui.go_to(ui.count or 1, unread=True)


@command("read.previous-unread", "p,N", "Previous unread", group=GROUP)
def previous_unread(ui: Ui) -> None:
    """Go to the unread article before this one."""
    ui.go_to(-(ui.count or 1), unread=True)


@command("read.next", "J", "Next article", group=GROUP)
def next_article(ui: Ui) -> None:
    """Go to the next article, read or not; the pane stays."""
    ui.go_to(ui.count or 1, unread=False)


@command("read.previous", "K", "Previous article", group=GROUP)
def previous_article(ui: Ui) -> None:
    """Go to the article before, read or not; the pane stays."""
    ui.go_to(-(ui.count or 1), unread=False)


@command("read.back", "B,ctrl+o,alt+left", "Back in what was read", group=GROUP)
def back(ui: Ui) -> None:
    """Go back to the article that was opened before this one, wherever it is listed, as in a browser."""
    ui.go_visited(-(ui.count or 1))


@command("read.forward", "ctrl+n,alt+right", "Forward in what was read", group=GROUP)
def forward(ui: Ui) -> None:
    """Go forward again after going back."""
    ui.go_visited(ui.count or 1)


@command("read.next-heading", "}", "Next heading", group=GROUP, when=in_article)
def next_heading(ui: Ui) -> None:
    """Go to the next heading in the article."""
    ui.article.next_heading(ui.count or 1)


@command("read.previous-heading", "{", "Previous heading", group=GROUP, when=in_article)
def previous_heading(ui: Ui) -> None:
    """Go to the heading before in the article."""
    ui.article.next_heading(-(ui.count or 1))


@command("read.outline", "O", "Outline", group=GROUP, when=has_outline)
async def outline(ui: Ui) -> None:
    """Choose one of the article's headings and go there."""
    headings = list(ui.article.outline)
    here = ui.article.heading
    options = [(f"{'  ' * (level - min(each[1] for each in headings))}{text}", "") for _, level, text in headings]
    chosen = await ui.choose("Headings of this article", options, chosen=max(0, here))
    if chosen is not None:
        ui.focus("article")
        ui.article.go_to_line(headings[chosen][0])


@command("read.comments", "c", "Comments", group=GROUP, when=has_entry)
async def comments(ui: Ui) -> None:
    """Open the page where the article is talked about."""
    article = await asyncio.wrap_future(ui.session.article(ui.current.id)) if ui.current else None
    if article is None or not article.comments_url:
        ui.say("Its feed names no page of comments for this article")
    else:
        ui.open_address(article.comments_url)


@command("read.folds", "F,enter", "Open or close folds", group=GROUP, when=has_entry, panes=("article",))
def folds(ui: Ui) -> None:
    """Open everything that is folded away in the article, or fold it again."""
    ui.article.toggle_folds()


@command("read.browser", "o", "Open in the browser", group=GROUP, when=has_address, hint="browser", rank=40)
def browser(ui: Ui) -> None:
    """Open the article's page in the browser."""
    if ui.current and ui.current.url:
        ui.open_address(ui.current.url)


@command("read.copy", "y", "Copy the address", group=GROUP, when=has_address)
def copy_address(ui: Ui) -> None:
    """Copy the address of the article to the clipboard, without what follows people from page to page."""
    if ui.current and ui.current.url:
        ui.copy(without_tracking(ui.current.url), "Address copied")


@command("read.copy-markdown", "Y", "Copy as a Markdown link", group=GROUP, when=has_address)
def copy_markdown(ui: Ui) -> None:
    """Copy title and address as a Markdown link, the address without what follows people."""
    if ui.current and ui.current.url:
        title = ui.current.title.replace("[", r"\[").replace("]", r"\]")
        ui.copy(f"[{title}](<{without_tracking(ui.current.url)}>)", "Markdown link copied")


@command("read.links", "L", "Links", group=GROUP, when=has_links)
async def links(ui: Ui) -> None:
    """Choose one of the article's links, with its host, and open it."""
    known = list(ui.article.links)
    chosen = await ui.choose("Links in this article", [(link, urlsplit(link).hostname or "") for link in known])
    if chosen is not None:
        ui.follow(known[chosen])


@command("read.hints", ";", "Links by letters", group=GROUP, when=has_links, panes=("article",), hint="links", rank=41)
async def hints(ui: Ui) -> None:
    """Put letters over the links in view: typing them shows where one really leads, to open or copy it."""
    url = await ui.pick_link()
    if url is None:
        return
    if url.startswith("#"):
        ui.follow(url)
        return
    options = [("Open", ""), ("Copy the address", ""), ("Copy as a Markdown link", "")]
    chosen = await ui.choose(f"{display_host(url) or 'no web page'}  {url}", options)
    if chosen == 0:
        ui.follow(url)
    elif chosen is not None:
        address = without_tracking(url)
        ui.copy(address if chosen == 1 else f"<{address}>", "Address copied" if chosen == 1 else "Markdown link copied")


@command("read.return", "backspace", "Back from a note", group=GROUP, when=jumped, panes=("article",))
def return_from_jump(ui: Ui) -> None:
    """Go back to where the link within the article stood, such as the number of a footnote."""
    ui.article.return_from_jump()


@command("read.about", "i", "About this article", group=GROUP, when=has_entry, panes=("headlines", "article"))
def about(ui: Ui) -> None:
    """Show where the article comes from: feed, address, dates, tags, length."""
    ui.show("about-article")
