"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from real_papers import shared_file

# A busy machine is no reason to fail: what is slow is measured in benchmarks/, not here.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def seeds() -> Path:
    """The folder of the five real documents."""
    return shared_file("seeds")
