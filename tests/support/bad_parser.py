"""A parser process for tests that does what its documents tell it to, most of it wrong. Run as a program."""

from __future__ import annotations

import os
import sys
import time

from termnews.model.entry import ParsedEntry
from termnews.model.feed import ParsedFeed
from termnews.services.jobs import ENCODER, JOBS, LARGEST_JOB, DocumentJob, Parsed, read_frame, write_frame
from termnews.services.limits import limit_memory, limit_time


def main() -> None:
    """Serve jobs; a document's body is the name of a misdeed."""
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    limit_memory(memory)
    while (frame := read_frame(sys.stdin.buffer, LARGEST_JOB)) is not None:
        limit_time(seconds)
        job = JOBS.decode(frame)
        word = job.body.decode() if isinstance(job, DocumentJob) else "warm"
        misdeed(word)
        entry = ParsedEntry(guid=str(os.getpid()), title=os.environ.get("PYTHONPATH", ""))
        write_frame(
            sys.stdout.buffer, ENCODER.encode(Parsed(ParsedFeed("rss", word, entries=(entry,)), word == "last"))
        )


def misdeed(word: str) -> None:
    """Do what a document asks."""
    if word == "sleep":
        time.sleep(60)
    while word == "spin":
        pass
    if word == "eat":
        hoard = [bytearray(1 << 20) for _ in range(1 << 16)]
        del hoard
    if word == "die":
        os._exit(3)
    if word == "lie":
        sys.stdout.buffer.write(b"\0\0\0\0\0\0\0\4oops")
        sys.stdout.buffer.flush()
    if word == "boast":
        sys.stdout.buffer.write(b"\xff" * 8)
        sys.stdout.buffer.flush()
        time.sleep(60)


if __name__ == "__main__":
    main()
