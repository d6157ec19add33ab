"""Links: infrastructure by one mode between two places, and the services that sail on some of them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from corridor.model.figure import Figure
from corridor.model.state import CargoClass, Mode, State

Status = Literal["open", "restricted", "closed", "under_construction", "planned"]
USABLE: frozenset[str] = frozenset({"open", "restricted"})
EXPECTED: frozenset[str] = frozenset({"under_construction", "planned"})


class Link(NamedTuple):
    """Infrastructure by one mode between two nodes, in one country.

    `length` is in km; `opens`, `opens_early` and `opens_late` say when a link that is not open is
    expected to be (`YYYY` or `YYYY-MM`, empty where nobody says).  A link that is not `directed` works
    both ways with the same values.
    """

    link_id: str
    from_node_id: str
    to_node_id: str
    directed: bool
    state: State
    line_class: str
    country: str
    length: Figure
    cargo: frozenset[CargoClass]
    status: Status = "open"
    traction: str = ""
    tracks: int | None = None
    opens: str = ""
    opens_early: str = ""
    opens_late: str = ""
    status_as_of: str = ""
    status_source_id: str = ""
    advisory_ids: tuple[str, ...] = ()
    operator: str = ""
    geometry_id: str = ""
    note: str = ""

    @property
    def mode(self) -> Mode:
        """Give the mode of the link."""
        return self.state.mode

    def ends(self, *, forward: bool) -> tuple[str, str]:
        """Give the node ids of tail and head in the direction of travel."""
        if forward:
            return self.from_node_id, self.to_node_id
        return self.to_node_id, self.from_node_id


class Service(NamedTuple):
    """A scheduled or frequent offering on a link, such as a ferry; `departures` is per week."""

    service_id: str
    link_id: str
    name: str
    operator: str
    departures: Figure
    regularity: Literal["timetable", "irregular", "when_full"]
    capacity: str = ""
    units_to_fill: float | None = None
    """Units with which it leaves when full, where that is known; None: the frequency alone is."""
