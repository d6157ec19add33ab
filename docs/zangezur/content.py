"""What the page says: sentences whose figures and whose verdicts are reckoned, never written down."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import corridor as cr
from corridor.analysis.versus import Bout, Versus, gap
from corridor.scenarios.apply import altered
from corridor.scenarios.catalogue import find_scenarios
from corridor.units import PRICE_YEAR, days
from zangezur.claims import claims
from zangezur.figures import BTK, CORRIDORS, DESTINATIONS, IRAN, LINE, ORIGINS, Figures, Shut
from zangezur.page import Block, Heading, Link, Paragraph, Points, Table
from zangezur.turning import turning

TITLE = "Zangezur (TRIPP) against Iran and the Baku–Tbilisi–Kars line"
NAMES = {LINE: "Zangezur", BTK: "BTK", IRAN: "Iran by rail"}


def blocks(told: Figures) -> list[Block]:
    """Give the whole page but for pictures and break-evens."""
    return [
        Heading(TITLE, 1),
        Paragraph(
            f"Reckoned from the network as of {told.today.as_of} by docs/generate.py; do not edit. "
            f"{cr.Consignment.feu()}; USD of {PRICE_YEAR}; from {', '.join(ORIGINS)} to {', '.join(DESTINATIONS)}. "
            "The line is not open: all that is said of it assumes scenario zangezur, in which it is. Ranges of cost are "
            "all low to all high figures; of days, the 10th to the 90th percentile."
        ),
        Heading("In short"),
        Points(tuple(_short(told))),
        Heading("What is known of the line"),
        _sections(told),
        Heading("What is assumed"),
        *_assumed(told),
        Heading(f"For a patient shipper: time at USD {told.vot_patient:g} per hour, the capital bound in the cargo"),
        _pairs(told.patient),
        Heading(f"For an urgent one: time at USD {told.vot_urgent:g} per hour, as trade flows reveal it"),
        _pairs(told.urgent),
        Heading("What would change the verdict"),
        *turning(told),
        Heading("What it is worth when others are shut"),
        *_shut(told),
        Heading("What is claimed, and what the figures say"),
        _claims(told),
        Heading("Iran today"),
        *_iran(told),
        Heading("What this page does not say"),
        Points(
            (
                "Capacity: a second line carries what the first cannot; no queue at Kars, Akhalkalaki or Alat is priced.",
                "Politics: whether, when and under whose control the line opens. The dates above are what was published.",
                "Sanctions: a way through Iran may be barred to a shipper whatever it costs. Screening is not legal advice.",
                "Tariffs of the line: none is published; the scenario's is an estimate with a wide range.",
            )
        ),
    ]


def _short(told: Figures) -> Iterable[str]:
    bout = told.baku_kars.bouts[0]
    line, other = _both(bout)
    apart = gap(line, other)
    yield (
        f"Baku–Kars is {line.distance_km:,.0f} km by the line and {other.distance_km:,.0f} by Tbilisi and Akhalkalaki: it is "
        f"{abs(apart.distance_km):,.0f} km {'longer' if apart.distance_km > 0 else 'shorter'}, with {_borders(line)} borders "
        f"against {_borders(other)}. It takes {line.hours:,.0f} hours against {other.hours:,.0f} and USD "
        f"{line.cost_usd:,.0f} against {other.cost_usd:,.0f}; the difference in cost lies between {apart.cost_usd.low:+,.0f} "
        f"and {apart.cost_usd.high:+,.0f}, so its sign is {'not ' if apart.cost_usd.low < 0 < apart.cost_usd.high else ''}sure."
    )
    for found, who in ((told.patient, "a patient shipper"), (told.urgent, "an urgent one")):
        yield f"For {who} it is {_wins(found)}."
        yield f"Against the BTK: {_spread(found, BTK)}. Against Iran by rail: {_spread(found, IRAN)}."
    yield _iran_in_short(told)
    yield _when_shut(told.georgia_and_iran_shut)
    yield from map(_reached, told.nakhchivan)
    last = max((told.today.links[name] for name in told.line_links), key=lambda link: link.opens)
    yield (
        f"It is open when its last section is: that is expected in {last.opens} (between {last.opens_early} and "
        f"{last.opens_late}; {last.link_id}), by an estimate made after earlier dates were missed."
    )


def _both(bout: Bout) -> tuple[cr.Itinerary, cr.Itinerary]:
    line, other = bout.of(LINE), bout.of(BTK)
    assert line is not None  # noqa: S101 - the scenario has it open
    assert other is not None  # noqa: S101 - the BTK is open
    return line, other


def _borders(one: cr.Itinerary) -> int:
    return sum(step.kind == "border" for step in one.transfers)


def _wins(found: Versus) -> str:
    best = [bout for bout in found if bout.winner is not None and bout.winner.corridor == LINE]
    if not best:
        return f"the best of the three in none of {len(found)} pairs"
    return f"the best of the three in {len(best)} of {len(found)} pairs"


def _spread(found: Versus, rival: str) -> str:
    gaps = [
        gap(line, other)
        for bout in found
        if (line := bout.of(LINE)) is not None and (other := bout.of(rival)) is not None
    ]
    cost = sorted(one.cost_usd.typical for one in gaps)
    hours = sorted(days(one.hours) for one in gaps)
    km = sorted(one.distance_km for one in gaps)
    return f"USD {_from_to(cost, 0)}, {_from_to(hours, 1)} days, {_from_to(km, 0)} km"


def _iran_in_short(told: Figures) -> str:
    best = sum(bout.winner is not None and bout.winner.corridor == IRAN for bout in told.patient)
    surcharge = told.today.parameters.value("war_risk_surcharge_iran_usd_per_feu", "IR")
    return (
        f"Iran by rail is the cheapest of the three in {best} of {len(told.patient)} pairs, in tables that hold an "
        f"allowance of USD {surcharge.value:g} ({surcharge.low:g}–{surcharge.high:g}) a box for the war, nothing for sanctions "
        "and no wait for a train, of which few run: whether the way can be used at all is told under “Iran today”, not in its price."
    )


def _from_to(values: list[float], digits: int) -> str:
    first, last = (round(value, digits) + 0.0 for value in (values[0], values[-1]))
    told = f"{first:+,.{digits}f}"
    return told if first == last else f"{told} to {last:+,.{digits}f}"


def _when_shut(shut: tuple[Shut, ...]) -> str:
    gains = [one for one in shut if one.with_line and one.with_line.corridor == LINE]
    saved = sorted(one.without.cost_usd - one.with_line.cost_usd for one in gains if one.without and one.with_line)
    if not saved:
        return "With Georgia and Iran both shut it would change nothing."
    return (
        f"Its worth shows when Georgia and Iran are both shut: in {len(gains)} of {len(shut)} pairs it is then the best way "
        f"of all, and spares USD {saved[0]:,.0f} to {saved[-1]:,.0f} a box against the next (for an urgent shipper; "
        "otherwise mostly through Russia)."
    )


def _reached(one: Shut) -> str:
    if one.without is None or one.with_line is None:
        return f"{one.origin}–{one.destination}: no way without the line, or none with it."
    change = one.with_line.cost_usd - one.without.cost_usd
    return (
        f"{one.origin}–{one.destination}: USD {one.with_line.cost_usd:,.0f} and {days(one.with_line.hours):.1f} days with the "
        f"line ({one.with_line.corridor}), USD {one.without.cost_usd:,.0f} and {days(one.without.hours):.1f} without "
        f"({one.without.corridor}, by {'–'.join(one.without.countries)}): {change:+,.0f}."
    )


def _sections(told: Figures) -> Table:
    rows = []
    for name in told.line_links:
        link = told.today.links[name]
        ends = " – ".join(told.today.nodes[place].name.split(" (")[0] for place in (link.from_node_id, link.to_node_id))
        due = f"{link.opens} ({link.opens_early} to {link.opens_late})" if link.opens else "–"
        length = link.length
        span = f" ({length.low:g}–{length.high:g})" if length.low < length.high else ""
        rows.append(
            (
                ends,
                f"{length.value:g}{span}",
                link.line_class,
                link.status.replace("_", " "),
                due,
                link.status_source_id or length.source_id,
                length.source_id,
                length.confidence,
            )
        )
    header = ("section", "km", "track", "status", "expected open", "who says so", "length from", "confidence")
    return Table(header, tuple(rows), "A read in the source, B derived from one, C an estimate.")


def _assumed(told: Figures) -> Iterable[Block]:
    scenarios = find_scenarios("zangezur", None)
    differences = altered(told.today, scenarios)[1]
    notes: dict[str, list[str]] = {}
    for entry in (entry for scenario in scenarios for entry in scenario.entries):
        if any(entry in item.entries for item in differences):
            notes.setdefault(scenarios[0].levers.get(entry.lever, entry.lever), []).append(
                f"{entry.note} ({entry.source_id}, {entry.confidence})."
            )
    for lever, told_notes in notes.items():
        yield Points((f"{lever}. " + " ".join(told_notes),))


def _pairs(found: Versus) -> Table:
    rows = []
    for bout, pair in zip(found, product(ORIGINS, DESTINATIONS), strict=True):
        cells = [" – ".join(pair)]
        for corridor in CORRIDORS:
            one = bout.of(corridor)
            cells.append("none" if one is None else _told(one))
        line, rivals = bout.of(LINE), [bout.of(name) for name in CORRIDORS[1:]]
        cells += ["" if line is None or other is None else _less(line, other) for other in rivals]
        cells.append(NAMES[bout.winner.corridor] if bout.winner else "")
        rows.append(tuple(cells))
    header = ("", *(NAMES[name] for name in CORRIDORS), "Zangezur less BTK", "Zangezur less Iran", "best of the three")
    caption = (
        "USD (low–high); days (p10–p90); km. Of a difference, what both ways share cancels: only the rest has a range."
    )
    return Table(header, tuple(rows), caption)


def _told(one: cr.Itinerary) -> str:
    cost, band = one.cost_band, one.hours_band
    return (
        f"{one.cost_usd:,.0f} ({cost.low:,.0f}–{cost.high:,.0f}); {days(one.hours):.1f} ({days(band.low):.1f}–"
        f"{days(band.high):.1f}); {one.distance_km:,.0f}"
    )


def _less(line: cr.Itinerary, other: cr.Itinerary) -> str:
    apart = gap(line, other)
    cost = apart.cost_usd
    return (
        f"{cost.typical:+,.0f} ({cost.low:+,.0f} to {cost.high:+,.0f}); {round(days(apart.hours), 1) + 0.0:+.1f}; "
        f"{round(apart.distance_km) + 0:+,d}"
    )


def _shut(told: Figures) -> Iterable[Block]:
    yield Paragraph(
        "The best way of all when Georgia and Iran are both kept off, without the line and with it "
        f"(time at USD {told.vot_urgent:g} per hour):"
    )
    rows = tuple(
        (f"{one.origin} – {one.destination}", _way(one.without), _way(one.with_line))
        for one in told.georgia_and_iran_shut
    )
    yield Table(("", "without the line", "with the line"), rows)


def _way(one: cr.Itinerary | None) -> str:
    return "none" if one is None else f"{one.corridor}: USD {one.cost_usd:,.0f}, {days(one.hours):.1f} days"


def _claims(told: Figures) -> Table:
    rows = tuple((one.text, f"{one.who} ({one.source_id})", one.answer) for one in claims(told))
    return Table(("claim", "who", "what the figures say"), rows)


def _iran(told: Figures) -> Iterable[Block]:
    seen: dict[str, str] = {}
    for bout in told.patient:
        one = bout.of(IRAN)
        for advisory in one.advisories if one else ():
            if advisory.advisory_id.startswith("iran"):
                seen[advisory.advisory_id] = (
                    f"{advisory.title}. {advisory.text} (checked {advisory.checked_on}, {advisory.source_id})"
                )
    yield Points(tuple(seen.values()))


def sources(told: Figures) -> list[Block]:
    """Give every source that the page's ways, sections and claims cite."""
    cited: dict[str, tuple[str, str]] = {one.source_id: (one.title, one.url) for one in claims(told)}
    for bout in told.patient:
        for contender in bout.contenders:
            for source in contender.itinerary.sources if contender.itinerary else ():
                cited.setdefault(source.source_id, (f"{source.title} ({source.publisher}, {source.date})", source.url))
    for name in told.line_links:
        link = told.today.links[name]
        for source_id in (link.status_source_id, link.length.source_id):
            if source_id in told.today.sources:
                source = told.today.sources[source_id]
                cited.setdefault(source_id, (f"{source.title} ({source.publisher}, {source.date})", source.url))
    return [Heading("Sources"), *(Link(name, text, url) for name, (text, url) in sorted(cited.items()))]
