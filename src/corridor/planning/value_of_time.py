"""What an hour of a consignment is worth: its capital cost, what trade reveals, or what the user says.

The three differ twentyfold, so that an answer always says whose value it took.
"""

from __future__ import annotations

from typing import Literal

from corridor.errors import QueryError, nearest
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.units import HOURS_PER_DAY

VotModel = Literal["capital", "revealed", "user", ""]
"""Where a value of time comes from; empty where none is asked for and none is needed."""
_DAYS_PER_YEAR = 365
PARAMETERS: dict[str, tuple[str, int]] = {
    "capital": ("vot_capital_rate", _DAYS_PER_YEAR * HOURS_PER_DAY),
    "revealed": ("vot_revealed_share_per_day", HOURS_PER_DAY),
}
"""The parameter that a value of time follows from, a share of the cargo's value, and the hours it is for."""
WORDS: dict[str, str] = {"capital": "capital cost of the cargo", "revealed": "revealed preference", "user": "as asked"}


def vot_model(asked: str | None, given: float | None, *, needed: bool) -> VotModel:
    """Say where the value of time comes from; raise `QueryError` where the options contradict each other.

    >>> vot_model(None, None, needed=True), vot_model(None, 12.5, needed=True), vot_model(None, None, needed=False)
    ('capital', 'user', '')
    """
    if asked is not None and asked not in WORDS:
        raise QueryError("--vot-model", asked, f"choose from {', '.join(WORDS)}", nearest(str(asked), WORDS))
    if given is not None:
        if asked in PARAMETERS:
            raise QueryError("--vot", given, f"--vot-model {asked} reckons it from the value of the cargo")
        return "user"
    if asked == "user":
        raise QueryError("--vot-model", asked, "say the value of time with --vot")
    if asked == "revealed":
        return "revealed"
    return "capital" if asked or needed else ""


def value_of_time(network: Network, box: Consignment, model: VotModel) -> float:
    """Give the value of time in USD per hour that a model gives a consignment; raise `QueryError` where it cannot."""
    name, hours = PARAMETERS[model]
    try:
        share = network.parameters.value(name).value
    except KeyError:
        raise QueryError("--vot", "", f"generalized cost needs a value of time; the network has no {name}") from None
    return round(box.value_usd * share / hours, 2)
