"""Reading transfers: what each side, and who reads from above, may know of them.

Before somebody is accepted the receiving organization reads the name, the kind, the position and
the order: never the card.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from kp7.organizations.authority import Actor, scope
from kp7.organizations.models import Standing
from kp7.organizations.queries import standings_on, view_of, within
from kp7.organizations.standings import StandingView, described
from kp7.personnel.codes import entry_on
from kp7.personnel.entries import Choices, dated_choices, tables_of
from kp7.personnel.models import Appointment, Card, Transfer
from kp7.personnel.queries import name_of, today
from kp7.personnel.record import Value
from kp7.personnel.sections import APPOINTMENTS
from kp7.personnel.terms import CodeTable, TransferState
from kp7.thai import calendar

OPEN: Final = [state.value for state in TransferState if state.open]
GIVEN: Final = ("position", "position_number", "level", "division", "salary")


class Direction(StrEnum):
    """Which transfers of an organization are asked for."""

    ALL = ""
    OUT = "out"
    IN = "in"

    @property
    def label(self) -> str:
        """The word in the filter."""
        return _DIRECTIONS[self]


_DIRECTIONS = {
    Direction.ALL: "ส่งออกและรับเข้า",
    Direction.OUT: "ส่งออก",
    Direction.IN: "รับเข้า",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for; `state` '' stands for all, “open” for those under way."""

    direction: Direction = Direction.ALL
    state: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A transfer as it is shown; `waits` and `ready` are of one that both sides agreed on.

    `card_id` is the sender's card, `brought_id` the receiver's; organizations are named as they
    were when the transfer takes effect.
    """

    transfer: Transfer
    name: str
    kind: str
    position: str
    level: str
    sender: str
    receiver: str
    waits: str
    ready: bool
    card_id: uuid.UUID | None
    brought_id: uuid.UUID | None

    @property
    def state(self) -> TransferState:
        """How far it has come."""
        return TransferState(self.transfer.state)


@dataclass(frozen=True, slots=True)
class Moves:
    """A page of transfers, newest first; `before` continues it, None at its end."""

    moves: Sequence[Move]
    before: uuid.UUID | None


def moves(by: Actor, wanted: Wanted, *, before: uuid.UUID | None = None, size: int = 50) -> Moves:
    """A page of the transfers that an actor reads: the same number of statements for any size."""
    found = _in_reach(by, wanted.direction)
    if wanted.state:
        states = OPEN if wanted.state == "open" else [wanted.state]
        found = found.filter(state__in=states)
    if before is not None:
        found = found.filter(id__lt=before)
    page = list(found.order_by("-id")[: size + 1])
    shown = page[:size]
    return Moves(_shown(shown), shown[-1].id if len(page) > size else None)


def move_of(register_id: uuid.UUID, transfer_id: uuid.UUID) -> Move | None:
    """One transfer that a register sends or is to receive."""
    found = _of_register(register_id, Direction.ALL).filter(id=transfer_id)
    return next(iter(_shown(found)), None)


def moves_of_card(card: Card) -> list[Move]:
    """The transfers of a card's person from or to its register that stand, newest first."""
    of_person = _of_register(card.register_id, Direction.ALL).filter(person_id=card.person_id)
    standing = of_person.filter(state__in=[*OPEN, TransferState.DONE])
    return _shown(standing.order_by("-effective_on", "-id"))


def waiting_for(register_id: uuid.UUID) -> int:
    """How many transfers wait for something that this register's officers can do."""
    to_answer = Q(to_register_id=register_id, state=TransferState.RELEASED)
    to_finish = Q(
        Q(from_register_id=register_id) | Q(to_register_id=register_id),
        state=TransferState.ACCEPTED,
        effective_on__lte=today(),
        from_register__sealed=False,
        to_register__sealed=False,
    )
    return Transfer.objects.filter(to_answer | to_finish).count()


def _of_register(register_id: uuid.UUID, direction: Direction) -> QuerySet[Transfer]:
    out, into = Q(from_register_id=register_id), Q(to_register_id=register_id)
    which = {Direction.OUT: out, Direction.IN: into}.get(direction, out | into)
    return Transfer.objects.select_related("from_register", "to_register").filter(which)


def _in_reach(by: Actor, direction: Direction) -> QuerySet[Transfer]:
    if by.organization_id is not None:
        return _of_register(by.organization_id, direction)
    every = Transfer.objects.select_related("from_register", "to_register")
    reads = scope(by)
    if reads.country:
        return every
    there = within(standings_on(today()), reads).order_by().values("organization_id")
    return every.filter(Q(from_register_id__in=there) | Q(to_register_id__in=there))


# --- as they are shown --------------------------------------------------------------------------


