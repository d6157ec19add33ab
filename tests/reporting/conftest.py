from __future__ import annotations

import pytest

import corridor as cr


@pytest.fixture(scope="session")
def made() -> cr.report.Report:
    return cr.report.make(
        cr.load_network(),
        "Xi'an",
        "Istanbul",
        minimize="generalized",
        avoid=["IR"],
        scenarios=["zangezur", "iran-closed"],
        draws=2000,
    )
