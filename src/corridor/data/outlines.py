"""Outlines of countries: a background for maps, and a check that places lie where they say they do.

They are simplified to about 4 km; assets/README.md says from what and how.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

COARSE_DEGREES = 0.15
"""How far a place near a border or coast may lie outside its country's simplified outline."""


def outlines_text() -> str:
    """Give the outlines as the compact JSON in which they are kept."""
    return resources.files("corridor.data").joinpath("assets/outlines.json").read_text("utf-8").strip()


@cache
def rings_by_country() -> dict[str, list[list[tuple[float, float]]]]:
    """Give the outer rings of each country as (longitude, latitude) points."""
    document: dict[str, Any] = json.loads(outlines_text())
    rings: dict[str, list[list[tuple[float, float]]]] = {}
    for country, steps in document["land"]:
        rings.setdefault(country, []).append(_unfold(steps, document["scale"]))
    return rings


def _unfold(steps: list[int], scale: int) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points
