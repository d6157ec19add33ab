"""Random overlays in two tongues: entries of a scenario file, and the world as they make it, in plain numbers.

The world is altered here by rules of its own, so that the library's reading of the file can be checked against
the oracle's answers on the altered world.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from support.worlds import Hop, World, mode_of

HEAD = 'title = "Drawn"\ndescription = "Drawn at random"\n'
SAID = {"source": "estimate", "as_of": "2026", "confidence": "B"}


def entry(table: str, /, lever: str = "", **keys: Any) -> str:
    """Write one entry as TOML."""
    told = keys | SAID | ({"lever": lever} if lever else {})
    return f"\n[[{table}]]\n" + "".join(f"{name} = {_toml(value)}\n" for name, value in told.items())


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def write(folder: Path, name: str, *entries: str, head: str = HEAD) -> Path:
    """Write a scenario file."""
    path = folder / f"{name}.toml"
    path.write_text(head + "".join(entries), "utf-8")
    return path


@dataclass
class Drawing:
    """A world on its way to being altered, and the entries so far; no two entries set the same thing."""

    rng: Random
    world: World
    entries: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def hop(self, fits: Callable[[Hop], bool] = lambda _: True) -> Hop | None:
        """Draw a link that no other entry is about."""
        found = [hop for hop in self.world.hops if hop.link_id not in self.used and fits(hop)]
        if not found:
            return None
        chosen = self.rng.choice(found)
        self.used.add(chosen.link_id)
        return chosen

    def alter(self, hop: Hop, text: str, **changes: Any) -> None:
        """Change a link."""
        hops = tuple(replace(one, **changes) if one.link_id == hop.link_id else one for one in self.world.hops)
        self.world, self.entries = replace(self.world, hops=hops), [*self.entries, text]

    def say(self, text: str, **changes: Any) -> None:
        """Change anything else of the world."""
        self.world, self.entries = replace(self.world, **changes), [*self.entries, text]


def close_link(drawn: Drawing) -> None:
    hop = drawn.hop()
    if hop:
        drawn.alter(hop, entry("link", id=hop.link_id, status="closed"), status="closed")


def open_link(drawn: Drawing) -> None:
    hop = drawn.hop(lambda hop: hop.status not in {"open", "restricted"})
    if hop:
        drawn.alter(hop, entry("link", match=hop.link_id, status="open"), status="open")


def close_node(drawn: Drawing) -> None:
    place = drawn.rng.choice(list(drawn.world.places))
    touching = {hop.link_id for hop in drawn.world.hops if place in {hop.tail, hop.head}}
    if touching & drawn.used:
        return
    drawn.used |= touching
    hops = tuple(replace(hop, status="closed") if hop.link_id in touching else hop for hop in drawn.world.hops)
    drawn.say(entry("node", id=place, status="closed"), hops=hops)


def set_hours(drawn: Drawing) -> None:
    hop, minutes = drawn.hop(), 30 * drawn.rng.randint(0, 40)
    if hop:
        drawn.alter(hop, entry("link", id=[hop.link_id], hours=minutes / 60), minutes=minutes)


def multiply_hours(drawn: Drawing) -> None:
    speed = drawn.world.speed
    hop = drawn.hop(lambda hop: hop.minutes is not None or mode_of(hop.carriage) in speed)
    if hop:
        before = hop.minutes if hop.minutes is not None else hop.km * 60 // speed[mode_of(hop.carriage)]
        factor = drawn.rng.choice([2, 3])
        drawn.alter(hop, entry("link", id=hop.link_id, multiply_hours=factor), minutes=before * factor)


def set_length(drawn: Drawing) -> None:
    hop, km = drawn.hop(), 60 * drawn.rng.randint(1, 9)
    if hop:
        drawn.alter(hop, entry("link", id=hop.link_id, length_km=km), km=km)


def set_price(drawn: Drawing) -> None:
    hop, usd, unit = drawn.hop(), 10 * drawn.rng.randint(0, 40), drawn.world.unit
    if hop:
        told = {"set": usd, "unit": f"USD/{unit}", "add": True, "basis": "per_unit", "cargo_unit": unit}
        drawn.alter(hop, entry("tariff", link_id=hop.link_id, **told), usd=usd)


def multiply_cost(drawn: Drawing) -> None:
    tariff = drawn.world.tariff
    hop = drawn.hop(lambda hop: hop.usd is not None or mode_of(hop.carriage) in tariff)
    if hop:
        before = hop.usd if hop.usd is not None else hop.km * tariff[mode_of(hop.carriage)]
        drawn.alter(hop, entry("link", id=hop.link_id, multiply_cost=3), usd=3 * before)


def set_speed(drawn: Drawing) -> None:
    mode = drawn.rng.choice(list(drawn.world.speed))
    if f"speed {mode}" in drawn.used or drawn.used:  # before any factor on a link, which would know the old speed
        return
    drawn.used.add(f"speed {mode}")
    kmh = drawn.rng.choice([10, 15, 60])
    drawn.say(entry("speed", mode=mode, set=kmh, unit="km/h"), speed={**drawn.world.speed, mode: kmh})


def set_tariff(drawn: Drawing) -> None:
    mode, unit = drawn.rng.choice(list(drawn.world.tariff)), drawn.world.unit
    if drawn.used:
        return
    drawn.used.add(f"tariff {mode}")
    told = {"basis": "per_km", "set": 4, "unit": f"USD/{unit}-km"}
    drawn.say(entry("tariff", link_id="", mode=mode, **told), tariff={**drawn.world.tariff, mode: 4})


def multiply_grams(drawn: Drawing) -> None:
    modes = sorted({mode for mode, _ in drawn.world.grams})
    mode = drawn.rng.choice(modes) if modes else ""
    if not mode or f"grams {mode}" in drawn.used:
        return
    drawn.used.add(f"grams {mode}")
    grams = {key: value * (3 if key[0] == mode else 1) for key, value in drawn.world.grams.items()}
    drawn.say(entry("emission_factor", activity="haulage", mode=mode, multiply=3), grams=grams)


def change_transfer(drawn: Drawing) -> None:
    found = [change for change in drawn.world.changes if change.transfer_id not in drawn.used and change.minutes]
    if not found:
        return
    chosen = drawn.rng.choice(found)
    drawn.used.add(chosen.transfer_id)
    others = tuple(change for change in drawn.world.changes if change is not chosen)
    turn = drawn.rng.choice(["close", "hours", "charge"])
    if turn == "close":
        drawn.say(entry("transfer", id=chosen.transfer_id, status="closed"), changes=others)
    elif turn == "hours":
        altered = replace(chosen, minutes=2 * (chosen.minutes or 0))
        drawn.say(entry("dwell", subject=chosen.transfer_id, multiply=2), changes=(*others, altered))
    else:
        altered = replace(chosen, usd=70)
        told = {"subject": chosen.transfer_id, "set": 70, "unit": f"USD/{drawn.world.unit}"}
        drawn.say(entry("charge", **told), changes=(*others, altered))


def change_border(drawn: Drawing) -> None:
    if not drawn.world.crossings or "borders" in drawn.used:
        return
    chosen = drawn.rng.choice(drawn.world.crossings)
    drawn.used.add("borders")
    others = tuple(crossing for crossing in drawn.world.crossings if crossing is not chosen)
    if drawn.rng.random() < 0.4:
        drawn.say(entry("transfer", kind="border", id=chosen.transfer_id, status="closed"), crossings=others)
        return
    if not any(c.minutes is not None and c.entering == chosen.entering for c in drawn.world.crossings):
        return
    doubled = tuple(
        replace(c, minutes=(c.minutes[0] * 2, c.minutes[1] * 2)) if c.minutes and c.entering == chosen.entering else c
        for c in drawn.world.crossings
    )
    default = {
        country: minutes * (2 if country == chosen.entering else 1)
        for country, minutes in drawn.world.border_default.items()
    }
    text = entry("dwell", kind="border", country=chosen.entering, multiply=2)
    drawn.say(text, crossings=doubled, border_default=default)


def change_ends(drawn: Drawing) -> None:
    if "ends" in drawn.used or not drawn.world.ends:
        return
    drawn.used.add("ends")
    chosen = drawn.rng.choice(sorted(drawn.world.ends))
    kind, mode = chosen
    minutes, usd = drawn.world.ends[chosen]
    side = {"to_mode" if kind == "loading" else "from_mode": mode}
    if drawn.rng.random() < 0.5:
        text, altered = entry("dwell", subject="", kind=kind, **side, multiply=3), (3 * minutes, usd)
    else:
        told = {"set": 400, "unit": f"USD/{drawn.world.unit}"}
        text, altered = entry("charge", subject="", kind=kind, **side, **told), (minutes, 400)
    drawn.say(text, ends={**drawn.world.ends, chosen: altered})


def change_service(drawn: Drawing) -> None:
    found = [sailing for sailing in drawn.world.sailings if sailing.link_id not in drawn.used]
    if not found:
        return
    chosen = drawn.rng.choice(found)
    drawn.used.add(chosen.link_id)
    others = tuple(sailing for sailing in drawn.world.sailings if sailing is not chosen)
    turn = drawn.rng.choice(["close", "wait", "often", "factor", "regular"])
    if turn == "close":
        hops = tuple(
            replace(hop, status="closed") if hop.link_id == chosen.link_id else hop for hop in drawn.world.hops
        )
        drawn.say(entry("service", id=chosen.service_id, status="closed"), hops=hops)
    elif turn == "wait":
        told = entry("service", link=chosen.link_id, wait_hours=7.5)
        drawn.say(told, sailings=(*others, replace(chosen, minutes=450)))
    elif turn == "regular":
        told = entry("service", id=chosen.service_id, regularity="timetable")
        drawn.say(told, sailings=(*others, replace(chosen, regularity="timetable", fill=None)))
    else:
        minutes = None if chosen.minutes is None else round(chosen.minutes / 2)
        told = {"departures_per_week": chosen.departures * 2} if turn == "often" else {"multiply_departures": 2}
        altered = replace(chosen, departures=chosen.departures * 2, minutes=minutes)
        drawn.say(entry("service", id=chosen.service_id, **told), sailings=(*others, altered))


CLOSING = (close_link, close_node)
OPENING = (open_link,)
ALL = (
    set_speed, set_tariff, *CLOSING, *OPENING, set_hours, multiply_hours, set_length, set_price, multiply_cost,
    multiply_grams, change_transfer, change_border, change_ends, change_service,
)  # fmt: skip


def draw(rng: Random, world: World, turns: tuple[Callable[[Drawing], None], ...] = ALL, count: int = 5) -> Drawing:
    """Draw an overlay of at most so many entries; speeds and tariffs by mode come first, as they do in an overlay."""
    drawn = Drawing(rng, world)
    for turn in sorted(rng.choices(turns, k=count), key=turns.index):
        turn(drawn)
    return drawn
