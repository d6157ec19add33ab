"""`corridor report`: everything worth knowing between two places as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corridor.analysis.reliability import DRAWS
from corridor.cli.options import Options, words
from corridor.cli.output import deliver
from corridor.cli.refusal import refusing
from corridor.cli.reliability import read_deadline, whole
from corridor.errors import QueryError
from corridor.planning.depart import query_of
from corridor.report import make


def write_report(
    origin: str,
    destination: str,
    scenarios: str = "",
    deadline: str = "",
    draws: float = DRAWS,
    seed: float = 0,
    *,
    all: bool = False,  # noqa: A002 - the flag's name
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Write a report on the way from ORIGIN to DESTINATION as one HTML file that makes no network request."""
    wanted = Options(**options)
    if wanted.format or wanted.json:
        problem = "a report is HTML; `corridor frontier --all` gives what it shows as data"
        raise QueryError("--format", wanted.shown_as(), problem)
    network, asked, box = wanted.load(), wanted.query(), wanted.consignment()
    query = query_of(network, origin, destination, box, wanted.depart, **asked)
    with refusing(query, wanted):
        made = make(
            network,
            origin,
            destination,
            box,
            scenarios=words(scenarios),
            depart=wanted.depart,
            **read_deadline(deadline),
            draws=whole("--draws", draws),
            seed=whole("--seed", seed),
            all_points=all,
            folder=Path(wanted.network) if wanted.network else None,
            lang=wanted.lang,
            tiles=wanted.tiles,
            **asked,
        )
    return deliver(made.html(), wanted.output or f"{query.origin}-{query.destination}-report.html")
