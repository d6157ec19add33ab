"""What would have to be otherwise for the verdict to turn: break-evens, and draws of all figures together."""

from __future__ import annotations

from collections.abc import Iterable

import corridor as cr
from zangezur.figures import LEVERS, TURNED, Figures
from zangezur.page import Block, Paragraph, Table


def turning(told: Figures) -> Iterable[Block]:
    """Give the break-evens between the line and its rivals, and how stable the ranking is."""
    yield Paragraph(
        f"For {' – '.join(TURNED)}: by how many times a figure would have to differ for the line to overtake its rival, or "
        "to fall behind it. In range: whether that lies between all low and all high of the figures concerned."
    )
    rows = tuple(_row(one) for one in told.turns)
    yield Table(
        ("rival", "USD per hour", "what is turned", "turns at", "in range", "better below", "better above"), rows
    )
    drawn = told.drawn.stability
    if drawn is not None:
        shares = ", ".join(f"{one.corridor} {one.share:.0%} ({one.low:.0%}–{one.high:.0%})" for one in drawn.shares)
        yield Paragraph(
            f"When all {drawn.drawn:,} sourced figures that have a range are drawn together within their ranges, {drawn.draws} times, "
            f"the best of all ways for an urgent shipper is: {shares}."
        )


def _row(one: cr.BreakEven) -> tuple[str, ...]:
    rival = one.sides[1].id
    vot = "–" if one.parameter == "vot" else f"{one.query.vot_usd_per_hour:g}"
    found, words = one.nearest, LEVERS[rival][one.parameter]
    if found is None:
        better = one.sides[0 if (one.gap or 0) > 0 else 1].id
        return rival, vot, words, "nowhere", "", better, better
    unit = f"USD {found.value:,.2f} per hour" if one.parameter == "vot" else f"{found.value:.2f} times"
    ids = [side.id for side in one.sides]
    inside = "yes" if one.is_in_range else "no"
    return rival, vot, words, unit, inside, ids[found.below], ids[1 - found.below]
