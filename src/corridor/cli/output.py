"""Where answers go: stdout, or a file written whole or not at all; remarks go to stderr."""

from __future__ import annotations

import sys
from typing import Any

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


def deliver_map(thing: Any, output: str | None, lang: str = "en", tiles: str = "") -> int:  # noqa: ANN401 - whatever can be drawn
    """Draw an answer and write the page; give the exit code."""
    from corridor.maps.draw import draw  # noqa: PLC0415 - Folium only for who asks for a map

    return deliver(draw(thing, lang, tiles).html(), output)
