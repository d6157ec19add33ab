"""How an itinerary looks on a terminal, in Markdown, and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridor.cli.tables import Cell, grid
from corridor.cli.text import markdown_text, plain, to_markdown
from corridor.model.figure import Figure
from corridor.model.itinerary import Itinerary, Leg
from corridor.model.ledger import Entry
from corridor.units import PRICE_YEAR, days

if TYPE_CHECKING:
    from corridor.planning.query import Query

_ACTIVITY_WORDS = {"gauge_change": "gauge change"}


def summary(itinerary: Itinerary) -> list[str]:
    """Give the head of an answer: what, how long, how much, how far, how dirty."""
    band, cost, network = itinerary.hours_band, itinerary.cost_band, itinerary.network
    corridor = itinerary.corridor_name or "other way"
    modes = ", ".join(f"{mode} {km:,.0f}" for mode, km in itinerary.distance_km_by_mode.items() if km)
    return [
        f"{network.nodes[itinerary.origin].name} → {network.nodes[itinerary.destination].name}   "
        f"{itinerary.consignment}",
        f"{corridor} ({itinerary.corridor}), through {' '.join(itinerary.countries)}",
        "",
        f"  time   {days(itinerary.hours):6.1f} days typical   "
        f"({days(band.low):.1f} to {days(band.high):.1f}, p10–p90)",
        f"  cost   {itinerary.cost_usd:6,.0f} USD of {PRICE_YEAR}   ({cost.low:,.0f} to {cost.high:,.0f})",
        f"  way    {itinerary.distance_km:6,.0f} km   ({modes})",
        f"  CO2e   {itinerary.co2e_kg:6,.0f} kg well-to-wheel (ISO 14083-structured estimate from default data)",
    ]


def split(itinerary: Itinerary) -> str:
    """Give where the days go, in one line."""
    parts = [
        f"{_ACTIVITY_WORDS.get(activity, activity)} {days(hours):.1f} d ({hours / itinerary.hours:.0%})"
        for activity, hours in itinerary.hours_by_activity.items()
        if hours
    ]
    return "  days   " + ", ".join(parts)


def _names(itinerary: Itinerary) -> dict[str, str]:
    """Give the names of the places that an itinerary passes or stops at, safe to print."""
    nodes = itinerary.network.nodes
    stops = [step.node_id for step in itinerary.transfers]
    return {node_id: plain(nodes[node_id].name) for node_id in {*itinerary.places, *stops}}


def steps(itinerary: Itinerary) -> list[tuple[str, str, float, float, float, float]]:
    """Give the ledger by leg and transfer: what, where, km, hours, USD, kg CO2e."""
    name = _names(itinerary)
    lines = []
    for step in itinerary.steps:
        if isinstance(step, Leg):
            gauge = f" {step.state.gauge_mm} mm" if step.state.gauge_mm and step.mode == "rail" else ""
            what, where = f"{step.mode}{gauge}", f"{name[step.from_node_id]} → {name[step.to_node_id]}"
            km = step.distance_km
        else:
            what, where, km = f"  {step.label or step.kind}", name[step.node_id], 0.0
        lines.append((plain(what), where, km, step.hours, step.cost_usd, step.co2e_kg))
    return lines


def table(itinerary: Itinerary, query: Query) -> str:
    """Give the whole answer for a terminal."""
    total = ("total", "", itinerary.distance_km, itinerary.hours, itinerary.cost_usd, itinerary.co2e_kg)
    header, rows = _body(itinerary)
    last = [*([""] if itinerary.spans else []), *_step_cells(total)]
    first_number = len(header) - 4
    body = grid(header, [*rows, last], right=set(range(first_number, len(header))), ruled_last=True)
    lines = [*map(plain, summary(itinerary)), split(itinerary), *_dates(itinerary), "", body]
    lines += _advice(itinerary)
    lines += [plain(remark) for remark in itinerary.remarks]
    assumed = f"Minimised {query.minimized}"
    lines.append(
        f"{assumed}; scenario {query.scenario}; network as of {itinerary.network.as_of}; "
        f"{len(itinerary.sources)} sources. Every figure: `corridor explain`."
    )
    return "\n".join(lines) + "\n"


def _body(itinerary: Itinerary) -> tuple[list[Cell], list[list[Cell]]]:
    """Give header and rows of the table of steps; with dates, when each begins by the clocks of its place."""
    header, rows = ["step", "where", "km", "hours", "USD", "kg CO2e"], [_step_cells(line) for line in steps(itinerary)]
    if not itinerary.spans:
        return header, rows
    begins = [f"{begin:%a %d %b %H:%M}" for begin, _ in itinerary.spans]
    return ["begins", *header], [[begin, *row] for begin, row in zip(begins, rows, strict=True)]


def _dates(itinerary: Itinerary) -> list[str]:
    if not itinerary.spans:
        return []
    departs, arrives = itinerary.spans[0][0], itinerary.spans[-1][1]
    return [f"  dates  {departs:%a %Y-%m-%d %H:%M %z} to {arrives:%a %Y-%m-%d %H:%M %z}, by local clocks"]


def _step_cells(line: tuple[str, str, float, float, float, float]) -> list[Cell]:
    what, where, km, hours, usd, kilograms = line
    return [what, where, f"{km:,.0f}" if km else "", f"{hours:,.1f}", f"{usd:,.0f}", f"{kilograms:,.0f}"]


def _advice(itinerary: Itinerary) -> list[str]:
    return [f"! {plain(str(advisory))}" for advisory in itinerary.advisories]


def step_rows(itinerary: Itinerary) -> list[dict[str, Any]]:
    """Give legs and transfers as rows with ids and full precision."""
    rows = []
    spans = [{"begins": begin.isoformat(), "ends": end.isoformat()} for begin, end in itinerary.spans]
    for number, step in enumerate(itinerary.steps, 1):
        what: dict[str, Any]
        if isinstance(step, Leg):
            what = {"type": "leg", "mode": step.mode, "kind": "", "from": step.from_node_id, "to": step.to_node_id}
            km, subject = step.distance_km, " ".join(step.link_ids)
        else:
            what = {"type": "transfer", "mode": "", "kind": step.kind, "from": step.node_id, "to": step.node_id}
            km, subject = 0.0, step.subject
        sums = {"distance_km": km, "hours": step.hours, "cost_usd": step.cost_usd, "co2e_kg": step.co2e_kg}
        dates = spans[number - 1] if spans else {}
        rows.append({"step": number, **what, **sums, "subject": subject, **dates})
    return rows


def markdown(itinerary: Itinerary) -> str:
    """Give the answer as Markdown."""
    head = [markdown_text(line.strip()) for line in (*summary(itinerary), *_dates(itinerary)) if line]
    header, rows = _body(itinerary)
    body = to_markdown(header, [[str(cell).strip() for cell in row] for row in rows])
    advised = [*map(str, itinerary.advisories), *itinerary.remarks]
    advice = "\n".join(f"- {markdown_text(line)}" for line in advised)
    return f"# {head[0]}\n\n" + "\n".join(f"- {line}" for line in head[1:]) + f"\n\n{body}\n\n{advice}\n"


def _figure_cells(itinerary: Itinerary) -> list[list[Cell]]:
    """Give a row for each line of the ledger, and one for the length of each link."""
    network = itinerary.network
    name = _names(itinerary)
    rows: list[list[Cell]] = []
    for step in itinerary.steps:
        if isinstance(step, Leg):
            for link_id, forward in zip(step.link_ids, step.forward, strict=True):
                tail, head = network.links[link_id].ends(forward=forward)
                lines = [entry for entry in step.entries if entry.subject == link_id]
                length = network.links[link_id].length
                rows.append(
                    [
                        f"{step.mode} {name[tail]} → {name[head]}",
                        "length",
                        f"{length.value:,.1f} km",
                        "",
                        *_figure_words(length),
                    ]
                )
                rows += [["", *_entry_words(entry)] for entry in lines]
        else:
            where = f"{step.label or step.kind}, {name[step.node_id]}"
            for entry in step.entries:
                rows.append([where, *_entry_words(entry)])
                where = ""
    return rows


_NATURAL_UNITS = {"hours": (60, "h", 1), "cost": (100, "USD", 0), "co2e": (1000, "kg", 0)}


def _entry_words(entry: Entry) -> list[Cell]:
    factor, unit, digits = _NATURAL_UNITS[entry.measure]
    amount = f"{entry.amount / factor:,.{digits}f} {unit}"
    return [entry.item.replace("_", " "), amount, _quantity(entry), *_figure_words(entry.figure)]


def _quantity(entry: Entry) -> str:
    return "" if entry.quantity_unit == "times" else f"{entry.quantity:,.10g} {entry.quantity_unit}"


def _figure_words(figure: Figure) -> list[Cell]:
    span = f"{figure.value:g} ({figure.low:g}–{figure.high:g}) {plain(figure.unit)}"
    return [span, figure.as_of, f"{figure.source_id} {figure.confidence}"]


_EXPLAIN_HEADER = ["step", "item", "amount", "quantity", "figure (range)", "as of", "source"]


def source_rows(itinerary: Itinerary) -> list[dict[str, str]]:
    """Give the sources of an itinerary as rows."""
    return [
        {
            "source_id": source.source_id,
            "title": source.title,
            "publisher": source.publisher,
            "date": source.date,
            "url": source.url,
        }
        for source in itinerary.sources
    ]


def explain_table(itinerary: Itinerary) -> str:
    """Give every figure of an itinerary for a terminal, with the list of sources."""
    body = grid(_EXPLAIN_HEADER, _figure_cells(itinerary), right={2})
    sources = [
        f"  {source.source_id}: {source.title} — {source.publisher}, {source.date or 'n.d.'} {source.url}"
        for source in itinerary.sources
    ]
    legend = "Confidence: A read in the source, B derived or weaker source, C estimate."
    head = [*summary(itinerary), *_dates(itinerary), *itinerary.remarks]
    return "\n".join([*map(plain, head), "", body, legend, "Sources:", *map(plain, sources)]) + "\n"


def explain_markdown(itinerary: Itinerary) -> str:
    """Give every figure of an itinerary as Markdown."""
    rows = [[str(cell) for cell in line] for line in _figure_cells(itinerary)]
    sources = "\n".join(
        f"- {markdown_text(source.source_id)}: {markdown_text(source.title)} {markdown_text(source.url)}"
        for source in itinerary.sources
    )
    return f"{to_markdown(_EXPLAIN_HEADER, rows)}\n\n{sources}\n"
