"""Where the difference between two scenarios comes from: the answer for every set of levers, shared out exactly.

The levers are those that only one of the two has; what both have holds throughout.  Going from one scenario to
the other, the levers of the first are let go and those of the second are pulled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from corridor.errors import QueryError, ScenarioConflictError
from corridor.model.network import Network
from corridor.scenarios.bind import bind
from corridor.scenarios.coalitions import Coalitions, Question, Totals
from corridor.scenarios.entry import LeverId, Scenario
from corridor.scenarios.shapley import MOST, last_in, one_at_a_time, shapley_values
from corridor.units import hours, kilograms, usd


class Share(NamedTuple):
    """What one lever has to do with one total, in cents, minutes or grams."""

    shapley: Fraction
    alone: int
    last: int


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever and its shares of the difference in cost, time and CO2e."""

    lever: LeverId
    title: str
    is_let_go: bool
    """Whether it is a lever of the first scenario, which the second one does without."""
    cents: Share
    minutes: Share
    grams: Share

    def to_dict(self) -> dict[str, Any]:
        """Give the lever as plain data, in natural units; `exact` has the Shapley values as fractions."""
        return {
            "lever": str(self.lever),
            "title": self.title,
            "let_go": self.is_let_go,
            "shapley": natural(self.cents.shapley, self.minutes.shapley, self.grams.shapley),
            "one_at_a_time": natural(self.cents.alone, self.minutes.alone, self.grams.alone),
            "last_in": natural(self.cents.last, self.minutes.last, self.grams.last),
            "exact": {
                "cents": str(self.cents.shapley),
                "minutes": str(self.minutes.shapley),
                "grams": str(self.grams.shapley),
            },
        }


def natural(cents: Fraction | int, minutes: Fraction | int, grams: Fraction | int) -> dict[str, float]:
    """Give totals in USD, hours and kg, rounded to the sixth decimal."""
    return {
        "cost_usd": round(float(usd(cents)), 6),  # type: ignore[arg-type] # a fraction of a cent is a number too
        "hours": float(hours(minutes)),  # type: ignore[arg-type]
        "co2e_kg": round(float(kilograms(grams)), 6),  # type: ignore[arg-type]
    }


@dataclass(frozen=True, slots=True)
class Attribution:
    """The difference between two scenarios, shared out among levers; without levers, `reason` says why."""

    levers: tuple[Lever, ...] = ()
    reason: str = ""
    answers: int = field(default=0)
    """How many sets of levers were answered for."""

    def to_dict(self) -> dict[str, Any]:
        """Give the attribution as plain data."""
        return {"levers": [lever.to_dict() for lever in self.levers], "reason": self.reason, "answers": self.answers}


def attribute(
    network: Network, first: Sequence[Scenario], other: Sequence[Scenario], question: Question
) -> Attribution:
    """Share out the difference in cost, time and CO2e of the best itinerary among the levers of two scenarios.

    Raises `QueryError` for more than ten levers.
    """
    names = {item.name for item in first} & {item.name for item in other}
    common = [item for item in first if item.name in names]
    let_go = [lever for item in _sorted(first) if item.name not in names for lever in item.lever_ids()]
    pulled = [lever for item in _sorted(other) if item.name not in names for lever in item.lever_ids()]
    levers = [*let_go, *pulled]
    if len(levers) > MOST:
        problem = (
            f"{len(levers)} levers would take {2 ** len(levers)} answers; at most {MOST} are attributed. "
            "Name one `lever` for entries that belong together, or leave it out with --no-attribution"
        )
        raise QueryError("--scenarios", "+".join(item.name for item in other), problem)
    if not levers:
        return Attribution(reason="the scenarios do not differ")
    everything = [*first, *(item for item in other if item.name not in names)]
    answers = Coalitions(bind(network, everything), question)
    titles = {lever: item.levers.get(lever.lever, "") for item in everything for lever in item.lever_ids()}
    held = frozenset(lever for item in common for lever in item.lever_ids())
    try:
        totals = _all_totals(answers, let_go, pulled, held)
    except _UnservedError as error:
        return Attribution(
            reason=f"there is no itinerary with {error.named} alone, so that there is nothing to share out"
        )
    except ScenarioConflictError as error:
        finding = error.findings[0]
        return Attribution(
            reason=f"the scenarios contradict each other ({finding.file}:{finding.row} {finding.message})"
        )
    shares = [_shares([total[place] for total in totals]) for place in range(len(Totals._fields))]
    made = tuple(
        Lever(lever, titles[lever], lever in let_go, *(share[number] for share in shares))
        for number, lever in enumerate(levers)
    )
    return Attribution(made, "", len(totals))


def _sorted(scenarios: Sequence[Scenario]) -> list[Scenario]:
    return sorted(scenarios, key=lambda item: item.name)


class _UnservedError(Exception):
    """Some set of levers leaves no itinerary, so that there is no total to share out."""

    def __init__(self, named: str) -> None:
        self.named = named
        super().__init__(named)


def _all_totals(
    answers: Coalitions, let_go: list[LeverId], pulled: list[LeverId], held: frozenset[LeverId]
) -> list[Totals]:
    levers = [*let_go, *pulled]
    made = []
    for mask in range(1 << len(levers)):
        moved = {lever for number, lever in enumerate(levers) if mask >> number & 1}
        on = held | (moved & set(pulled)) | (set(let_go) - moved)
        totals = answers.totals([op for op in answers.bound.ops if op.entry.lever_id in on])
        if totals is None:
            named = ", ".join(str(lever) for lever in levers if lever in on) or "none of the levers"
            raise _UnservedError(named)
        made.append(totals)
    return made


def _shares(totals: list[int]) -> list[Share]:
    return [Share(*share) for share in zip(shapley_values(totals), one_at_a_time(totals), last_in(totals), strict=True)]
