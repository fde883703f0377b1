"""Commands for tags as a whole, in the tag filter: yours renamed, merged and deleted, any of them coloured."""

from __future__ import annotations

import asyncio

from termnews.model.errors import TagTakenError
from termnews.model.facets import TagCount
from termnews.model.tagcolours import COLOURS
from termnews.model.tagkey import tag_key
from termnews.services.owntags import Reach
from termnews.text.numbers import counted
from termnews.tui.commands.registry import When, command
from termnews.tui.commands.tags import GROUP
from termnews.tui.commands.ui import Ui

ON_TAG = When(lambda ui: ui.pane == "tags" and ui.tags.tag is not None, "put the cursor on a tag in the filter first")
ON_OWN = When(
    lambda ui: ui.pane == "tags" and ui.tags.tag is not None and ui.tags.tag.own,
    "put the cursor on a tag of yours (✎) in the filter first",
)


@command("tags.rename", "e", "Rename the tag", group=GROUP, when=ON_OWN, panes=("tags",), takes="name", hint="rename")
async def rename(ui: Ui) -> None:
    """Give your tag under the cursor another name or spelling; smart folders and feeds that name it follow."""
    tag = _tag(ui)
    typed = ui.argument or await ui.ask("Name of the tag", value=tag.label, hint="smart folders and feeds follow")
    name = " ".join((typed or "").split())
    if not name or name == tag.label:
        return
    try:
        reach = await asyncio.wrap_future(ui.session.own_tags.rename(tag.key, name))
    except TagTakenError as error:
        if await ui.confirm(f"There is a tag {error.where} already. Merge {tag.label} into it?", "Merge"):
            await _merge(ui, tag, error.where)
        return
    ui.tags.await_tag(tag_key(reach.label))
    ui.say(f"{tag.label} is {reach.label} now{_told(reach)} · u undoes")


@command("tags.merge", "M", "Merge the tag", group=GROUP, when=ON_OWN, panes=("tags",), takes="tag", hint="merge")
async def merge(ui: Ui) -> None:
    """Put your tag under the cursor into another: its articles get that one in its place."""
    tag = _tag(ui)
    known = [name for name in await ui.tag_names() if name != tag.key] if not ui.argument else []
    typed = ui.argument or await ui.ask(f"Merge {tag.label} into", hint="a tag that there is", known=known)
    if typed and typed.strip():
        await _merge(ui, tag, typed)


async def _merge(ui: Ui, tag: TagCount, into: str) -> None:
    reach = await asyncio.wrap_future(ui.session.own_tags.merge(tag.key, into))
    ui.tags.await_tag(tag_key(reach.label))
    ui.say(f"{tag.label} is {reach.label} now{_told(reach)} · u undoes")


@command("tags.delete", "D", "Delete the tag", group=GROUP, when=ON_OWN, panes=("tags",), hint="delete")
async def delete(ui: Ui) -> None:
    """Take your tag under the cursor from all articles and feeds; undo brings it back."""
    tag = _tag(ui)
    reach = await asyncio.wrap_future(ui.session.own_tags.delete(tag.key))
    asking = f" · {counted(reach.folders, 'smart folder')} still asking for it" if reach.folders else ""
    ui.say(f"{tag.label} deleted from {counted(reach.articles, 'article')}{asking} · u undoes")


@command("tags.colour", "C", "Colour the tag", group=GROUP, when=ON_TAG, panes=("tags",), takes="colour", hint="colour")
async def colour(ui: Ui) -> None:
    """Give the tag under the cursor a colour wherever it is shown, or take it."""
    tag = _tag(ui)
    name = "" if ui.argument.strip() == "none" else ui.argument.strip()
    if not ui.argument:
        names = ("none", *COLOURS)
        now = names.index(tag.colour) if tag.colour in names else 0
        roles = ("", *(f"tag-{name}" for name in COLOURS))
        chosen = await ui.choose(f"Colour of {tag.label}", [(name, "") for name in names], chosen=now, roles=roles)
        if chosen is None or chosen == now:
            return
        name = "" if chosen == 0 else names[chosen]
    await asyncio.wrap_future(ui.session.own_tags.colour(tag.key, name))
    ui.say(f"{tag.label} is {name} now · u undoes" if name else f"{tag.label} has no colour now · u undoes")


def _tag(ui: Ui) -> TagCount:
    """The tag under the cursor, which the condition has seen to."""
    assert ui.tags.tag is not None
    return ui.tags.tag


def _told(reach: Reach) -> str:
    """Where it is so, in words; empty for nowhere."""
    places = (
        (reach.articles, "article"),
        (reach.folders, "smart folder"),
        (reach.feeds, "feed"),
        (reach.rules, "rule"),
    )
    told = ", ".join(counted(number, noun) for number, noun in places if number)
    return f" in {told}" if told else ""
