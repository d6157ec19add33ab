"""What all tests share: a settled randomness, the slow ones on demand, and the reference network."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from corridor import Network, load_network
from corridor.data.load import reference_folder

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
