"""The names that a script may rely on: a name that goes, or comes unannounced, fails here."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import corridor as cr

PUBLIC = {
    "Alternatives",
    "AmbiguousPlaceError",
    "BreakEven",
    "Catchment",
    "Comparison",
    "Consignment",
    "CorridorError",
    "Criticality",
    "Departures",
    "EngineMissingError",
    "Finding",
    "Frontier",
    "Itinerary",
    "Network",
    "NetworkDataError",
    "NoItineraryError",
    "OutputError",
    "PlaceError",
    "QueryError",
    "ScenarioConflictError",
    "ScenarioError",
    "Reach",
    "Reliability",
    "Replan",
    "Sensitivity",
    "UnknownPlaceError",
    "UnknownScenarioError",
    "UnknownWayError",
    "Versus",
    "alternatives",
    "apply_scenario",
    "break_even",
    "catchment",
    "charts",
    "compare",
    "criticality",
    "departures",
    "export",
    "flat",
    "frontier",
    "load_network",
    "maps",
    "reach",
    "reliability",
    "report",
    "replan",
    "route",
    "sensitivity",
    "versus",
    "why_not",
}


def test_the_public_names_are_these():
    assert set(cr.__all__) == PUBLIC
    assert cr.__all__ == sorted(cr.__all__)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_exists_and_is_described(name: str):
    assert inspect.getdoc(getattr(cr, name))


def test_a_name_that_is_none_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nowhere"):
        _ = cr.nowhere


@pytest.mark.parametrize(
    ("name", "base", "code"),
    [
        ("NetworkDataError", ValueError, 4),
        ("QueryError", ValueError, 2),
        ("UnknownScenarioError", cr.QueryError, 2),
        ("ScenarioError", cr.NetworkDataError, 4),
        ("ScenarioConflictError", cr.ScenarioError, 4),
        ("PlaceError", ValueError, 5),
        ("UnknownPlaceError", cr.PlaceError, 5),
        ("AmbiguousPlaceError", cr.PlaceError, 5),
        ("UnknownWayError", cr.PlaceError, 5),
        ("NoItineraryError", LookupError, 3),
        ("OutputError", OSError, 1),
    ],
)
def test_errors_keep_their_bases_and_exit_codes(name: str, base: type[Exception], code: int):
    error = getattr(cr, name)
    assert issubclass(error, cr.CorridorError)
    assert issubclass(error, base)
    assert error.exit_code == code


def test_importing_the_package_imports_nothing_heavy():
    heavy = ["folium", "geopandas", "pandas", "networkx", "pyproj", "shapely", "pydantic", "cyclopts", "rich"]
    script = "import sys, corridor; print(sorted(set(sys.argv[1:]) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script, *heavy], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
