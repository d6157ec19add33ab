"""What stands behind and beside the figures: sources, advisories, and the rules that name a corridor."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Source(NamedTuple):
    """A publication, dataset or method that figures cite."""

    source_id: str
    title: str
    publisher: str
    date: str
    url: str
    note: str = ""


class Advisory(NamedTuple):
    """What a user must know before relying on a link: sanctions, war, weather, closures."""

    advisory_id: str
    severity: Literal["info", "caution", "warning"]
    title: str
    text: str
    checked_on: str
    source_id: str

    def __str__(self) -> str:
        return f"{self.title}: {self.text} (checked {self.checked_on}; {self.source_id})"


class CorridorRule(NamedTuple):
    """How an itinerary gets the name of a corridor; the rule with the lowest rank that fits wins.

    `passes` and `avoids` are shell patterns on node ids, link ids and `country:XX`.
    """

    corridor_id: str
    name: str
    rank: int
    passes: tuple[str, ...]
    avoids: tuple[str, ...]
