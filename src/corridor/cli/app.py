"""The `corridor` command: its verbs, loaded only when called, and the one place where errors become exit codes.

Exit codes: 0 found, 1 unexpected, 2 usage, 3 no itinerary, 4 network data invalid, 5 unknown or ambiguous
place, 130 interrupted.  The answer goes to stdout, all else to stderr.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from corridor import __version__
from corridor.cli.parser import parse
from corridor.cli.text import plain
from corridor.errors import CorridorError

UNEXPECTED, INTERRUPTED = 1, 130


def main(tokens: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code.

    The process lives for one answer: collecting cyclic garbage would only cost it time (a tenth of it).
    """
    gc.disable()
    sys.exit(run(sys.argv[1:] if tokens is None else tokens))


def run(tokens: Sequence[str]) -> int:
    """Run the command line and give its exit code; errors become one clear message on stderr.

    Output is UTF-8 everywhere, whatever the locale says: the same input gives the same bytes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _answer(tokens)
        sys.stdout.flush()
    except CorridorError as error:
        print(plain(str(error), multiline=True), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): not an error, but Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("CORRIDOR_DEBUG"):
            raise
        hint = "set CORRIDOR_DEBUG=1 to see where, and please report it"
        print(f"Unexpected error: {type(error).__name__}: {plain(str(error))} ({hint})", file=sys.stderr)
        return UNEXPECTED
    return code


def _answer(tokens: Sequence[str]) -> int:
    if list(tokens) == ["--version"]:
        print(__version__)
        return 0
    call = parse(tokens)
    if isinstance(call, str):
        print(call.rstrip())
        return 0
    return call()
