"""Transfers between the demo's organizations, one in each state, done by their own recorders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kp7.cli.demo.frame import LADDERS, Post
from kp7.cli.demo.load import Office
from kp7.cli.demo.people import LAST_DAY, Person
from kp7.organizations.queries import actor_called
from kp7.organizations.seed import organization_id
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.transfers import accept, decline, release, withdraw
from kp7.personnel.queries import card_in
from kp7.personnel.record import Value
from kp7.personnel.terms import TransferState

SIGNED_ON = date(2026, 9, 18)
ENOUGH = 8
LEVELS = frozenset(
    ("general-operational", "general-experienced", "academic-practitioner", "academic-professional")
)
TOO_MANY = "กรอบอัตรากำลังเต็มแล้ว ไม่มีตำแหน่งว่างตรงสายงาน"


@dataclass(frozen=True, slots=True)
class Move:
    """Who lets somebody go, who is to take them, and how far that has come."""

    sender: str
    receiver: str
    state: TransferState


# One that is accepted waits for its receiver, which has certified.
MOVES = (
    Move("4830202", "3830102", TransferState.DONE),
    Move("4830202", "6830307", TransferState.ACCEPTED),
    Move("6810107", "6810108", TransferState.RELEASED),
    Move("3830102", "5830303", TransferState.RELEASED),
    Move("6810105", "6810202", TransferState.WITHDRAWN),
    Move("6810203", "2810101", TransferState.DECLINED),
)


def transfer(move: Move, number: int, *, sender: Office, receiver: Office) -> None:
    """Let somebody go, and let the receiver answer."""
    answered = move.state in {TransferState.DONE, TransferState.ACCEPTED}
    post = _vacant(receiver) if answered else None
    person = _candidates(sender, post)[number]
    by_sender = actor_called(f"{move.sender}r")
    by_receiver = actor_called(f"{move.receiver}r")
    card = card_in(organization_id(move.sender), person.national_id)
    assert card is not None  # noqa: S101  everybody invented has a card
    released = release(
        by=by_sender,
        card=card,
        to_register_id=organization_id(move.receiver),
        effective_on=LAST_DAY,
        order=Order(f"{400 + number}/2569", SIGNED_ON),
    )
    if move.state is TransferState.WITHDRAWN:
        withdraw(by=by_sender, transfer_id=released.id)
    elif move.state is TransferState.DECLINED:
        decline(by=by_receiver, transfer_id=released.id, reason=TOO_MANY)
    elif post is not None:
        accept(
            by=by_receiver,
            transfer_id=released.id,
            order=Order(f"{500 + number}/2569", SIGNED_ON),
            values=_given(person, post),
        )


def _candidates(office: Office, post: Post | None) -> list[Person]:
    """Whoever serves as an official of some years, leads nobody, and may go to that post."""
    ladders = [ladder for ladder, levels in LADDERS.items() if not post or levels == post.level]
    return [
        person
        for person in office.people
        if person.kind == "official"
        and person.service.ended_on is None
        and len(person.appointments) > ENOUGH
        and person.appointments[-1].level in LEVELS
        and person.appointments[-1].level.partition("-")[0] in ladders
    ]


def _vacant(office: Office) -> Post:
    """A post of some years' work that waits for somebody."""
    return next(
        post
        for post in office.posts
        if post.closed_on is None
        and post.kind == "official"
        and post.level in LADDERS.values()
        and all(held.ended_on for held in post.held)
    )


def _given(person: Person, post: Post) -> Mapping[str, Value]:
    return {
        "position": post.position,
        "position_number": post.number,
        "level": person.appointments[-1].level,
        "division": post.division,
    }
