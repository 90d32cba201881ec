"""Opening a card: whoever looks from outside its organization is kept, and shown to it."""

import uuid

from kp7.ledger.actions import actor_json, record_look
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.personnel import queries
from kp7.personnel.actions.editing import Gone
from kp7.personnel.models import Card
from kp7.personnel.queries import OpenedCard

CARD = "card"


def look_at_card(*, by: Actor, card_id: uuid.UUID) -> OpenedCard:
    """Everything on a card that `by` may read; one out of reach is Gone, as one that never was."""
    card = queries.card(card_id)
    if card is None:
        raise Gone
    if not authority.may_record(by, card.register_id):
        _look_from_outside(by, card)
    return queries.opened(card)


def _look_from_outside(by: Actor, card: Card) -> None:
    standing = standing_on(card.register_id, queries.today())
    if not authority.may_read(
        by,
        organization_id=card.register_id,
        amphoe_code=standing.amphoe_code,
        province_code=standing.province_code,
    ):
        raise Gone
    record_look(
        actor=actor_json(
            post_id=by.post_id, officer=by.officer, post=by.post, organization=by.organization
        ),
        register_id=card.register_id,
        person_id=card.person_id,
        what=CARD,
    )
