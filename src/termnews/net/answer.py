"""What a server answered: the value between the HTTP client and those who judge it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer of a request, redirects followed, its body whole and inflated."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """By lower-case name; bytes as Latin-1, so that they can be sent back exactly. Repeated ones joined by a comma."""
    body: bytes = field(repr=False)
    final_url: str
    """The address that gave this answer, without user name and password."""
    moved_to: str | None = None
    """The final address, when every redirect on the way was permanent."""
    conditional: bool = False
    """Whether this last request named validators."""

    @property
    def media_type(self) -> str:
        """Lower case, without parameters; empty if none was given."""
        return self.headers.get("content-type", "").split(";", 1)[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset parameter of the content type, as given."""
        for parameter in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'").lower() or None
        return None


@dataclass(frozen=True, slots=True)
class Stream:
    """The last answer of a request, redirects followed, its body yet to come."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """As those of an `Answer`."""
    final_url: str
    """The address that gave this answer, without user name and password."""
    pieces: AsyncIterator[bytes] = field(repr=False)
    """The body as it comes, not inflated; raises `FetchError` when it breaks off or stalls."""
