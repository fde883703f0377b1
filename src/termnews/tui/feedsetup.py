"""Setting something for feeds: chosen from what there is, or typed."""

from __future__ import annotations

from collections.abc import Sequence

from termnews.model.errors import UsageError
from termnews.model.feed import Feed
from termnews.model.feedsettings import USUAL
from termnews.services.feedsettings import DEFAULT, SETTINGS, Setting, refused
from termnews.tui.commands.ui import Ui


async def set_up(ui: Ui, feeds: Sequence[Feed], typed: str = "") -> None:
    """Let choose a setting of these feeds and what it is to be, or take what was typed; raises `UsageError`."""
    setting, value = _typed(typed) if typed else await _chosen(ui, feeds)
    if setting is None or value is None:
        return
    change = setting.change(value)
    if told := next(filter(None, (refused(feed, [setting.name]) for feed in feeds)), ""):
        raise UsageError(told, where=_name(feeds))
    holds = setting.holds(change(feeds[0].settings), ui.config)
    ui.change(
        ui.session.configure([feed.id for feed in feeds], change), f"{_name(feeds)}: {setting.title.lower()}: {holds}"
    )


def _typed(line: str) -> tuple[Setting, str]:
    """Read `keep-days 30`."""
    name, _, value = line.strip().partition(" ")
    if name not in SETTINGS:
        raise UsageError("is no setting of a feed", where=name, hint=f"There are {', '.join(SETTINGS)}.")
    return SETTINGS[name], value.strip() or DEFAULT


async def _chosen(ui: Ui, feeds: Sequence[Feed]) -> tuple[Setting | None, str | None]:
    """Let choose a setting, then what it is to be."""
    offered = [one for one in SETTINGS.values() if not any(refused(feed, [one.name]) for feed in feeds)]
    options = [(f"{one.title}: {_present(ui, one, feeds)}", _origin(one, feeds)) for one in offered]
    chosen = await ui.choose(f"Settings of {_name(feeds)}", options)
    if chosen is None:
        return None, None
    setting = offered[chosen]
    return setting, await _value(ui, setting, feeds)


async def _value(ui: Ui, setting: Setting, feeds: Sequence[Feed]) -> str | None:
    words = (DEFAULT, *setting.choices)
    options = [(f"as configured: {setting.holds(USUAL, ui.config)}", "")]
    for word in setting.choices:
        numbered = word.endswith("N")
        options.append((setting.asks[0] if numbered else setting.holds(setting.change(word)(USUAL), ui.config), ""))
    number = await ui.choose(f"{setting.title}: {_name(feeds)}", options, chosen=_now(setting, feeds))
    if number is None or not words[number].endswith("N"):
        return None if number is None else words[number]
    typed = await ui.ask(setting.asks[1], hint="a number")
    return words[number].removesuffix("N") + typed.strip() if typed and typed.strip() else None


def _now(setting: Setting, feeds: Sequence[Feed]) -> int:
    """The choice that holds now, counted with *as configured* before the others; that one where feeds differ."""
    present = {getattr(feed.settings, setting.field) for feed in feeds}
    value = present.pop() if len(present) == 1 else None
    if value is None:
        return 0
    same = (
        number
        for number, word in enumerate(setting.choices, 1)
        if not word.endswith("N") and getattr(setting.change(word)(USUAL), setting.field) == value
    )
    numbered = next(number for number, word in enumerate(setting.choices, 1) if word.endswith("N"))
    return next(same, numbered)


def _present(ui: Ui, setting: Setting, feeds: Sequence[Feed]) -> str:
    told = {setting.holds(feed.settings, ui.config) for feed in feeds}
    return told.pop() if len(told) == 1 else "not the same in all"


def _origin(setting: Setting, feeds: Sequence[Feed]) -> str:
    own = any(setting.is_own(feed.settings) for feed in feeds)
    return "set here" if own else "as configured"


def _name(feeds: Sequence[Feed]) -> str:
    return feeds[0].name if len(feeds) == 1 else f"{len(feeds)} feeds"
