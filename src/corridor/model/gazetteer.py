"""Finding a place by whatever somebody calls it: Khorgos, Horgos, Хоргос, 霍尔果斯, CNHRG or kz-altynkol.

A query is folded (case, accents, apostrophes, spaces) and compared in this order: node id and UN/LOCODE,
a place's own name, its other names, its name before any bracket, then names that begin with the query.
The first of these that fits decides; if it fits several places, the answer is that the query is
ambiguous, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from corridor.errors import AmbiguousPlaceError, UnknownPlaceError, nearest
from corridor.model.place import Node

_SHORTEST_BEGINNING = 4
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ı": "i", "ə": "e", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "і": "и", "ё": "е"})


def fold(text: str) -> str:
    """Reduce a name to what people agree on: lower case, no accents, no punctuation, no spaces.

    >>> fold("Xi’an") == fold("xian"), fold("İstanbul"), fold("Bakı")
    (True, 'istanbul', 'baki')
    """
    if text.isascii():
        return _NOT_ASCII_WORD.sub("", text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(filter(str.isalnum, decomposed))  # combining accents are not alphanumeric


class Gazetteer:
    """An index from folded names to node ids, in four ranks of certainty."""

    def __init__(self, nodes: Iterable[Node], countries: Mapping[str, str]) -> None:
        self._nodes = {node.node_id: node for node in nodes}
        self._countries = {fold(name): code for code, name in countries.items()}
        self._countries |= {code.lower(): code for code in countries}
        self._ranks: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
        for node in self._nodes.values():
            self._put(0, node.node_id, node.node_id)
            if node.unlocode:
                self._put(0, node.unlocode, node.node_id)
            self._put(1, node.name, node.node_id)
            for _, name in node.names:
                self._put(2, name, node.node_id)
            short = re.split(r"[(/,]", node.name)[0]
            self._put(3, short, node.node_id)

    def _put(self, rank: int, name: str, node_id: str) -> None:
        key = fold(name)
        ids = self._ranks[rank].setdefault(key, [])
        if key and node_id not in ids:
            ids.append(node_id)

    def search(self, query: str) -> tuple[str, ...]:
        """Give the node ids that a query names, by the first rank that fits; empty when none does."""
        key = fold(query)
        if not key:
            return ()
        exact = next((tuple(rank[key]) for rank in self._ranks if key in rank), ())
        if exact or len(key) < _SHORTEST_BEGINNING:
            return exact
        return tuple(
            dict.fromkeys(node_id for name, ids in self._ranks[1].items() if name.startswith(key) for node_id in ids)
        )

    def suggest(self, query: str) -> tuple[str, ...]:
        """Give names of places (as written) that are nearest to a misspelt query."""
        written = {fold(name): name for node in self._nodes.values() for _, name in node.names}
        written |= {fold(node.name): node.name for node in self._nodes.values()}
        return tuple(written[key] for key in nearest(fold(query), written))

    def resolve(self, query: str) -> Node:
        """Give the one place that a query names.

        Raises `UnknownPlaceError` with the nearest names, or `AmbiguousPlaceError` with all that fit.
        """
        found = self.search(query)
        if not found:
            raise UnknownPlaceError(query, self.suggest(query))
        if len(found) > 1:
            raise AmbiguousPlaceError(query, found)
        return self._nodes[found[0]]

    def country(self, query: str) -> str | None:
        """Give the code of the country that a query names, by code or English name, or None.

        >>> Gazetteer([], {"IR": "Iran"}).country("iran")
        'IR'
        """
        return self._countries.get(fold(query))
