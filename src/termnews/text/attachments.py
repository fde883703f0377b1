"""What files that come with articles are called."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from termnews.model.entry import Enclosure
from termnews.text.clean import clean_line
from termnews.text.urls import display_host


def attachment_name(file: Enclosure) -> str:
    """The name of a file for people: its title, else the end of its address, else the host; one clean line."""
    return clean_line(file.title or address_name(file.url)) or display_host(file.url)


def address_name(url: str) -> str:
    """What stands behind the last slash of an address, decoded; empty where nothing does. Not cleaned."""
    try:
        return unquote(urlsplit(url).path.rpartition("/")[2])
    except ValueError:
        return ""
