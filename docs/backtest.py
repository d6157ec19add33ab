"""docs/reliability.md: the model of times, its closeness to the quick band, and published journeys against it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.calibration.kit import MIDDLE, RAIL_SEA, ask

import corridor as cr
from corridor.analysis.reliability import simulate
from corridor.analysis.reliability_money import Terms
from corridor.model.itinerary import Itinerary
from corridor.planning.query import make_query
from corridor.units import days

OBSERVED = (
    (
        "O-T01",
        "Istanbul–Xi'an, first train",
        "tr-istanbul-halkali",
        "cn-xian",
        MIDDLE,
        "run, 15 d; cleared after 19",
        15,
        19,
    ),
    ("O-T02", "Altynkol–Absheron", "kz-altynkol", "az-absheron", MIDDLE, "official, 9–12 d", 9, 12),
    ("O-T03", "Altynkol–Poti", "kz-altynkol", "ge-poti", MIDDLE, "official, 12 d (2024); 19–23 (2023)", 12, 23),
    ("O-T04", "Altynkol–Constanța", "kz-altynkol", "ro-constanta", MIDDLE, "official, 20–22 d", 20, 22),
    ("O-T05", "Xi'an–Baku", "cn-xian", "az-baku", MIDDLE, "announced, 8–12 d", 8, 12),
    ("O-T06", "Xi'an–Baku", "cn-xian", "az-baku", MIDDLE, "monthly mean, 15–17 d", 15, 17),
    ("O-T08", "Xi'an–Tehran", "cn-xian", "ir-tehran", RAIL_SEA, "test train, 14–15 d", 14, 15),
    ("O-T10", "Pavlodar–Tehran", "kz-pavlodar", "ir-tehran", RAIL_SEA, "priority train, 4–5 d", 4, 5),
    ("O-T11", "Islamabad–Ankara", "pk-islamabad", "tr-ankara", RAIL_SEA, "run, 12.9 d", 12.9, 12.9),
    ("O-T12", "Altynkol–Aktau", "kz-altynkol", "kz-aktau", RAIL_SEA, "5–6 d (2023), 12 d (2022)", 5, 12),
    ("O-T13", "Xi'an–Duisburg", "cn-xian", "de-duisburg", RAIL_SEA, "13–20 d", 13, 20),
    ("O-T16", "Baku–Xi'an", "az-baku", "cn-xian", MIDDLE, "scheduled, 12 d", 12, 12),
    ("S68", "Xi'an–Absheron, before January", "cn-xian", "az-absheron", MIDDLE, "15–20 d", 15, 20),
    (
        "S68",
        "Xi'an–Absheron, a January of 10 storm days",
        "cn-xian",
        "az-absheron",
        MIDDLE | {"on": "2027-01-15"},
        "16–21 d",
        16,
        21,
    ),
)
"""Published journeys (docs/calibration.md has their sources): case, pair, ends, filters, what was said, days."""
PAIRS = (
    ("cn-xian", "tr-istanbul-halkali"),
    ("kz-almaty", "tr-mersin"),
    ("uz-tashkent", "tr-kars"),
    ("cn-xian", "hu-budapest"),
)


def journeys(one: Itinerary, deadline: float | None = None) -> cr.Reliability:
    query = make_query(one.network, one.origin, one.destination, one.consignment, minimize="time")
    return simulate(query, [one], terms=Terms(deadline))


def page() -> str:
    """Give the whole page."""
    return "\n".join(
        [_TEXT, *_closeness(), "", "## Against published journeys", "", *_table(), "", *_reading(), "", _LIMITS]
    )


def _closeness() -> Iterator[str]:
    lows, highs, plans = [], [], []
    for origin, destination in PAIRS:
        for minimize in ("cost", "time"):
            for on in (None, "2027-01-15"):
                one = ask(origin, destination, minimize=minimize, on=on)
                drawn = journeys(one).journeys[0]
                lows.append(one.hours_band.low / drawn.quantiles[0.1] - 1)
                highs.append(one.hours_band.high / drawn.quantiles[0.9] - 1)
                plans.append(drawn.plan_percentile)
    yield (
        f"Over {len(lows)} itineraries ({len(PAIRS)} pairs, cheapest and quickest, without a date and in January) the band of "
        f"`corridor route`, which is this model by its moments ([concepts.md](concepts.md)), has its p10 {median(lows):+.0%} "
        f"({min(lows):+.0%} to {max(lows):+.0%}) from the simulated one, its p90 {median(highs):+.0%} ({min(highs):+.0%} to "
        f"{max(highs):+.0%}). Its `p50` is the plan, the sum of typical steps, and stands at the {median(plans):.0%} point of the "
        f"journeys ({min(plans):.0%} to {max(plans):.0%}): **a plan that adds up typical steps is met by about one journey in "
        f"{round(1 / median(plans))}.** Who needs the median asks for it here."
    )


def _table() -> Iterator[str]:
    yield "| case | published | simulated p10 – p50 – p90, days | share of journeys as quick as published |"
    yield "| --- | --- | --- | --- |"
    for case, name, origin, destination, options, said, low, high in OBSERVED:
        one = ask(origin, destination, **options)
        early, late = (journeys(one, value * 24).journeys[0] for value in (low, high))
        spread = " – ".join(f"{days(early.quantiles[share]):.1f}" for share in (0.1, 0.5, 0.9))
        share = f"{early.on_time:.0%}" if low == high else f"{early.on_time:.0%} – {late.on_time:.0%}"
        yield f"| {case} {name} | {said} | {spread} | {share} |"


def _reading() -> Iterator[str]:
    yield (
        "How to read it: an announced or scheduled time should lie among the quick journeys (a share of a few to some thirty per cent), "
        "a run among all of them, a monthly mean about the middle. Where a mean lies far below one half, the simulated journeys are too "
        "slow, or too widely spread upwards, for that pair and year; years of congestion lie beyond the middle as they should."
    )


_TEXT = """# How surely: journeys drawn along an itinerary

