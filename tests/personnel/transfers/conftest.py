"""Three organizations, and somebody who works at ours."""

import pytest

from kp7.personnel.models import (
    Card,
)
from tests.cast import (
    Cast,
    add_complete,
)


@pytest.fixture
def card(cast: Cast) -> Card:
    """Somebody who works at ours."""
    return add_complete(cast.recorder, 1)
