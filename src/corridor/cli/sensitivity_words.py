"""What a sensitivity analysis says in words: verdicts, the stability index, and how it was asked."""

from __future__ import annotations

from corridor.analysis.sensitivity_result import Sensitivity
from corridor.analysis.stability import Stability
from corridor.units import PRICE_YEAR

_UNITS = {"cost": "USD", "generalized": "USD", "time": "hours", "co2e": "kg"}


def verdicts(found: Sensitivity) -> list[str]:
    """Say in words what the rows and the draws come to."""
    told = found.swings if found.tariff_range is None else found.tariffs
    others = sum({one.low.corridor, one.high.corridor} != {found.best.corridor} for one in told)
    ways = sum(one.changes_winner for one in told) - others
    what = f"{found.tried:,} statements with a range"
    if found.tariff_range is not None:
        what = f"the tariffs of {found.tried} countries, ±{found.tariff_range:.0%}"
    lines = [
        f"Of {what}, each tried alone at its low and its high, {others or 'none'} make another corridor the best, and "
        f"{ways or 'none'} another way of {found.best.corridor}."
    ]
    stability = found.stability or found.tariff_stability
    return [*lines, _stability(found, stability)] if stability else lines


def _stability(found: Sensitivity, stability: Stability) -> str:
    index, unit = stability.index, _UNITS[found.query.minimize]
    others = ", ".join(f"{one.corridor or 'no itinerary'} {one.share:.1%}" for one in stability.shares[1:])
    what = "statements" if stability.what == "figures" else "countries' tariffs"
    rest = f" Otherwise: {others}." if others else ""
    return (
        f"Ranking stability: {index.corridor} stays the best in {index.share:.1%} of {stability.draws:,} draws of all "
        f"{stability.drawn:,} {what} (95% interval {index.low:.1%}–{index.high:.1%}; seed {stability.seed}); the way "
        f"itself in {stability.same_way / stability.draws:.1%}.{rest} Whoever keeps to today's way pays on average "
        f"{stability.mean_regret:,.1f} {unit} more than the best of each draw."
    )


def foot(found: Sensitivity, shown: int) -> str:
    """Say what was asked and what the columns mean; `shown` is how many rows are."""
    query = found.query
    hidden = len(found.swings if found.tariff_range is None else found.tariffs) - shown
    more = f" {hidden} more rows: --all." if hidden else ""
    return (
        f"Minimised {query.minimized}. What is added at the low … at the high, the search made anew; swing: spread "
        f"of the {found.by}; kept: of today's way; + rows: of the same statement. USD of {PRICE_YEAR}; scenario "
        f"{query.scenario}; network as of "
        f"{found.network.as_of}.{more}"
    )
