"""All itineraries of a small world by enumeration, from the rules as docs and docstrings state them.

Nothing here knows the state graph: cargo stands at a place on a carriage, and moves, changes, loads and
unloads by the rules below until every way without a repetition has been walked.

- Cargo is loaded where something (a link or a transfer) leaves the origin on that carriage, and unloaded where
  something comes
  to the destination on it; never straight on or off a ferry.
- A link is used in its direction, while it is open, by cargo that it admits, if its time and price are known.
- A land link between two countries needs the border row of its direction, and pays it once.
- A sailing with a service is waited for.  Who has come by sea must change before sailing again.
- A change needs its row, and its time.
- The name of a way is that of the first rule of which all patterns are met, and none that is to be avoided, by
  the places, links and countries that it comes to.
- A sequence of modes is compared with the modes moved on, written one after the other without repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, cached_property
from itertools import groupby, pairwise, product
from re import fullmatch

from support.worlds import FERRIES, Change, Hop, World, mode_of

OPENED = {"2028": date(2028, 12, 1), "2029-06": date(2029, 6, 1)}


@dataclass(frozen=True)
class Wishes:
    """The filters of a question, in the oracle's own words."""

    modes: frozenset[str] = frozenset({"rail", "road", "sea", "pipeline"})
    avoid_countries: frozenset[str] = frozenset()
    avoid_places: frozenset[str] = frozenset()
    via: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    max_transfers: int | None = None
    max_minutes: int | None = None
    max_cents: int | None = None
    on: date | None = None
    rules: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    """Name, patterns to be met and patterns to be avoided of each corridor, in order."""
    corridor: str = ""
    """The name that a way must have; empty for any."""

    def admit(self, sums: Sums) -> bool:
        """Say whether an itinerary keeps the bounds."""
        return (
            (self.max_transfers is None or sums.transfers <= self.max_transfers)
            and (self.max_minutes is None or sums.minutes <= self.max_minutes)
            and (self.max_cents is None or sums.cents <= self.max_cents)
        )


@dataclass(frozen=True, order=True)
class Sums:
    """What a way takes; of order, only that it is settled."""

    cents: int = 0
    minutes: int = 0
    grams: int = 0
    transfers: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.cents + other.cents,
            self.minutes + other.minutes,
            self.grams + other.grams,
            self.transfers + other.transfers,
        )


LETTERS = {"rail": "r", "road": "t", "sea": "s", "pipeline": "p"}


def fits(word: str, sequence: tuple[str, ...]) -> bool:
    """Say whether the modes of an itinerary, a letter for each run, are those of a sequence.

    Every way of leaving out what may be left out is written down, and compared as a regular expression.
    """
    choices = [("", ".*") if term == "..." else ("", LETTERS[term[:-1]]) if term[-1] == "?" else (LETTERS[term],)
               for term in sequence]  # fmt: skip
    return not sequence or any(
        fullmatch("".join(letters for letters, _ in groupby("\0".join(filter(None, chosen)).split("\0"))), word)
        for chosen in product(*choices)
    )


@cache
def completions(word: str, sequence: tuple[str, ...]) -> tuple[bool, ...]:
    """Say for every end that could follow a word, up to one letter more than the sequence, whether it then fits."""
    ends = ("".join(end) for length in range(len(sequence) + 2) for end in product("rtsp", repeat=length))
    return tuple(
        fits(word + end, sequence) for end in ends if all(one != other for one, other in pairwise(word[-1:] + end))
    )


@cache
def _patterns_met(
    items: tuple[str, ...], rules: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
) -> frozenset[str]:
    patterns = {pattern for _, passes, avoids in rules for pattern in (*passes, *avoids)}
    return frozenset(p for p in patterns if any(item and fnmatchcase(item, p) for item in items))


Stand = tuple[str, str, str, int, str, frozenset[str]]
"""Where a way stands: place, carriage, stage, places passed in order, modes so far, patterns met."""

BUDGET = 3000
"""After so many steps of enumeration a world is too wide to be asked."""


class TooWideError(Exception):
    """The world has more ways than are worth enumerating; the caller draws another."""


