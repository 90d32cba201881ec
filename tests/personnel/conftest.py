import pytest

from kp7.personnel.models import Card
from tests.cast import Cast, add_complete


@pytest.fixture
def card(cast: Cast) -> Card:
    """A card with a line in every section, in our register."""
    return add_complete(cast.recorder, 1)
