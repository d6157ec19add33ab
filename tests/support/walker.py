"""An auditor that walks an answer step by step over the network and says everything that is wrong with it.

It knows the tables and the JSON contract and nothing of the planner: no state graph, no pricing, no search.
`audit` takes an itinerary, `audit_answer` its JSON form; both give sentences, none when all is well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corridor.model.itinerary import Itinerary
from corridor.model.ledger import Entry
from corridor.model.link import Link
from corridor.model.network import Network
from corridor.model.state import STATES, State
from corridor.model.transfer import Transfer

NEAR = 1e-4
MEASURES = {"hours": "hours", "cost_usd": "cost", "co2e_kg": "co2e"}
ACTIVITY_OF = {
    "moving": "moving",
    "border_exit": "border",
    "border_entry": "border",
    "gauge_change": "gauge_change",
    "port": "port",
    "waiting": "waiting",
    "closure": "waiting",
    "terminal": "terminal",
    "yard": "terminal",
}


@dataclass(frozen=True)
class Terms:
    """What was asked: the ends, the cargo, and the filters, all in plain words."""

    origin: str
    destination: str
    cargo: str = "container"
    on: date | None = None
    modes: frozenset[str] = frozenset({"rail", "road", "sea", "pipeline"})
    avoid_countries: frozenset[str] = frozenset()
    avoid_nodes: frozenset[str] = frozenset()
    via: tuple[str, ...] = ()
    max_transfers: int | None = None
    max_hours: float | None = None
    max_cost_usd: float | None = None


def audit(network: Network, itinerary: Itinerary, terms: Terms | None = None) -> list[str]:
    """Give all that is wrong with an itinerary: its steps, its JSON form and its ledger."""
    if terms is None:
        terms = Terms(itinerary.origin, itinerary.destination, itinerary.consignment.cargo_class)
    answer = itinerary.to_dict()
    return audit_answer(network, answer, terms) + _ledger(network, itinerary) + _agreement(itinerary, answer)


def audit_answer(network: Network, answer: Mapping[str, Any], terms: Terms) -> list[str]:
    """Give all that is wrong with the JSON form of an itinerary."""
    try:
        walk = _Walk(network, answer, terms)
        return walk.problems() + _sums(network, answer) + _bounds(answer, terms)
    except (KeyError, IndexError, StopIteration) as error:
        return [f"the answer lacks {error!r}"]


@dataclass
class _Walk:
    """A walk along the steps; `riding` holds the states that the cargo may be in by what was seen so far."""

    network: Network
    answer: Mapping[str, Any]
    terms: Terms
    found: list[str] = field(default_factory=list)
    place: str = ""
    places: list[str] = field(default_factory=list)
    riding: set[State] = field(default_factory=set)
    landed: bool = False
    """Whether the cargo has come by the state it is in (and not just been put there)."""
    owed: tuple[Link, str, str] | None = None
    """A border that was crossed on a link, from and to a country, and not been paid yet."""
    awaited: str = ""
    """The link whose sailing was waited for."""
    unloaded: bool = False

    def problems(self) -> list[str]:
        terms, steps = self.terms, self.answer["steps"]
        self.place, self.places = terms.origin, [terms.origin]
        legs, transfers = iter(self.answer["legs"]), iter(self.answer["transfers"])
        for number, word in enumerate(steps):
            if self.unloaded:
                self._wrong("goes on after it was unloaded")
            if word == "leg":
                self._leg(next(legs), after_leg=number > 0 and steps[number - 1] == "leg")
            else:
                self._transfer(next(transfers), first=number == 0)
        if len(steps) != len(self.answer["legs"]) + len(self.answer["transfers"]):
            self._wrong("steps are not just the legs and transfers")
        self._close()
        return self.found

    def _wrong(self, problem: str) -> None:
        self.found.append(f"{self.place}: {problem}")

    def _close(self) -> None:
        nodes = self.network.nodes
        if self.place != self.terms.destination:
            self._wrong(f"the way ends here and not at {self.terms.destination}")
        if not self.unloaded:
            self._wrong("it was never unloaded")
        if self.owed:
            self._wrong(f"the border {self.owed[1]}-{self.owed[2]} was never paid")
        if self.awaited:
            self._wrong(f"the sailing of {self.awaited} was waited for and not taken")
        if list(self.answer["places"]) != self.places:
            self._wrong("places are not those passed")
        codes = [nodes[place].country for place in self.places]
        entered = [code for index, code in enumerate(codes) if index == 0 or code != codes[index - 1]]
        if list(self.answer["countries"]) != entered:
            self._wrong("countries are not those entered")
        passed = iter(self.places)
        stop = next(passed, None)
        for via in self.terms.via:
            while stop is not None and stop != via:
                stop = next(passed, None)
            if stop is None:
                self._wrong(f"it does not pass {via} in its turn")

    # -- legs

    def _leg(self, leg: Mapping[str, Any], *, after_leg: bool) -> None:
        state = State(leg["mode"], leg["carried_on"], leg["gauge_mm"])
        if state not in STATES.values():
            self._wrong(f"there is no state {tuple(state)}")
            return
        if not leg["links"]:
            self._wrong("a leg without links")
        if leg["from"] != self.place:
            self._wrong(f"the leg begins at {leg['from']}")
        if state not in self.riding:
            self._wrong(f"it cannot be on {state} here: no transfer led to it")
        elif after_leg:
            self._wrong("two legs without anything between them")
        at_sea = state.mode == "sea"
        if at_sea and self.landed:
            self._wrong("it sails on without a transfer")
        if at_sea and len(leg["links"]) > 1:
            self._wrong("it sails over several links without a transfer")
        for link_id in leg["links"]:
            self._link(link_id, state)
        if leg["to"] != self.place:
            self._wrong(f"the leg is said to end at {leg['to']}")
        length = sum(
            self.network.links[link_id].length.value for link_id in leg["links"] if link_id in self.network.links
        )
        if abs(length - leg["distance_km"]) > 0.001 * (1 + len(leg["links"])):
            self._wrong(f"the leg has {leg['distance_km']} km and its links {length}")
        self.riding, self.landed = {state}, True

    def _link(self, link_id: str, state: State) -> None:
        link = self.network.links.get(link_id)
        if link is None:
            self._wrong(f"there is no link {link_id}")
            return
        if self.owed:
            self._wrong(f"the border {self.owed[1]}-{self.owed[2]} was not paid before {link_id}")
            self.owed = None
        tail, head = link.from_node_id, link.to_node_id
        if self.place == head and not link.directed:
            tail, head = head, tail
        if self.place != tail:
            self._wrong(f"{link_id} does not lead on from here")
        self._admit(link, state)
        services = [service for service in self.network.services.values() if service.link_id == link_id]
        if services and self.awaited != link_id:
            self._wrong(f"the sailing of {link_id} was not waited for")
        elif not services and self.awaited:
            self._wrong(f"it waited for {self.awaited} and took {link_id}")
        self.awaited = ""
        self.place = head
        self.places.append(head)
        countries = self.network.nodes[tail].country, self.network.nodes[head].country
        if countries[0] != countries[1] and state.mode != "sea":
            self.owed = (link, *countries)

    def _admit(self, link: Link, state: State) -> None:
        terms, nodes = self.terms, self.network.nodes
        if link.state != state:
            self._wrong(f"{link.link_id} is {link.state}, the leg {state}")
        if terms.cargo not in link.cargo:
            self._wrong(f"{link.link_id} does not admit {terms.cargo}")
        if not _is_open(link, terms.on):
            self._wrong(f"{link.link_id} is {link.status}")
        if link.state.mode not in terms.modes:
            self._wrong(f"{link.link_id} is by {link.state.mode}, which was excluded")
        ends = {link.from_node_id, link.to_node_id}
        if ({link.country} | {nodes[end].country for end in ends}) & terms.avoid_countries:
            self._wrong(f"{link.link_id} touches a country to be avoided")
        if ends & terms.avoid_nodes:
            self._wrong(f"{link.link_id} touches a place to be avoided")

    # -- transfers

    def _transfer(self, step: Mapping[str, Any], *, first: bool) -> None:
        kind = step["kind"]
        if first != (kind == "loading"):
            self._wrong(f"{kind} out of its turn")
        if self.owed and kind != "border":
            self._wrong(f"the border {self.owed[1]}-{self.owed[2]} was not paid before {kind}")
            self.owed = None
        if kind == "border":
            self._border(step)
            return
        if step["place"] != self.place:
            self._wrong(f"{kind} is said to be at {step['place']}")
        if self.awaited:
            self._wrong(f"it waited for {self.awaited} and then made a {kind}")
            self.awaited = ""
        ferries = {state for state in STATES.values() if state.mode == "sea" and state.carried_on != "ship"}
        if kind == "loading":
            self.riding, self.landed = set(STATES.values()) - ferries, False
        elif kind == "unloading":
            self.riding = self._here() - ferries
            if not self.riding:
                self._wrong("it is unloaded from where it is not")
            self.unloaded = True
        elif kind == "waiting":
            self._wait(step)
        else:
            self._change(step)

    def _here(self) -> set[State]:
        """Give the states from which something may be taken: at sea, only what has come."""
        return {state for state in self.riding if state.mode != "sea" or self.landed}

    def _wait(self, step: Mapping[str, Any]) -> None:
        if step["subject"] in self.network.links and step["subject"] in self.network.timetables:
            return  # a link with hours of opening is waited for, whatever one is on
        service = self.network.services.get(step["subject"])
        if service is None:
            self._wrong(f"there is no service {step['subject']}")
            return
        self.awaited = service.link_id

    def _row(self, step: Mapping[str, Any]) -> Transfer | None:
        row = self.network.transfers.get(step["subject"])
        if row is None:
            self._wrong(f"there is no transfer {step['subject']}")
            return None
        if row.kind != step["kind"]:
            self._wrong(f"{row.transfer_id} is a {row.kind}, not a {step['kind']}")
            return None
        if self.terms.cargo not in row.cargo:
            self._wrong(f"{row.transfer_id} does not admit {self.terms.cargo}")
        if row.node_id != step["place"]:
            self._wrong(f"{row.transfer_id} is at {row.node_id}")
        return row

    def _change(self, step: Mapping[str, Any]) -> None:
        row = self._row(step)
        if row is None or row.from_state is None or row.to_state is None:
            self.riding = set()
            return
        here = self._here()
        after = {row.to_state} if row.from_state in here else set()
        if not row.directed and row.to_state in here:
            after.add(row.from_state)
        if not after:
            self._wrong(f"{row.transfer_id} does not begin with what it is on")
        self.riding, self.landed = after, False

    def _border(self, step: Mapping[str, Any]) -> None:
        row, owed = self._row(step), self.owed
        self.owed = None
        if row is None:
            return
        if owed is None:
            self._wrong(f"{row.transfer_id} is paid without crossing a border")
            return
        link, leaving, entering = owed
        if (row.link_id, row.from_country, row.to_country) != (link.link_id, leaving, entering):
            self._wrong(f"{row.transfer_id} is not the border {leaving}-{entering} of {link.link_id}")


def _is_open(link: Link, on: date | None) -> bool:
    if link.status in {"open", "restricted"}:
        return True
    if on is None or link.status == "closed" or not link.opens:
        return False
    parts = [int(part) for part in link.opens.split("-")]
    return (parts[0], parts[1] if len(parts) > 1 else 12) <= (on.year, on.month)


def _near(one: float, other: float) -> bool:
    return math.isfinite(one) and math.isfinite(other) and abs(one - other) <= NEAR


def _sums(network: Network, answer: Mapping[str, Any]) -> list[str]:
    """Add up the JSON form: totals, kilometres, activities and bands."""
    found, totals = [], answer["totals"]
    steps = [*answer["legs"], *answer["transfers"]]
    for name in MEASURES:
        if not _near(totals[name], math.fsum(step[name] for step in steps)):
            found.append(f"total {name} is not the sum of its steps")
        if any(not step[name] >= 0 for step in steps):
            found.append(f"a step has negative {name}")
    if not _near(totals["distance_km"], math.fsum(leg["distance_km"] for leg in answer["legs"])):
        found.append("total distance_km is not the sum of the legs")
    by_mode = dict.fromkeys(("rail", "sea", "road"), 0.0)
    by_country: dict[str, float] = {}
    for leg in answer["legs"]:
        by_mode[leg["mode"]] = by_mode.get(leg["mode"], 0.0) + leg["distance_km"]
        for link in (network.links[item] for item in leg["links"] if item in network.links):
            by_country[link.country] = by_country.get(link.country, 0.0) + link.length.value
    for name, expected in (("distance_km_by_mode", by_mode), ("distance_km_by_country", by_country)):
        said = answer[name]
        if set(said) != set(expected) or any(abs(said[key] - expected[key]) > 0.001 * 50 for key in said):
            found.append(f"{name} is not that of the legs")
    activities = answer["hours_by_activity"]
    if set(activities) != set(ACTIVITY_OF.values()) or not _near(math.fsum(activities.values()), totals["hours"]):
        found.append("hours_by_activity does not add up to the hours")
    if not _near(activities["moving"], math.fsum(leg["hours"] for leg in answer["legs"])):
        found.append("hours_by_activity has other moving hours than the legs")
    hours, cost = answer["hours_band"], answer["cost_band"]
    if not 0 <= hours["p10"] <= hours["p50"] <= hours["p90"] or not _near(hours["p50"], totals["hours"]):
        found.append("hours_band is out of order")
    if not 0 <= cost["low"] <= totals["cost_usd"] + NEAR or not totals["cost_usd"] <= cost["high"] + NEAR:
        found.append("cost_band does not hold the cost")
    return found


def _bounds(answer: Mapping[str, Any], terms: Terms) -> list[str]:
    found, totals = [], answer["totals"]
    if terms.max_transfers is not None and len(answer["transfers"]) > terms.max_transfers:
        found.append("more transfers than asked for")
    if terms.max_hours is not None and totals["hours"] > terms.max_hours + NEAR:
        found.append("more hours than asked for")
    if terms.max_cost_usd is not None and totals["cost_usd"] > terms.max_cost_usd + NEAR:
        found.append("more cost than asked for")
    return found


def _ledger(network: Network, itinerary: Itinerary) -> list[str]:
    """Add up the ledger in whole minutes, cents and grams, and look at each of its lines."""
    found = []
    entries = [entry for step in itinerary.steps for entry in step.entries]
    exact = {measure: _added(entries, measure) for measure in ("hours", "cost", "co2e")}
    said = {
        "hours": itinerary.hours * 60,
        "cost": itinerary.cost_usd * 100,
        "co2e": itinerary.co2e_kg * 1000,
    }
    for measure, value in said.items():
        if round(value) != exact[measure] or abs(value - exact[measure]) > NEAR + 1e-9 * abs(exact[measure]):
            found.append(f"total {measure} is not the sum of the ledger")
    for step in itinerary.steps:
        for measure, value in (
            ("hours", step.hours * 60),
            ("cost", step.cost_usd * 100),
            ("co2e", step.co2e_kg * 1000),
        ):
            if round(value) != _added(step.entries, measure):
                found.append(f"a step's {measure} is not the sum of its lines")
    found += _lines(network, entries)
    costs = [entry for entry in entries if entry.measure == "cost"]
    band = itinerary.cost_band
    ends = (round(band.low * 100), round(band.typical * 100), round(band.high * 100))
    if ends != (sum(e.low for e in costs), exact["cost"], sum(e.high for e in costs)):
        found.append("cost_band is not the sum of the ends of the ledger")
    activities = dict.fromkeys(ACTIVITY_OF.values(), 0)
    for entry in entries:
        if entry.measure == "hours":
            activities[ACTIVITY_OF[entry.item]] += entry.amount
    if {name: round(value * 60) for name, value in itinerary.hours_by_activity.items()} != activities:
        found.append("hours_by_activity is not that of the ledger")
    return found


def _lines(network: Network, entries: Iterable[Entry]) -> list[str]:
    """Look at each line of the ledger by itself."""
    found = []
    for entry in entries:
        if not all(isinstance(number, int) for number in (entry.amount, entry.low, entry.high)):
            found.append(f"{entry.subject} {entry.item}: not in whole numbers")
        if not 0 <= entry.low <= entry.amount <= entry.high:
            found.append(f"{entry.subject} {entry.item}: {entry.low} <= {entry.amount} <= {entry.high} does not hold")
        if entry.figure.source_id not in network.sources:
            found.append(f"{entry.subject} {entry.item}: source {entry.figure.source_id} is unknown")
    return found


def _added(entries: Iterable[Entry], measure: str) -> int:
    return sum(entry.amount for entry in entries if entry.measure == measure)


def _agreement(itinerary: Itinerary, answer: Mapping[str, Any]) -> list[str]:
    """Compare the object with its JSON form."""
    found = []
    totals = answer["totals"]
    pairs = (
        (totals["hours"], itinerary.hours),
        (totals["cost_usd"], itinerary.cost_usd),
        (totals["co2e_kg"], itinerary.co2e_kg),
        (totals["distance_km"], sum(leg.metres for leg in itinerary.legs) / 1000),
    )
    if not all(_near(one, other) for one, other in pairs):
        found.append("the JSON form has other totals than the itinerary")
    for leg, row in zip(itinerary.legs, answer["legs"], strict=True):
        if list(leg.link_ids) != row["links"] or len(leg.forward) != len(leg.link_ids):
            found.append("the JSON form has other links than the itinerary")
    return found