def _shown(found: Iterable[Transfer]) -> list[Move]:
    transfers = list(found)
    persons = [transfer.person_id for transfer in transfers]
    registers = {
        register
        for transfer in transfers
        for register in (transfer.from_register_id, transfer.to_register_id)
    }
    cards = {
        (card.register_id, card.person_id): card
        for card in Card.objects.filter(register_id__in=registers, person_id__in=persons)
    }
    newest = {
        (line.register_id, line.person_id): line
        for line in Appointment.objects.filter(register_id__in=registers, person_id__in=persons)
        .order_by("register_id", "person_id", "-effective_on", "-sequence", "-id")
        .distinct("register_id", "person_id")
    }
    names = _names(registers)
    return [_move(transfer, cards, newest, names) for transfer in transfers]


Whose = tuple[uuid.UUID, uuid.UUID]


def _move(
    transfer: Transfer,
    cards: Mapping[Whose, Card],
    newest: Mapping[Whose, Appointment],
    names: Mapping[uuid.UUID, list[StandingView]],
) -> Move:
    sent = transfer.from_register_id, transfer.person_id
    received = transfer.to_register_id, transfer.person_id
    card, brought, line = cards.get(sent), cards.get(received), newest.get(sent)
    shown = card or brought
    done = transfer.state == TransferState.DONE
    sender = _named(names, transfer.from_register_id, transfer.effective_on)
    receiver = _named(names, transfer.to_register_id, transfer.effective_on)
    waits = _waits(transfer, sender, receiver)
    return Move(
        transfer=transfer,
        name=name_of(shown) if shown else "",
        kind=shown.kind_label if shown else "",
        position=line.position if line else "",
        level=line.level_label if line else "",
        sender=sender,
        receiver=receiver,
        waits=waits,
        ready=transfer.state == TransferState.ACCEPTED and not waits,
        card_id=card.id if card else None,
        brought_id=brought.id if brought and done else None,
    )


def _waits(transfer: Transfer, sender: str, receiver: str) -> str:
    if transfer.state != TransferState.ACCEPTED:
        return ""
    if transfer.effective_on > today():
        return f"รอถึงวันที่ {calendar.format_long(transfer.effective_on)}"
    sealed = [
        name
        for name, register in ((sender, transfer.from_register), (receiver, transfer.to_register))
        if register.sealed
    ]
    return f"รอให้ {' และ '.join(sealed)} เปิดแก้ไขข้อมูลได้" if sealed else ""


def _names(registers: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[StandingView]]:
    """What each organization was called, in order of time."""
    found: dict[uuid.UUID, list[StandingView]] = {}
    standings = Standing.objects.filter(organization_id__in=set(registers))
    for standing in standings.select_related("amphoe", "province").order_by("valid_from"):
        found.setdefault(standing.organization_id, []).append(view_of(standing))
    for views in found.values():
        views.sort(key=lambda view: view.valid_from or date.min)
    return found


def _named(names: Mapping[uuid.UUID, list[StandingView]], of: uuid.UUID, on: date) -> str:
    """As it was called on a day; the newest known name where it was none then."""
    views = names.get(of, [])
    then = [view for view in views if view.valid_from is None or view.valid_from <= on]
    return described((then or views)[-1]) if views else ""


# --- the form of an acceptance ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the form of รับโอน starts from: the choices, and what the sender's order leaves as is.

    The salary is not among it: before somebody is accepted their card is the sender's alone.
    """

    move: Move
    choices: Choices
    offered: Mapping[str, Value]
    columns: tuple[str, ...]


def acceptance(register_id: uuid.UUID, transfer_id: uuid.UUID) -> Acceptance | None:
    """The form by which a register accepts somebody; None where nothing was sent to it."""
    move = move_of(register_id, transfer_id)
    if move is None or move.transfer.to_register_id != register_id:
        return None
    transfer = move.transfer
    sent = {"register_id": transfer.from_register_id, "person_id": transfer.person_id}
    card = Card.objects.filter(**sent).first()
    newest = Appointment.objects.filter(**sent).last()
    return Acceptance(
        move,
        dated_choices(register_id, tables_of(APPOINTMENTS), transfer.effective_on),
        {"position": newest.position, "level": newest.level} if newest else {},
        _asked(card, transfer.effective_on),
    )


def _asked(card: Card | None, on: date) -> tuple[str, ...]:
    """The columns that the person's kind of staff has."""
    kind = entry_on(CodeTable.KINDS, card.kind, on) if card else None
    rule = kind.attributes.get("position_number") if kind else None
    only_for = APPOINTMENTS.only_for
    return tuple(
        name for name in GIVEN if rule is None or name not in only_for or only_for[name] == rule
    )
