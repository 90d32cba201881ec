"""Opening a card: whoever looks from outside its organization is kept, and shown to it."""

import uuid
from dataclasses import dataclass, replace

from kp7.ledger.actions import actor_json, record_look
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.organizations.standings import StandingView, described
from kp7.personnel import queries
from kp7.personnel.actions.editing import Gone
from kp7.personnel.models import Card
from kp7.personnel.queries import OpenedCard

CARD = "card"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An opened card; `organization` says whose, where that is not the reader's own."""

    opened: OpenedCard
    organization: str = ""


def look_at_card(*, by: Actor, card_id: uuid.UUID) -> LookedAt:
    """Everything on a card that `by` may read; one out of reach is Gone, as one that never was."""
    card = queries.card(card_id)
    if card is None:
        raise Gone
    if authority.may_record(by, card.register_id):
        return LookedAt(_opened(by, card))
    organization = look_from_outside(by, card, CARD)
    return LookedAt(_opened(by, card), organization)


def _opened(by: Actor, card: Card) -> OpenedCard:
    """The card without what is sensitive, where `by` lacks the right to it."""
    opened = queries.opened(card)
    assessment = opened.assessment.for_reader(reads_sensitive=by.reads_sensitive)
    return replace(opened, assessment=assessment)


def look_from_outside(by: Actor, card: Card, what: str) -> str:
    """Keep that `by` looks at a card from outside; whose it is. Gone where it is out of reach."""
    standing = check_reach(by, card.register_id)
    record_look(actor=named(by), register_id=card.register_id, person_id=card.person_id, what=what)
    return described(standing)


def check_reach(by: Actor, register_id: uuid.UUID) -> StandingView:
    """What the organization of a register is; Gone where `by` may not read there."""
    standing = standing_on(register_id, queries.today())
    if not authority.may_read(
        by,
        organization_id=register_id,
        amphoe_code=standing.amphoe_code,
        province_code=standing.province_code,
    ):
        raise Gone
    return standing


def named(by: Actor) -> str:
    """Whoever looks, as the ledger keeps it."""
    return actor_json(
        post_id=by.post_id, officer=by.officer, post=by.post, organization=by.organization
    )
