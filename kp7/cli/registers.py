"""The organization that an operator names by its code."""

from kp7.cli import NotInOrder
from kp7.organizations.queries import current_by_code
from kp7.organizations.standings import StandingView


def organization_of(code: str) -> StandingView:
    """Return the organization that has this DLA code today."""
    standing = current_by_code([code]).get(code)
    if standing is None:
        raise NotInOrder(f"No organization has the code {code} today.")
    return standing
