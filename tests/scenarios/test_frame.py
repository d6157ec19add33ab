"""A comparison as a frame says what its rows say."""

from __future__ import annotations

import corridor as cr
from corridor.model.network import Network


def test_the_frame_has_a_row_a_scenario(reference: Network):
    found = cr.compare(reference, "Almaty", "Kars", scenarios=("baseline", "iran-closed"), attribution=False)
    frame = found.to_frame()
    assert list(frame["scenario"]) == ["baseline", "iran-closed"]
    assert list(frame["cost_usd"]) == [outcome.itinerary.cost_usd for outcome in found]
