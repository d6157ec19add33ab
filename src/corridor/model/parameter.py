"""Parameter tables: sourced numbers that apply by mode, country, class and unit, the most specific first.

A row with an empty key part applies to any value of that part.  Where several rows apply, the one that
says most in the left-most part wins: a tariff of a link beats one of a mode, and a tariff for Kazakh rail
beats one for rail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corridor.model.figure import Figure

Key = tuple[str, ...]


class ParameterTable:
    """Figures by key, found by the most specific row that applies; `columns` names the parts of a key.

    >>> table = ParameterTable(("mode", "country"))
    >>> table.add(("rail", ""), Figure(0.5, 0.4, 0.6, "USD/feu-km", "2025", "estimate", "C"))
    >>> table.find(("rail", "KZ")).value
    0.5
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._figures: dict[Key, Figure] = {}
        self._masks: list[tuple[bool, ...]] = []
        self._told: dict[tuple[bool, ...], list[int]] = {}
        self._found: dict[Key, Figure | None] = {}
        self._by_first: dict[str, list[tuple[Key, Figure]]] = {}

    def __len__(self) -> int:
        return len(self._figures)

    def add(self, key: Key, figure: Figure) -> None:
        """Add a figure for a key of as many parts as there are columns."""
        self._figures[key] = figure
        self._by_first.setdefault(key[0], []).append((key, figure))
        mask = tuple(bool(part) for part in key)
        if mask not in self._masks:
            self._masks.append(mask)
            self._masks.sort(reverse=True)
            self._told[mask] = [position for position, told in enumerate(mask) if told]
        self._found.clear()

    def exchanged(self, figures: Mapping[int, Figure]) -> ParameterTable:
        """Give the table with some of its figures exchanged; they are told by identity.

        >>> table, half = ParameterTable(("mode",)), Figure(0.5, 0.4, 0.6, "share", "2025", "estimate", "C")
        >>> table.add(("rail",), half)
        >>> table.exchanged({id(half): half._replace(value=0.6)}).find(("rail",)).value, table.find(("rail",)).value
        (0.6, 0.5)
        """
        made = ParameterTable(self.columns)
        made._masks, made._told = self._masks.copy(), self._told.copy()
        made._by_first = self._by_first.copy()
        made._figures = self._figures.copy()
        for key, known in self._figures.items():
            if id(known) in figures:
                made._figures[key] = figures[id(known)]
                rows = made._by_first[key[0]]
                made._by_first[key[0]] = [(other, made._figures[other]) for other, _ in rows]
        return made

    def items(self) -> Iterable[tuple[Key, Figure]]:
        """Give all keys and figures in the order in which they were added."""
        return self._figures.items()

    def of(self, first: str) -> list[tuple[Key, Figure]]:
        """Give the rows whose first key part is just this, such as all rows of one transfer."""
        return self._by_first.get(first, [])

    def find(self, key: Key) -> Figure | None:
        """Give the figure of the most specific row that applies, or None."""
        if key not in self._found:
            self._found[key] = self._search(key)
        return self._found[key]

    def _search(self, key: Key) -> Figure | None:
        blank = [""] * len(key)
        for mask in self._masks:
            pattern = blank.copy()
            for position in self._told[mask]:
                if not key[position]:
                    break  # a row that tells a part which the key leaves open cannot apply
                pattern[position] = key[position]
            else:
                figure = self._figures.get(tuple(pattern))
                if figure is not None:
                    return figure
        return None
