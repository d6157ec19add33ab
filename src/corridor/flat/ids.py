"""Ids of nodes as users write them, found again fast: sorted integers, or text in a dictionary."""

from __future__ import annotations

from typing import Any

import numpy as np

from corridor.errors import UnknownPlaceError, nearest
from corridor.flat.criterion import Numbers

NodeId = int | str
_MOST_COMPARED = 20_000


class NodeIds:
    """The ids of nodes 0 … n - 1, all integers or all text."""

    def __init__(self, ids: Numbers) -> None:
        self.ids = ids
        self.are_numbers = ids.dtype.kind in "iu"
        self._order = np.argsort(ids, kind="stable") if self.are_numbers else np.zeros(0, np.int64)
        self._sorted = ids[self._order] if self.are_numbers else ids[:0]
        self._places: dict[str, int] = {} if self.are_numbers else {name: at for at, name in enumerate(ids.tolist())}

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, position: int) -> NodeId:
        value: NodeId = self.ids[position].item() if self.are_numbers else self.ids[position]
        return value

    def positions(self, wanted: Numbers) -> Numbers:
        """Give the position of each id, -1 where there is none."""
        if self.are_numbers and wanted.dtype.kind in "iu" and len(self):
            at = np.minimum(np.searchsorted(self._sorted, wanted), len(self) - 1)
            return np.where(self._sorted[at] == wanted, self._order[at], -1)
        places = {str(name): at for at, name in enumerate(self.ids.tolist())} if self.are_numbers else self._places
        return np.array([places.get(str(name), -1) for name in wanted.tolist()], np.int64)

    def position(self, node: object) -> int:
        """Give the position of one id; raises `UnknownPlaceError` with the nearest ids."""
        text = str(node)
        if self.are_numbers:
            is_number = text.lstrip("-").isdecimal() and text.isascii() and len(text) < len(str(2**62))
            at = int(self.positions(np.array([int(text)]))[0]) if is_number and not isinstance(node, bool) else -1
        else:
            at = self._places.get(text, -1)
        if at < 0:
            raise UnknownPlaceError(text, self.near(text))
        return at

    def near(self, text: str) -> tuple[str, ...]:
        """Give the ids most like a wrong one; of very many only those that begin alike are compared."""
        known: Any = self.ids if len(self) <= _MOST_COMPARED else self._alike(text)
        return nearest(text, [str(name) for name in known.tolist()[:_MOST_COMPARED]])

    def _alike(self, text: str) -> Numbers:
        if not self.are_numbers:
            return np.array([name for name in self._places if name[:3] == text[:3]], object)
        try:
            at = int(np.searchsorted(self._sorted, int(text)))
        except (ValueError, OverflowError):
            return self._sorted[:0]
        return self._sorted[max(0, at - 3) : at + 3]

    def repeated(self) -> int | None:
        """Give the position of the first id that stood before, or None."""
        if self.are_numbers:
            same = np.flatnonzero(self._sorted[1:] == self._sorted[:-1])
            return int(self._order[same + 1].min()) if len(same) else None
        if len(self._places) == len(self.ids):
            return None
        seen: set[str] = set()
        for at, name in enumerate(self.ids.tolist()):
            if name in seen:
                return at
            seen.add(name)
        return None
