"""Tiles under a map, for who asks: the one thing that lets a page fetch something, and from one host alone.

Without tiles a page makes no request.  No server is built in: OpenStreetMap's own refuses pages opened from disk,
and the others have terms that are between them and who uses them.  Where the server cannot be reached, the land
and borders of the page stay in view.
"""

from __future__ import annotations

import re

from corridor.errors import QueryError

_URL = re.compile(r"(https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?)/[A-Za-z0-9._~/?=&@+,:;{}-]*")
_PARTS = {"{x}", "{y}", "{z}"}
_POLICY = "img-src data:"
_MAP = re.compile(r"^\s*var (map_[0-9]+) = L\.map\(", re.MULTILINE)
_LAYER = """<script>(function () {
var layer = L.tileLayer("%(url)s", {maxZoom: 19}), note = document.getElementById("note");
layer.addTo(%(map)s);
if (note) { note.appendChild(document.createTextNode(" %(host)s")); }
})();</script>
"""


def checked_tiles(url: str) -> str:
    """Give the host of a tile server's address; raise `QueryError` for what is none.

    >>> checked_tiles("https://tiles.example.org/topo/{z}/{x}/{y}.png")
    'https://tiles.example.org'
    """
    match = _URL.fullmatch(url)
    found = re.findall(r"\{[^}]*\}?|\}", url)
    if match is None or len(found) != len(_PARTS) or set(found) != _PARTS:
        problem = "write the address of a tile server with {z}, {x} and {y}, such as https://host/{z}/{x}/{y}.png"
        raise QueryError("--tiles", url, problem)
    return match[1]


def with_tiles(page: str, url: str) -> str:
    """Give the page of a map with the tiles of a server over its land and under its lines; without one as it is.

    Raises `QueryError` for an address that is none.
    """
    if not url:
        return page
    host = checked_tiles(url)
    drawn = _MAP.search(page, page.rindex("<script"))  # no name of a place stands at the begin of a line of it
    assert drawn is not None  # noqa: S101 - every page has a map
    layer = _LAYER % {"url": url, "map": drawn[1], "host": host}
    allowed = page.replace(_POLICY, f"{_POLICY} {host}", 1)
    return f"{allowed.rstrip()}\n{layer}"
