"""The other side of `services.parsing`: a process that reads jobs, parses hostile bytes within limits, and replies.

Started as `python -m termnews.services.parser_process CPU_SECONDS MEMORY_BYTES`. It never touches the network, the
library or the terminal; each format's parser is imported when its first document comes.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import BinaryIO

from termnews.model.errors import NotAFeedError, ParseError
from termnews.model.feed import ParsedFeed
from termnews.services.jobs import (
    ENCODER,
    JOBS,
    LARGEST_JOB,
    LARGEST_REPLY,
    ArticleJob,
    DocumentJob,
    FilesJob,
    Parsed,
    Refused,
    Reply,
    SentJob,
    WarmJob,
    read_frame,
    write_frame,
)
from termnews.services.limits import limit_memory, limit_time, memory_used

GROWN = 192 << 20
"""Bytes above which a process ends after its reply, to be replaced by a slim one."""
NEW_OBJECTS = 200_000
"""How many make a look for garbage worth while: a long page is made of as many, all in use to its end."""
_TOO_MUCH = Refused("it needs too much memory to parse", hint="What was read before stays.", last=True)


def main() -> None:
    """Serve jobs from standard input until it ends."""
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    requests, replies = _take_streams()
    limit_memory(memory)
    gc.set_threshold(NEW_OBJECTS)
    with requests, replies:
        while (frame := read_frame(requests, LARGEST_JOB)) is not None:
            limit_time(seconds)
            reply = _reply(JOBS.decode(frame))
            del frame
            write_frame(replies, _encoded(reply))
            if reply.last:
                return


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: whatever else reads or prints here meets an empty stream."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


def _reply(job: SentJob) -> Reply:
    try:
        feed = _do(job)
    except ParseError as error:
        feeds = error.feeds if isinstance(error, NotAFeedError) else ()
        page = isinstance(error, NotAFeedError)
        return Refused(error.what, error.where, error.hint, page, feeds or _offered(job, page=page))
    except MemoryError:
        return _TOO_MUCH
    except Exception as error:  # noqa: BLE001  # boundary: a parser's mistake costs its document only
        return Refused(f"it cannot be parsed ({type(error).__name__})", hint="This is a mistake in termnews.")
    return Parsed(feed, last=memory_used() > GROWN)


def _encoded(reply: Reply) -> bytes:
    try:
        data = ENCODER.encode(reply)
    except UnicodeEncodeError:
        data = ENCODER.encode(Refused("it holds text that cannot be stored", hint="This is a mistake in termnews."))
    except MemoryError:
        data = ENCODER.encode(_TOO_MUCH)
    if len(data) > LARGEST_REPLY:
        data = ENCODER.encode(Refused(f"it holds more than {LARGEST_REPLY >> 20} MB of text", last=reply.last))
    return data


def _do(job: SentJob) -> ParsedFeed:
    if isinstance(job, DocumentJob):
        from termnews.formats.detect import parse

        return parse(job.body, url=job.url, media_type=job.media_type, charset=job.charset, now=job.now)
    if isinstance(job, ArticleJob):
        from termnews.formats.articlefile import parse_article

        return parse_article(job.body, name=job.name, modified=job.modified, now=job.now, base_url=job.base_url)
    if isinstance(job, FilesJob):
        from termnews.services.manifests import read_files

        return read_files(job.root, job.files, job.now)
    return _warm(job)


def _warm(_job: WarmJob) -> ParsedFeed:
    import termnews.formats.articlefile
    import termnews.formats.detect
    import termnews.services.manifests

    return ParsedFeed(kind="nothing", title=termnews.__name__)


def _offered(job: SentJob, *, page: bool) -> tuple[tuple[str, str], ...]:
    """The feeds that a page advertises, when it stood in the place of a feed."""
    if not page or not isinstance(job, DocumentJob):
        return ()
    from termnews.net.discover import offered

    return offered(job.body, job.url, job.charset)


if __name__ == "__main__":
    main()
