"""Putting a report together: what was reckoned, in words, tables, figures and a map, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from corridor import charts
from corridor.analysis.reliability import DRAWS
from corridor.charts import Chart
from corridor.data.write import write_text
from corridor.lang import Translator, translator
from corridor.maps.chooser import Around, page_with_chooser
from corridor.maps.safe import safe
from corridor.maps.tiles import with_tiles
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.report.material import Material, gather
from corridor.report.tables import (
    Citations,
    arrivals_table,
    ledger_table,
    points_table,
    scenarios_table,
    sources_list,
    steps_table,
)
from corridor.report.words import setting_words, summary, title_words

_DEAREST_HOUR = 20.0
"""USD per hour to which the slider reaches at least."""


class Report:
    """A finished report: `html()` gives the page, `save()` writes it; `material` holds the answers it shows."""

    def __init__(self, material: Material, page: str) -> None:
        self.material = material
        self._page = page

    def html(self) -> str:
        """Give the page as text."""
        return self._page

    def save(self, path: str | Path) -> Path:
        """Write the page, whole or not at all; raise `OutputError` when that fails."""
        write_text(path, self._page)
        return Path(path)


def make(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    scenarios: Sequence[str] = (),
    depart: datetime | str | None = None,
    deadline: date | datetime | str | None = None,
    deadline_hours: float | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    all_points: bool = False,
    folder: Path | None = None,
    lang: str = "en",
    tiles: str = "",
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Report:
    """Make a report on all that is worth knowing between two places: one HTML page that makes no request.

    It ships the itineraries that some prices of time and carbon make the best and those that stand for the
    trade-off over cost, time and CO2e, or with `all_points` the whole trade-off; `scenarios` are compared with
    the network as it is, found in `folder` or among those that ship.  `draws`, `seed`, `deadline_hours`, `depart`
    and `deadline` are those of `reliability`: with a departure journeys are drawn from it on, and a table says when
    they arrive; all else is that of its month.  `lang` and `tiles` are those of `maps.draw`, and the other options
    those of `route`.

    Raises what these raise.

    >>> import corridor as cr
    >>> made = make(cr.load_network(), "Baku", "Kars", draws=500, minimize="generalized")
    >>> made.html().startswith("<!DOCTYPE html>"), made.material.best.destination
    (True, 'tr-kars')
    """
    t = translator(lang)
    wanted = {
        "scenarios": scenarios,
        "folder": folder,
        "depart": depart,
        "deadline": deadline,
        "deadline_hours": deadline_hours,
        "draws": draws,
        "seed": seed,
        "all_points": all_points,
    }
    made = gather(network, origin, destination, consignment, wanted, options)
    title = title_words(made, t)
    around = Around(_lead(made, title, t), _rest(made, t), _text("page.css"), _text("page.js"))
    page = page_with_chooser(title, made.itineraries, around, t).html()
    return Report(made, with_tiles(page, tiles))


def _text(name: str) -> str:
    return files("corridor.report").joinpath(name).read_text(encoding="utf-8")


def _lead(made: Material, title: str, t: Translator) -> str:
    """Write what stands above the map: the summary, the prices to choose, the trade-off."""
    told = "".join(f"<li>{safe(sentence)}</li>" for sentence in summary(made, t))
    counted = t(
        "{count} itineraries are beaten by no other in cost, time and CO2e at once; {shipped} are in this report.",
        count=len(made.front),
        shipped=len(made.points),
    )
    return (
        f'<h1>{safe(title)}</h1><p class="setting">{safe(setting_words(made, t))}</p><ul id="summary">{told}</ul>'
        f"<h2>{safe(t('The trade-off'))}</h2><p>{safe(counted)}</p>{_prices(made, t)}"
        f'<div id="scatter">{_figure(charts.frontier(made.front, t.language))}</div>{points_table(made, t)}'
        f'<h2 id="chosen"></h2>'
    )


def _prices(made: Material, t: Translator) -> str:
    turns = made.front.breakpoints_usd_per_hour
    dearest = max([_DEAREST_HOUR, 1.25 * max(turns, default=0.0), 2 * made.query.vot_usd_per_hour])
    vot = made.query.vot_usd_per_hour if made.query.minimize == "generalized" else 0.0
    return (
        f'<form id="prices" data-first="{made.first}" data-dearest="{round(dearest * 100)}">'
        f"<label>{safe(t('value of time, USD per hour'))} "
        f'<input id="vot-range" type="range" min="0" max="1000" value="0"><input id="vot" type="number" min="0" '
        f'step="0.01" value="{vot:.2f}"></label>'
        f"<label>{safe(t('carbon price, USD per tonne of CO2e'))} "
        f'<input id="carbon-range" type="range" min="0" max="500" step="1" value="0"><input id="carbon" type="number" '
        f'min="0" step="0.01" value="0"></label></form>'
    )


def _rest(made: Material, t: Translator) -> str:
    """Write what stands below the map: the chosen itinerary, then what holds for all."""
    cited = Citations(made)
    chosen = "".join(_chosen(made, number, cited, t) for number in range(len(made.points)))
    parts = [
        chosen,
        f"<h2>{safe(t('Where the days and the money go'))}</h2>",
        _figure(charts.breakdown(made.shown, t.language)),
        _figure(charts.cost_breakdown(made.shown, t.language)),
        f"<h2>{safe(t('How surely'))}</h2>",
        _figure(charts.bands(made.reliability, t.language)),
        arrivals_table(made, t) if made.query.depart else "",
        f"<h2>{safe(t('What drives the answer'))}</h2>",
        _figure(charts.tornado(made.sensitivity, lang=t.language)),
    ]
    if made.comparison is not None:
        parts += [f"<h2>{safe(t('What if'))}</h2>", scenarios_table(made, t)]
    parts += [_advisories(made, cited, t), f"<h2>{safe(t('Sources'))}</h2>", sources_list(made, t)]
    return "".join(parts)


def _chosen(made: Material, number: int, cited: Citations, t: Translator) -> str:
    """Write all there is on one itinerary; the page shows that of the chosen one."""
    one = made.points[number].itinerary
    told = f"{t('USD {cost:,.0f}, {days:.1f} days', cost=one.cost_usd, days=one.hours / 24)}; {' '.join(one.countries)}"
    return (
        f'<section class="way" data-point="{number}" hidden><p>{safe(told)}</p>{steps_table(one, cited, t)}'
        f"<details><summary>{safe(t('Every figure'))}</summary>{ledger_table(one, cited, t)}</details>"
        f"{_figure(charts.time_distance(one, t.language))}{_figure(charts.cost_distance(one, t.language))}</section>"
    )


def _advisories(made: Material, cited: Citations, t: Translator) -> str:
    if not made.advisories:
        return ""
    told = "".join(
        f"<li><b>{safe(item.title)}</b>: {safe(item.text)} ({safe(t('checked {day}', day=item.checked_on))}) "
        f"{cited.marks([item.source_id])}</li>"
        for item in made.advisories
    )
    return f"<h2 id=advisories>{safe(t('What to know before relying on it'))}</h2><ul>{told}</ul>"


def _figure(chart: Chart) -> str:
    """Give a figure for the page: braces would look like a template's."""
    return f'<div class="figure">{chart.svg.replace("{", "&#123;").replace("}", "&#125;")}</div>'
