"""An article as a letter (RFC 5322): for mail programs, and for archives that keep mail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from termnews.exporters.base import Piece
from termnews.exporters.page import page_of
from termnews.exporters.plaintext import text_of
from termnews.model.times import moment

_SENDER: Final = "feed@termnews.invalid"
"""An address that can never receive anything (RFC 2606); a feed has none."""
_POLICY: Final = SMTP.clone(max_line_length=78)


class Letter:
    """One article as text and as HTML."""

    name: Final = "eml"
    suffix: Final = ".eml"
    media_type: Final = "message/rfc822"
    single: Final = True
    binary: Final = False

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:  # noqa: ARG002
        """Give the letter."""
        for piece in pieces:
            yield letter_of(piece, now)
            return


class Mailbox:
    """Articles as letters in one file of the form that mail programs import (mboxrd)."""

    name: Final = "mbox"
    suffix: Final = ".mbox"
    media_type: Final = "application/mbox"
    single: Final = False
    binary: Final = False

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:  # noqa: ARG002
        """Give one letter after the other, lines that look like the start of one set off."""
        for piece in pieces:
            sent = moment(piece.article.published or piece.article.headline.sort_at) or moment(0)
            yield f"From {_SENDER} {sent:%a %b %d %H:%M:%S %Y}\n".encode()
            for line in letter_of(piece, now).replace(b"\r\n", b"\n").splitlines(keepends=True):
                yield b">" + line if line.lstrip(b">").startswith(b"From ") else line
            yield b"\n"


def letter_of(piece: Piece, now: int) -> bytes:
    """Return an article as a letter with CRLF line ends."""
    headline = piece.article.headline
    letter = EmailMessage(policy=_POLICY)
    authors = ", ".join(piece.article.authors)
    name = " · ".join(part for part in (authors, headline.feed_title) if part) or "termnews"
    letter["From"] = Address(display_name=_header(name), addr_spec=_SENDER)
    letter["Subject"] = _header(piece.title)
    date = moment(piece.article.published or headline.sort_at)
    if date is not None:
        letter["Date"] = format_datetime(date)
    identity = hashlib.sha256(f"{headline.feed_id}\n{piece.guid or piece.title}".encode(errors="replace"))
    letter["Message-ID"] = f"<{identity.hexdigest()[:32]}@termnews.invalid>"
    if piece.tags:
        letter["Keywords"] = _header(", ".join(piece.tags))
    if piece.address:
        letter["X-RSS-URL"] = _header(piece.address)
    letter.set_content(text_of(piece, now), cte="base64")
    page = page_of(piece, folds=False)
    html = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"/></head><body>\n{page}</body></html>\n'
    letter.add_alternative(html, subtype="html", cte="base64")
    return letter.as_bytes()


def _header(text: str) -> str:
    """Keep to one line: a header's value can end nowhere else."""
    return " ".join(text.split())
