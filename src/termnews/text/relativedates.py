"""Dates told from the present: `2 hours ago`, `vor 3 Tagen`, `yesterday`. Pure; the present is an argument."""

from __future__ import annotations

import re

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS = {
    1: "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondo secondi",
    _MINUTE: "m min mins minute minutes minuten minuto minutos minuti минут минуту минуты",
    _HOUR: "h hr hrs hour hours stunde stunden std heure heures hora horas ora ore час часа часов",
    _DAY: "d day days tag tage tagen jour jours día días dia dias giorno giorni день дня дней",
    7 * _DAY: "w week weeks woche wochen semaine semaines semana semanas settimana settimane неделю недели недель",
    30 * _DAY: "month months monat monate monaten mois mes meses mês mese mesi",
    365 * _DAY: "y year years jahr jahre jahren an ans año años ano anos anno anni",
}
_SECONDS = {word: seconds for seconds, words in _UNITS.items() for word in words.split()}
_ONE = frozenset(["a", "an", "one", "ein", "eine", "einem", "einer", "un", "une", "una", "uno", "um", "uma"])
_AGO = (
    re.compile(r"(?:about |over |almost )?(?P<count>\w{1,9}?)\s?(?P<unit>[^\W\d_]{1,12}) ago"),
    re.compile(r"vor (?P<count>\w{1,9}) (?P<unit>[^\W\d_]{1,12})"),
    re.compile(r"il y a (?P<count>\w{1,9}) (?P<unit>[^\W\d_]{1,12})"),
    re.compile(r"(?:hace|há) (?P<count>\w{1,9}) (?P<unit>[^\W\d_]{1,12})"),
    re.compile(r"(?P<count>\w{1,9}) (?P<unit>[^\W\d_]{1,12}) (?:fa|atrás|назад)"),
)
_DAYS_BACK = {
    0: "now|just now|today|heute|gerade eben|aujourd'hui|à l'instant|hoy|oggi|hoje|сегодня",
    1: "yesterday|gestern|hier|ayer|ieri|ontem|вчера",
    2: "vorgestern|the day before yesterday|avant-hier|anteayer",
}
_NAMED = {word: days for days, words in _DAYS_BACK.items() for word in words.split("|")}
_AT = re.compile(
    r"(?P<day>.+?)(?:,| at| um| à| a las| alle| às| в)? (?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?: uhr)?"
)


def parse_relative(line: str, now: int) -> int | None:
    """Epoch seconds of a moment told from `now` (epoch seconds), or None when the line is no such thing."""
    folded = line.casefold().replace("’", "'")
    for pattern in _AGO:
        found = pattern.fullmatch(folded)
        if found is not None:
            return _back(found["count"], found["unit"], now)
    if folded in _NAMED:
        days = _NAMED[folded]
        return now if folded in {"now", "just now"} else (now // _DAY - days) * _DAY
    return _at_time(folded, now)


def _back(count: str, unit: str, now: int) -> int | None:
    seconds = _SECONDS.get(unit)
    if seconds is None:
        return None
    if count in _ONE:
        return now - seconds
    return now - int(count) * seconds if count.isdecimal() and len(count) <= 4 else None


def _at_time(folded: str, now: int) -> int | None:
    """`yesterday at 3:09 pm`, in UTC as everything without a zone."""
    found = _AT.fullmatch(folded)
    if found is None or found["day"] not in _NAMED:
        return None
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return (now // _DAY - _NAMED[found["day"]]) * _DAY + hour * _HOUR + minute * _MINUTE
