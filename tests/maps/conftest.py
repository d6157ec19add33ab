from __future__ import annotations

import pytest

from tests.data.builder import TinyNetwork, tiny


@pytest.fixture
def net() -> TinyNetwork:
    return tiny()
