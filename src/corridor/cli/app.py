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

from cyclopts import App, CycloptsError

from corridor import __version__
from corridor.cli.text import plain
from corridor.errors import CorridorError

UNEXPECTED, USAGE, INTERRUPTED = 1, 2, 130

HELP = "Plan freight from China to Türkiye and Europe: how long, how much, how sure, how dirty, and who says so."

EXAMPLES = """Examples:

- `corridor route "Xi'an" Istanbul --minimize time --avoid IR,RU`
- `corridor route Almaty Mersin --json`
- `corridor explain Khorgos Poti --modes rail,sea`
- `corridor map "Xi'an" Budapest --via Poti -o maps/xian-budapest.html`

Exit codes: 0 found, 1 unexpected, 2 usage, 3 no itinerary, 4 network data invalid, 5 unknown or ambiguous place.
"""

ROUTE = """Find the best itinerary from ORIGIN to DESTINATION, itemised.

Places may be given by name in many spellings and scripts, by UN/LOCODE or by node id (see `corridor place`).
With `-o FILE.html` the answer is drawn as a map.
"""

EXPLAIN = """Show every figure behind the best itinerary: value, range, unit, date, source, confidence.

One row for each line of the ledger and each length; `--format csv` or `json` gives all columns and notes.
"""

MAP = """Draw the best itinerary as one HTML file that makes no network request.

The file is named by `-o`, or after the two places.
"""

PLACE = """Show which place a name, spelling, UN/LOCODE or node id stands for.

Several places are all listed; when none is found, the nearest names are, and the exit code is 5.
"""

# The help stands here and not in the commands' docstrings, because listing the commands must not import them.
app = App(name="corridor", version=__version__, help=HELP, help_epilogue=EXAMPLES)
app.command("corridor.cli.answers:route", name="route", help=ROUTE)
app.command("corridor.cli.answers:explain", name="explain", help=EXPLAIN)
app.command("corridor.cli.answers:draw_map", name="map", help=MAP)
app.command("corridor.cli.place:place", name="place", help=PLACE)

network = App(name="network", help="Check, show and format the tables of a network.")
network.command("corridor.cli.network:check", name="check", help="Check the tables by every rule.")
network.command("corridor.cli.network:show", name="show", help="Show what a network holds.")
network.command("corridor.cli.network:format_tables", name="format", help="Bring the tables into canonical form.")
app.command(network)

scenario = App(name="scenario", help="List the scenarios of a network.")
scenario.command("corridor.cli.scenario:list_scenarios", name="list", help="List the scenarios.")
scenario.command("corridor.cli.scenario:show", name="show", help="Show what a scenario assumes.")
app.command(scenario)


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
        result = app(list(tokens), exit_on_error=False, print_error=True, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError:
        return USAGE
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
    return result if isinstance(result, int) else 0
