"""The shell face: one module per group of commands, each importing what it needs when it runs.

Exit status: 0 done, 1 partly failed (which part is on standard error), 2 wrong usage, 3 library or configuration
unusable, 4 nothing matched.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from termnews.cli.arguments import build_parser, with_command
from termnews.cli.status import Status
from termnews.model.errors import ConfigError, LibraryError, QueryError, TermnewsError, UsageError


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; return its exit status. Messages for people go to standard error."""
    from termnews.cli import output

    output.prepare_streams()
    parsed = build_parser().parse_args(with_command(list(arguments)))
    try:
        status = parsed.run(parsed)
        sys.stdout.flush()
        return int(status)
    except TermnewsError as error:
        output.complain(error)
        return _status_of(error)
    except BrokenPipeError:
        # The reader of a pipe left (`termnews list | head`): nothing to say, and nobody to say it to.
        output.abandon()
        return Status.DONE
    except OSError as error:
        output.abandon()
        output.note(f"termnews: the output cannot be written ({error.strerror or error})")
        return Status.FAILED
    except KeyboardInterrupt:
        return Status.INTERRUPTED


def _status_of(error: TermnewsError) -> Status:
    if isinstance(error, (UsageError, QueryError)):
        return Status.USAGE
    return Status.UNUSABLE if isinstance(error, (LibraryError, ConfigError)) else Status.FAILED
