"""What all tests share: a settled randomness, the slow ones on demand, and the reference network."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from corridor import Network, load_network, maps
from corridor.data.load import reference_folder
from tests.maps.browser import ARGUMENTS, CHROMIUM, PATIENCE_MS, Visit

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)  # for `support`, whatever the import mode

settings.register_profile(
    "corridor", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("corridor")


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Skip the slow tests, unless CI=true or the marker is named after -m."""
    if os.environ.get("CI") == "true" or "slow" in str(config.getoption("markexpr")):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: run with CI=true or -m slow"))


@pytest.fixture(scope="session")
def reference() -> Network:
    """Give the reference network (or the folder in CORRIDOR_TEST_NETWORK)."""
    folder = os.environ.get("CORRIDOR_TEST_NETWORK")
    if folder is None and not (reference_folder() / "node.csv").exists():
        pytest.skip("this checkout has no reference network yet")
    return load_network(folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a Chromium for the tests of one module."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as made:
        started = made.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS, timeout=PATIENCE_MS)
        yield started
        started.close()


@pytest.fixture
def look(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Give what opens a page by its path, or the map of an answer, and closes it after the test."""
    visits = []

    def go(seen: Any) -> Visit:
        path = seen if isinstance(seen, Path) else maps.draw(seen).save(tmp_path / "seen.html")
        visits.append(Visit(browser, path))
        return visits[-1]

    yield go
    for made in visits:
        made.context.close()
