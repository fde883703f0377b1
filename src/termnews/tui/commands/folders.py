"""Commands for smart folders: queries that are kept under a name."""

from __future__ import annotations

import asyncio

from termnews.query import SmartFolder, parse
from termnews.query.saved import name_key
from termnews.tui.commands.marking import many
from termnews.tui.commands.registry import SMART_FOLDER, Command, When, command
from termnews.tui.commands.ui import Ui

GROUP = "Smart folders"


ON_FOLDER = When(
    lambda ui: ui.pane == "sources" and bool(ui.sources.smart_folder), "put the cursor on a smart folder first"
)
ANY = When(lambda ui: bool(ui.smart_folders), "there is no smart folder yet; v saves what is listed as one")


def listing_of(folder: SmartFolder) -> Command:
    """The command that lists a smart folder by its own key."""
    return Command(
        id=f"folder.list {folder.name}",
        keys=(folder.key,),
        title=folder.name,
        help=f"List the smart folder: {folder.text or 'every article'}.",
        run=lambda ui: ui.list_smart_folder(folder.name),
        group=GROUP,
    )


@command("folder.save", "v", "Save as a smart folder", group=GROUP, takes="name")
async def save(ui: Ui) -> None:
    """Keep what is listed, with its tags, words and order, under a name in the side bar."""
    names = [folder.name for folder in ui.smart_folders]
    typed = ui.argument or await ui.ask("Save as", hint=f"lists: {ui.query}", known=names)
    name = " ".join((typed or "").split())
    if not name:
        return
    same = next((old for old in names if name_key(old) == name_key(name)), None)
    if same is None or await ui.confirm(f"{same} is there already. Give it this query?", "Give"):
        told = f"Saved {name} · & in the side bar gives it a key" if same is None else f"{same} lists this now"
        ui.change(ui.session.smart_folders.save(name, ui.query), told)


@command("folder.list", "g f", "List a smart folder", group=GROUP, when=ANY, takes=SMART_FOLDER)
async def show(ui: Ui) -> None:
    """List a smart folder by its name."""
    if ui.argument:
        ui.list_smart_folder(ui.argument)
        return
    chosen = await ui.choose("Smart folder", [(folder.name, folder.text) for folder in ui.smart_folders])
    if chosen is not None:
        ui.list_smart_folder(ui.smart_folders[chosen].name)


@command("folder.query", "C", "Change its query", group=GROUP, when=ON_FOLDER, panes=("sources",))
async def change_query(ui: Ui) -> None:
    """Change what the smart folder under the cursor lists."""
    name = ui.sources.smart_folder
    text = next((folder.text for folder in ui.smart_folders if folder.name == name), "")
    typed = await ui.ask_query(
        f"What {name} lists",
        value=text,
        hint='in:"Name" is what another smart folder lists',
        rehearse=lambda query: _would_list(ui, query),
    )
    if typed is not None and typed.strip() != text:
        ui.change(ui.session.smart_folders.save(name, parse(typed)), f"{name} changed")


async def _would_list(ui: Ui, text: str) -> str:
    return f"{many(await asyncio.wrap_future(ui.session.bulk.count(parse(text))))} match"


@command("folder.key", "&", "Give it a key", group=GROUP, when=ON_FOLDER, panes=("sources",))
async def give_key(ui: Ui) -> None:
    """Give the smart folder under the cursor a key of its own; an empty one takes it away."""
    folder = next(folder for folder in ui.smart_folders if folder.name == ui.sources.smart_folder)
    free = (f"g {number}" for number in range(1, 10))
    offered = folder.key or next((keys for keys in free if not ui.why_no_key(keys)), "")
    typed = await ui.ask(f"Key of {folder.name}", value=offered, hint="a key, or keys with blanks between; empty: none")
    if typed is None:
        return
    keys = " ".join(typed.split())
    wrong = ui.why_no_key(keys) if keys and keys != folder.key else ""
    if wrong:
        ui.say(f"{keys}: {wrong}", problem=True)
    elif keys != folder.key:
        told = f"{keys} lists {folder.name}" if keys else f"{folder.name} has no key now"
        ui.change(ui.session.smart_folders.give_key(folder.name, keys), told)


@command("folder.down", "J,shift+down", "Move it down", group=GROUP, when=ON_FOLDER, panes=("sources",))
def down(ui: Ui) -> None:
    """Move the smart folder under the cursor down among the others."""
    _move(ui, ui.count or 1)


@command("folder.up", "K,shift+up", "Move it up", group=GROUP, when=ON_FOLDER, panes=("sources",))
def up(ui: Ui) -> None:
    """Move the smart folder under the cursor up among the others."""
    _move(ui, -(ui.count or 1))


def _move(ui: Ui, step: int) -> None:
    name = ui.sources.smart_folder
    ui.change(ui.session.smart_folders.move(name, step), f"{name} moved")


@command("folder.rename", "e", "Rename it", group=GROUP, when=ON_FOLDER, panes=("sources",), takes="name")
async def rename(ui: Ui) -> None:
    """Give the smart folder under the cursor another name."""
    name = ui.sources.smart_folder
    typed = ui.argument or await ui.ask("Name", value=name, hint="smart folders that refer to it follow")
    if typed and typed.strip() and typed.strip() != name:
        ui.change(ui.session.smart_folders.rename(name, typed.strip()), f"{name} is {typed.strip()} now")


@command("folder.remove", "D", "Delete it", group=GROUP, when=ON_FOLDER, panes=("sources",))
def remove(ui: Ui) -> None:
    """Delete the smart folder under the cursor; those that refer to it take its query over."""
    name = ui.sources.smart_folder
    ui.change(ui.session.smart_folders.remove(name), f"Smart folder {name} deleted")
