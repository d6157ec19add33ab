from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from builder import TinyNetwork, tiny


@pytest.fixture
def net() -> TinyNetwork:
    return tiny()
