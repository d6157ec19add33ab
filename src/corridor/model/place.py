"""Places: where freight is loaded, changes carriage, crosses a border, or merely passes."""

from __future__ import annotations

from typing import Literal, NamedTuple

NodeType = Literal["city", "terminal", "station", "seaport", "border_crossing", "junction", "oil_terminal"]

INTERNATIONAL_WATERS = "XZ"
"""The country code of sea links, as UN/LOCODE uses it for international waters."""


class Node(NamedTuple):
    """A place of the network, with its names in other languages and spellings.

    `lon` and `lat` are decimal degrees (WGS 84); `names` are (language, name) pairs, the name
    to write first where a language has several.
    """

    node_id: str
    name: str
    country: str
    node_type: NodeType
    lon: float
    lat: float
    unlocode: str = ""
    names: tuple[tuple[str, str], ...] = ()
    note: str = ""
    as_of: str = ""
    source_id: str = ""
    confidence: str = ""

    def name_in(self, language: str) -> str:
        """Give the name in a language by its ISO 639-1 code; the network's own name where there is none.

        >>> Node("tr-kars", "Kars", "TR", "city", 43.1, 40.6, names=(("ru", "Карс"),)).name_in("ru")
        'Карс'
        """
        return next((name for tongue, name in self.names if tongue == language and language != "en"), self.name)
