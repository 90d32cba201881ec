"""Naming an actor to the ledger."""

from kp7.ledger.actions import act_as
from kp7.organizations.authority import Actor


def act_for(by: Actor) -> None:
    """Name `by` as the actor of the transaction that is open; names are frozen as they are now."""
    act_as(post_id=by.post_id, officer=by.officer, post=by.post, organization=by.organization)
