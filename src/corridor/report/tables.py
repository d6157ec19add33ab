"""The tables of a report, as safe HTML: the itineraries, their steps, their ledgers, the scenarios, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from corridor.analysis.reliability_result import QUANTILES
from corridor.lang import Translator
from corridor.maps.dates import LOCAL, moment_words, remark_words
from corridor.maps.safe import safe
from corridor.maps.words import corridor_of, role_words, spoken, step_words
from corridor.model.itinerary import Itinerary, Leg, Step
from corridor.model.ledger import Entry
from corridor.planning.frontier import Point
from corridor.planning.support import Interval
from corridor.report.material import Material
from corridor.units import days, hours, kilograms, usd

_NATURAL = {"hours": hours, "cost": usd, "co2e": kilograms}
_UNITS = {"hours": "h", "cost": "USD", "co2e": "kg CO2e"}


def html_table(head: Sequence[str], rows: Iterable[Sequence[str]], name: str = "") -> str:
    """Write a table of cells that are safe HTML already."""
    top = "".join(f"<th>{safe(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    named = f' class="{name}"' if name else ""
    return f'<div class="scroll"><table{named}><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


class Citations:
    """The numbers of the sources of a report, for marks such as [3] that lead to the list."""

    def __init__(self, made: Material) -> None:
        self._numbers = {source.source_id: number for number, source in enumerate(made.sources, 1)}

    def marks(self, source_ids: Iterable[str]) -> str:
        """Give links to sources, as safe HTML."""
        numbers = sorted({self._numbers[source_id] for source_id in source_ids if source_id in self._numbers})
        return " ".join(f'<a href="&#35;source-{number}">{number}</a>' for number in numbers)


def points_table(made: Material, t: Translator) -> str:
    """List the shipped itineraries; the page marks the best at the prices chosen, and sorts by them."""
    head = [
        "", t("corridor"), "USD", t("days (p10–p90)"), "kg CO2e", "km", t("transfers"), t("best from USD/h"),
        t("at the prices chosen"),
    ]  # fmt: skip
    top = "".join(f"<th>{safe(cell)}</th>" for cell in head)
    rows = "".join(_point_row(number, point, t) for number, point in enumerate(made.points))
    told = safe(t("★ the best at the prices chosen above; choose a row to see its way and its ledger."))
    return (
        f'<div class="scroll low"><table id="points"><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p class="note">{told}</p>'
    )


def _point_row(number: int, point: Point, t: Translator) -> str:
    one = point.itinerary
    cents, minutes, grams = point.sums
    role = f" <small>{safe(role_words(point.role, t))}</small>" if point.role and point.role != "between" else ""
    cells = (
        "",
        f'<button type="button">{safe(corridor_of(one, t))}</button>{role}{_warned(one)}',
        f"{one.cost_usd:,.0f}",
        f"{days(one.hours):.1f} ({days(one.hours_band.low):.1f}–{days(one.hours_band.high):.1f})",
        f"{one.co2e_kg:,.0f}",
        f"{one.distance_km:,.0f}",
        f"{len(one.transfers)}",
        _interval(point.vot_usd_per_hour),
        "",
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return (
        f'<tr data-point="{number}" data-index="{point.index}" data-supported="{int(point.supported)}" '
        f'data-cents="{cents}" data-minutes="{minutes}" data-grams="{grams}">{told}</tr>'
    )


def arrivals_table(made: Material, t: Translator) -> str:
    """Say when the drawn journeys arrive that begin with the departure, by the clocks of the destination."""
    found = made.reliability
    shares = [f"p{round(share * 100)}" for share in QUANTILES]
    head = [t("corridor"), "USD", t("arrives"), *shares]
    if found.deadline is not None:
        head.append(f"{t('deadline')}: {moment_words(found.deadline, t)}")
    rows = []
    for one in found:
        planned, drawn = one.itinerary.spans[-1][1], found.arrives(one)
        moments = [planned, *(drawn[share] for share in QUANTILES)]
        late = [] if one.on_time is None else [t("{share:.1%} on time", share=one.on_time)]
        told = [_unbroken(moment_words(moment, t, offset=False)) for moment in moments]
        name = safe(corridor_of(one.itinerary, t))
        rows.append([name, f"{one.itinerary.cost_usd:,.0f}", *told, *(safe(share) for share in late)])
    notes = " ".join(safe(note) for note in (t(LOCAL), *(remark_words(remark, t) for remark in found.remarks)))
    return f'<h3>{safe(t("With dates"))}</h3>{html_table(head, rows, "dates")}<p class="note">{notes}</p>'


def _unbroken(words: str) -> str:
    """Write words as safe HTML that no line breaks within, so that no date is cut at a hyphen."""
    return " ".join(f"<span>{safe(word)}</span>" for word in words.split(" "))


def _warned(one: Itinerary) -> str:
    """Mark an itinerary that must not be relied on unread, with the titles of its warnings."""
    titles = "; ".join(item.title for item in one.advisories if item.severity == "warning")
    return f' <a href="&#35;advisories" title="{safe(titles)}">⚠</a>' if titles else ""


def _interval(prices: Interval | None) -> str:
    if prices is None:
        return "–"
    end = "" if prices.high is None else f"{float(prices.high):,.2f}"
    return f"{float(prices.low):,.2f}–{end}"


def steps_table(one: Itinerary, cited: Citations, t: Translator) -> str:
    """List the legs and transfers of an itinerary with what each takes and who says so, and the totals."""
    nodes = one.network.nodes
    rows = []
    for step in one.steps:
        if isinstance(step, Leg):
            gauge = f" {step.state.gauge_mm} mm" if step.state.gauge_mm else ""
            what, km = f"{t(step.mode)}{gauge}", f"{step.distance_km:,.0f}"
            where = f"{t.place(nodes[step.from_node_id])} – {t.place(nodes[step.to_node_id])}"
        else:
            what, km, where = step_words(step, t), "", t.place(nodes[step.node_id])
        rows.append([safe(what), safe(where), km, *_amounts(step), cited.marks(_sources(step))])
    totals = [f"{one.distance_km:,.0f}", f"{one.hours:,.1f}", f"{one.cost_usd:,.0f}", f"{one.co2e_kg:,.0f}"]
    rows.append([f"<b>{safe(t('total'))}</b>", "", *(f"<b>{cell}</b>" for cell in totals), ""])
    return html_table([t("step"), t("where"), "km", "h", "USD", "kg CO2e", t("sources")], rows, "numbers")


def _amounts(step: Step) -> list[str]:
    return [f"{step.hours:,.1f}", f"{step.cost_usd:,.0f}", f"{step.co2e_kg:,.0f}"]


def _sources(step: Step) -> list[str]:
    return [entry.figure.source_id for entry in step.entries]


class _Line(NamedTuple):
    """Lines of a ledger by the same figure, added up."""

    first: Entry
    amount: int
    quantity: float


def ledger_table(one: Itinerary, cited: Citations, t: Translator) -> str:
    """List every figure behind an itinerary, lines by the same figure added up; the sums are the totals."""
    lines: dict[Any, _Line] = {}
    for entry in one.entries:
        known = lines.get(key := (entry.measure, entry.item, entry.figure))
        before = known or _Line(entry, 0, 0.0)
        lines[key] = _Line(before.first, before.amount + entry.amount, before.quantity + entry.quantity)
    order = list(_UNITS)
    rows = []
    for line in sorted(lines.values(), key=lambda line: (order.index(line.first.measure), -line.amount)):
        entry, figure = line.first, line.first.figure
        rows.append(
            [
                safe(spoken(entry.item, t)),
                safe(figure.key),
                f"{line.quantity:,.{0 if line.quantity >= 1 else 2}f} {safe(entry.quantity_unit)}",
                f"{figure.value:g} ({figure.low:g}–{figure.high:g}) {safe(figure.unit)}",
                f"{_NATURAL[entry.measure](line.amount):,.1f} {_UNITS[entry.measure]}",
                f"{safe(figure.as_of)} {safe(figure.confidence)}",
                cited.marks([figure.source_id]),
            ]
        )
    head = [
        t("item"), t("figure"), t("quantity"), t("value (low–high)"), t("amount"), t("date, confidence"), t("source")
    ]  # fmt: skip
    return html_table(head, rows, "numbers")


def scenarios_table(made: Material, t: Translator) -> str:
    """Say what becomes of the question in other worlds, and the change against the first."""
    rows = []
    for outcome in made.comparison or ():
        one, change = outcome.itinerary, outcome.change
        if one is None:
            rows.append([safe(outcome.scenario), safe(t("no itinerary")), *[""] * 5, safe(outcome.reason)])
            continue
        told = [f"{one.cost_usd:,.0f}", f"{days(one.hours):.1f}"]
        changed = ["", "", ""]
        if outcome.first is not None and change is not None:
            changed = [f"{change.cost_usd:+,.0f}", f"{days(change.hours):+.1f}", f"{change.co2e_kg:+,.0f}"]
        rows.append([safe(outcome.scenario), safe(corridor_of(one, t)), *told, *changed, ""])
    head = [
        t("scenario"), t("corridor"), "USD", t("days"), "± USD", t("± days"), "± kg CO2e", t("remark")
    ]  # fmt: skip
    return html_table(head, rows, "numbers")


def sources_list(made: Material, t: Translator) -> str:
    """List the sources with title, publisher, date and address."""
    rows = []
    for number, source in enumerate(made.sources, 1):
        told = ". ".join(part for part in (source.title, source.publisher, source.date) if part)
        address = safe(source.url)
        if _is_web(source.url):
            address = f'<a href="{address}" rel="noreferrer">{address}</a>'
        note = f" <small>{safe(source.note)}</small>" if source.note else ""
        rows.append(f'<li id="source-{number}">{safe(told)}. {address}{note}</li>')
    told = safe(t("A: read in the source; B: derived from it; C: an estimate with its range."))
    return f'<p class="note">{told}</p><ol class="sources">{"".join(rows)}</ol>'


def _is_web(url: str) -> bool:
    """Say whether an address may be a link; one that cannot be read may not."""
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False