Generated by `python docs/generate.py`; do not edit.

`corridor reliability O D --deadline 25d` (`cr.reliability`) draws many journeys along the itineraries that nothing beats in cost and
typical time, all on the same days, and gives percentiles, the chance to be on time, the mean lateness, the mean of the slowest tenth
(CVaR), where the variation comes from, and which itinerary is sooner at every percentile. The safest way may be neither the quickest nor
the cheapest.

## The model

- **Each time** of the ledger (running on a link, a border's exit and entry, a gauge change, a port, a wait) is a shifted lognormal through
  its 10th, 50th and 90th percentile, T = s + m·exp(σz); mirrored where the lower side is the wider one, normal where both are equal, half
  of one where a side has no width; never below 0. Where one side is more than four times as wide as the other, two halves of the
  lognormal of four meet at the median: the percentiles are met as before, and the tail beyond them grows no steeper (a plain lognormal
  through a border's 2, 8 and 120 hours would take two months once in a hundred times). No width, no variation: then every journey is the
  plan, exactly.
- **Unreliability in money**, each part by itself and all in the mean: `--late-cost` for each day beyond the deadline; `--reliability-value` for
  each hour of the standard deviation of the journey; `--free-days` and `--demurrage` for each begun day that the cargo stays in one seaport
  beyond the free ones, per loading unit, counted in every journey. The way that costs least with all that is named. Nothing is built in, since
  no published figure for this corridor was found. For orientation: in the rail freight of a Swedish grocer the cargo's part came to
  about 2.2 EUR for a tonne and hour of standard deviation, and about 4 EUR for a tonne and hour late ([Krüger and Vierth
  2015](https://etrr.springeropen.com/articles/10.1007/s12544-015-0155-7)); Constanța took 500 EUR a day for a box left beyond seven days
  in the jam of May 2022.
- **What goes together** is drawn together, on the normal scale: z = √a·everything + √g·group + √(1 − a − g)·own. Groups are all running by one
  mode in one country, all borders of one country, and all ports and waits of the Caspian, where too few vessels stretch every sailing. The
  shares stand in `network/parameter.csv` (`time_correlation_…`), estimates with ranges: no published correlations were found.
- **Storms** are events. In their months (`--date`) the `closure` rows of `dwell.csv` say what share of the time a port is shut and how long
  who finds it shut waits; P(wait > w) = chance·exp(−w / mean). All services of one sea meet the same storm: when Aktau is shut,
  Kuryk is too, and the port that is shut more often opens later.
- **Systems that are down** are events too: `border_outage_chance` of the crossings of a country meet its customs or border system
  down, or its gates all but shut, for `border_outage_hours` on average, at all its borders at once. Both are estimates; three known cases
  stand beside them. So rare an event is not in the plan, only in the draws and the band.
- **Seasons** come with `--date`: rows of `dwell.csv` that hold for some months only.
- **Draws belong to things.** Each link, border, wait and group has its own counter-based generator (Philox), keyed by the seed, its name and
  the block: a link added elsewhere changes no draw, an itinerary has the same journeys whatever it is compared with, and neither order
  nor threads matter.
- **Errors** of percentiles follow from the number of draws alone; that the percentiles of the tables are estimates is not in them
  ([sensitivity.md](sensitivity.md) is about that).
- The share of a step in the variation is its covariance with the total over the total's variance; shares add up to one.

## The band of an itinerary, and what a plan is worth
"""

_LIMITS = """## What it does not do

Without `--depart` no timetables: a wait has the distribution of its table, whatever the day. With it a known timetable counts in every
journey ([timetables.md](timetables.md)); few are known, and months stay those of the plan.
Ships and cargo that queue up behind a storm are not in it, nor who misses a vessel and waits for the next one of a fleet that all others
wait for too. From March to September closures are in the percentiles of the waits, not events. Ranges of the tables mix variation from day to
day with what is not known; drawn as variation, they make journeys look wider, and plans worse, than a shipper with one steady operator
sees."""
