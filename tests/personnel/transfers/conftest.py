"""Three organizations, and somebody who works at ours."""

import pytest

from kp7.personnel.models import (
    Card,
)
from tests.cast import (
    Cast,
    add_complete,
    make_cast,
    make_round,
)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001  the rows go into it
    made = make_cast()
    make_round()
    return made


@pytest.fixture
def card(cast: Cast) -> Card:
    """Somebody who works at ours."""
    return add_complete(cast.recorder, 1)
