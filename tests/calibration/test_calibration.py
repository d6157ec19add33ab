"""At least four fifths of the weight of each kind of published figure must pass."""

from __future__ import annotations

import pytest

from tests.calibration.report import CASES, LEAST_SHARE, shares, verdicts

KINDS = sorted({case.kind for case in CASES})


@pytest.mark.parametrize("kind", KINDS)
def test_most_published_figures_of_a_kind_are_met(kind: str) -> None:
    passed, whole = shares()[kind]
    missed = {
        case.case_id: verdicts()[case.case_id][0]
        for case in CASES
        if case.kind == kind and not verdicts()[case.case_id][1]
    }
    assert passed / whole >= LEAST_SHARE, missed


def test_no_case_is_lost() -> None:
    assert len({case.case_id for case in CASES}) == len(CASES) == 62


def test_every_case_names_a_source() -> None:
    assert all(case.source.startswith("http") for case in CASES)