class Oracle:
    """Every itinerary of one question over one world."""

    def __init__(self, world: World, origin: str, destination: str, wishes: Wishes | None = None) -> None:
        self.world, self.origin, self.destination = world, origin, destination
        self.wishes = wishes or Wishes()
        self.steps = 0
        self.words: dict[tuple[str, tuple[bool, ...]], str] = {}
        self.moves: dict[str, list[tuple[str, str, Sums, str]]] = {}
        """By place: carriage, next place, what going there takes, and by which link."""
        for hop in world.hops:
            for tail, head in ((hop.tail, hop.head),) if hop.directed else ((hop.tail, hop.head), (hop.head, hop.tail)):
                taken = self._moving(hop, tail, head)
                if taken is not None:
                    self.moves.setdefault(tail, []).append((hop.carriage, head, taken, hop.link_id))
        self.changes: dict[tuple[str, str], list[tuple[str, Sums]]] = {}
        for change in world.changes:
            self._note_change(change)

    @cached_property
    def all(self) -> list[Sums]:
        """Give the sums of all itineraries within the bounds."""
        return [sums for sums in self._walks() if self.wishes.admit(sums)]

    def _usable(self, hop: Hop) -> bool:
        wishes, places = self.wishes, self.world.places
        due = OPENED.get(hop.opens)
        is_open = hop.status in {"open", "restricted"} or (
            hop.status in {"planned", "under_construction"}
            and wishes.on is not None
            and due is not None
            and due <= wishes.on
        )
        touched = {places[hop.tail], places[hop.head], hop.country}
        return (
            is_open
            and self.world.cargo in hop.cargo
            and mode_of(hop.carriage) in wishes.modes
            and not touched & wishes.avoid_countries
            and not {hop.tail, hop.head} & wishes.avoid_places
        )

    def _moving(self, hop: Hop, tail: str, head: str) -> Sums | None:
        world, mode = self.world, mode_of(hop.carriage)
        minutes = hop.minutes
        if minutes is None and mode in world.speed:
            minutes = hop.km * 60 // world.speed[mode]
        units = world.tonnes if world.unit == "tonne" else world.units
        price = hop.usd
        if price is None and mode in world.tariff:
            price = hop.km * world.tariff[mode]
        if not self._usable(hop) or minutes is None or price is None:
            return None
        cents = 100 * price * units
        if world.unit in {"feu", "teu"}:
            cents += round(cents * world.empty_share.get(mode, 0))
        factor = world.grams.get((mode, hop.country), world.grams.get((mode, ""), 0))
        moved = Sums(cents, minutes, factor * hop.km * world.tonnes)
        wait, border = self._wait(hop), self._border(hop, tail, head)
        return None if border is None else moved + wait + border

    def _wait(self, hop: Hop) -> Sums:
        for sailing in self.world.sailings:
            if sailing.link_id == hop.link_id:
                if sailing.minutes is not None:
                    return Sums(minutes=sailing.minutes, transfers=1)
                interval = 7 * 24 * 60 / sailing.departures
                mean = interval / 2 if sailing.regularity == "timetable" else interval
                if sailing.fill is not None:
                    mean = (sailing.fill - 1) * (interval / sailing.fill) / 2
                return Sums(minutes=round(mean), transfers=1)
        return Sums()

    def _border(self, hop: Hop, tail: str, head: str) -> Sums | None:
        world = self.world
        leaving, entering = world.places[tail], world.places[head]
        if leaving == entering or mode_of(hop.carriage) == "sea":
            return Sums()
        for crossing in world.crossings:
            same = (crossing.link_id, crossing.leaving, crossing.entering) == (hop.link_id, leaving, entering)
            if not same or world.cargo not in crossing.cargo:
                continue
            if crossing.minutes is not None:
                minutes = sum(crossing.minutes)
            elif entering in world.border_default:
                minutes = world.border_default[entering]
            else:
                return None
            return Sums(self._charge(crossing.usd), minutes, 0, 1)
        return None

    def _charge(self, usd: int) -> int:
        return 100 * usd * (self.world.tonnes if self.world.unit == "tonne" else self.world.units)

    def _lifting(self, kind: str, modes: set[str]) -> int:
        per_unit = {"feu": 2, "teu": 1, "truck": 2}
        tonne = self.world.unit == "tonne"
        teu = self.world.tonnes // 9 if tonne else per_unit[self.world.unit] * self.world.units
        what = (
            "gauge_change"
            if kind == "gauge_change"
            else next(item for item in ("sea", "rail", "road") if item in modes)
        )
        return 1000 * self.world.handling.get(what, 0) * teu

    def _note_change(self, change: Change) -> None:
        if change.minutes is None or self.world.cargo not in change.cargo:
            return
        grams = 0 if change.kind == "boarding" else self._lifting(
            change.kind, {mode_of(change.before), mode_of(change.after)}
        )  # fmt: skip
        taken = Sums(self._charge(change.usd), change.minutes, grams, 1)
        ways = {(change.before, change.after)}
        if not change.directed:
            ways.add((change.after, change.before))
        for before, after in ways:
            self.changes.setdefault((change.place, before), []).append((after, taken))

    def _end(self, kind: str, carriage: str) -> Sums | None:
        found = self.world.ends.get((kind, mode_of(carriage)))
        if carriage in FERRIES or found is None:
            return None
        return Sums(self._charge(found[1]), found[0], self._lifting(kind, {mode_of(carriage)}), 1)

    def _walks(self) -> Iterator[Sums]:
        moved = {carriage for carriage, *_ in self.moves.get(self.origin, ())}
        leaves = sorted(moved | {before for place, before in self.changes if place == self.origin})
        comes = {carriage for moves in self.moves.values() for carriage, head, *_ in moves if head == self.destination}
        for (place, _), changes in self.changes.items():
            comes |= {after for after, _ in changes if place == self.destination}
        for carriage in leaves:
            taken = self._end("loading", carriage)
            if taken is not None:
                start = (self.origin, carriage, "ready", self._passed(self.origin, 0), "", self._met(self.origin))
                yield from self._onward(start, taken, frozenset({start}), comes)

    def _passed(self, place: str, done: int) -> int:
        via = self.wishes.via
        while done < len(via) and via[done] == place:
            done += 1
        return done

    def _written(self, word: str, carriage: str) -> str | None:
        """Write on at a word; of words that any end of the way completes alike, the first met stands for all."""
        letter, sequence = LETTERS[mode_of(carriage)], self.wishes.sequence
        if not sequence or word.endswith(letter):
            return word
        future = completions(word + letter, sequence)
        return self.words.setdefault((letter, future), word + letter) if any(future) else None

    def _is_fulfilled(self, done: int, word: str, met: frozenset[str]) -> bool:
        named = next(
            (name for name, passes, avoids in self.wishes.rules if met >= set(passes) and not met & set(avoids)),
            "other",
        )
        asked = self.wishes.corridor
        return done == len(self.wishes.via) and fits(word, self.wishes.sequence) and asked in {"", named}

    def _met(self, place: str, link_id: str = "") -> frozenset[str]:
        if not self.wishes.corridor:
            return frozenset()
        return _patterns_met((place, f"country:{self.world.places[place]}", link_id), self.wishes.rules)

    def _onward(
        self,
        here: Stand,
        sums: Sums,
        seen: frozenset[Stand],
        comes: set[str],
    ) -> Iterator[Sums]:
        self.steps += 1
        if self.steps > BUDGET:
            raise TooWideError
        place, carriage, stage, done, word, met = here
        at_sea = mode_of(carriage) == "sea"
        arrived, ready = not at_sea or stage == "arrived", not at_sea or stage == "ready"
        if arrived and place == self.destination and carriage in comes and self._is_fulfilled(done, word, met):
            taken = self._end("unloading", carriage)
            if taken is not None:
                yield sums + taken
        onward = []
        if ready:
            for on, head, taken, link_id in self.moves.get(place, ()):
                if on == carriage:
                    stage_there = "arrived" if at_sea else "ready"
                    written = self._written(word, carriage)
                    if written is not None:
                        now_met = met | self._met(head, link_id)
                        onward.append(
                            ((head, carriage, stage_there, self._passed(head, done), written, now_met), taken)
                        )
        if arrived:
            onward += [
                ((place, after, "ready", done, word, met), taken)
                for after, taken in self.changes.get((place, carriage), ())
            ]
        for there, taken in onward:
            if there not in seen:
                yield from self._onward(there, sums + taken, seen | {there}, comes)
