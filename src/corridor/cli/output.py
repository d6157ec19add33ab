"""Where answers go: stdout, or a file written whole or not at all; remarks go to stderr."""

from __future__ import annotations

import sys

from corridor.cli.text import plain
from corridor.data.write import write_text


def deliver(text: str, output: str | None) -> int:
    """Write an answer to stdout (None or `-`) or to a file; give the exit code."""
    if output in {None, "-"}:
        sys.stdout.write(text)
        return 0
    write_text(str(output), text)
    tell(f"Wrote {output}")
    return 0


def tell(remark: str) -> None:
    """Say something on stderr that is not part of the answer."""
    print(plain(remark), file=sys.stderr)
