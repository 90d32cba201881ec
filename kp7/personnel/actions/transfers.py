"""โอน: one organization releases somebody, another accepts, and then the person moves.

Released and accepted are words alone: they may be said while a register is sealed. The move
itself is one transaction that holds both registers still; where one is sealed, or the day has
not come, the transfer waits, and the person counts where they are. Nobody is in two places,
nobody is lost between.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import ClassVar, Final

from django.db import IntegrityError, connection, transaction

from kp7.ledger.queries import last_change_of_row
from kp7.organizations import authority
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor, NotAuthorized, system
from kp7.organizations.queries import actor_of, standing_on
from kp7.personnel.actions.editing import Gone, Invalid, sealed_is_refused
from kp7.personnel.actions.moving import Order, give, move, obstacle_of
from kp7.personnel.models import Card, Transfer
from kp7.personnel.queries import today
from kp7.personnel.terms import TransferState
from kp7.refusal import Refusal
from kp7.thai import calendar, text

SYSTEM: Final = system("ระบบโอนย้าย")


class CannotBeTransferred(Refusal):
    """The person cannot be transferred, now or any more."""


class AnsweredAlready(Refusal):
    """Somebody else accepted, declined or withdrew the transfer first."""

    def __init__(self, transfer: Transfer) -> None:
        change = last_change_of_row(transfer.id)
        who = (
            f" โดย {change.officer} เมื่อ {calendar.format_instant(change.recorded_at)}"
            if change
            else ""
        )
        super().__init__(
            f"การโอนนี้ “{TransferState(transfer.state).label}”{who} จึงทำรายการนี้ไม่ได้แล้ว "
            "กรุณาเปิดหน้าโอนย้ายใหม่เพื่อดูสถานะล่าสุด"
        )


class MustWait(Refusal):
    """Both have agreed, but a register is sealed, or the day has not come."""

    status: ClassVar[int] = 423


# --- the sender ---------------------------------------------------------------------------------


def release(
    *, by: Actor, card: Card, to_register_id: uuid.UUID, effective_on: date, order: Order
) -> Transfer:
    """ให้โอน: the sender lets somebody go from a day on. Its register may be sealed."""
    number = text.fold(order.number)
    if not number:
        raise Invalid({"document_number": ["กรุณากรอกเลขที่คำสั่งให้โอน"]})
    if to_register_id == card.register_id:
        raise Invalid({"to_register": ["หน่วยงานที่รับโอนต้องเป็นหน่วยงานอื่น"]})
    with transaction.atomic():
        act_for(by)
        actor = actor_of(by.post_id) if by.post_id else by
        authority.check_record(actor, card.register_id)
        standing_on(to_register_id, max(today(), effective_on))
        transfer = Transfer(
            person_id=card.person_id,
            from_register_id=card.register_id,
            to_register_id=to_register_id,
            state=TransferState.RELEASED,
            effective_on=effective_on,
            document_number=number[:100],
            document_date=order.signed_on,
        )
        if obstacle := obstacle_of(transfer):
            raise CannotBeTransferred(obstacle)
        with _second_is_refused():
            transfer.save(force_insert=True)
    return transfer


def withdraw(*, by: Actor, transfer_id: uuid.UUID) -> Transfer:
    """ยกเลิกการให้โอน: the sender takes it back, as long as the person has not moved."""
    with _answering(by, transfer_id) as (transfer, actor):
        authority.check_record(actor, transfer.from_register_id)
        if not TransferState(transfer.state).open:
            raise AnsweredAlready(transfer)
        _leave(transfer, TransferState.WITHDRAWN, "")
    return transfer


# --- the receiver -------------------------------------------------------------------------------


def decline(*, by: Actor, transfer_id: uuid.UUID, reason: str) -> Transfer:
    """ไม่รับโอน: the receiver will not have the person, and says why."""
    why = text.fold(reason)
    if not why:
        raise Invalid({"reason": ["กรุณากรอกเหตุผลที่ไม่รับโอน เพื่อให้หน่วยงานต้นทางทราบ"]})
    with _answering(by, transfer_id) as (transfer, actor):
        authority.check_record(actor, transfer.to_register_id)
        if not TransferState(transfer.state).open:
            raise AnsweredAlready(transfer)
        _leave(transfer, TransferState.DECLINED, why[:250])
    return transfer


def accept(
    *, by: Actor, transfer_id: uuid.UUID, order: Order, values: Mapping[str, object]
) -> Transfer:
    """รับโอน: the receiver takes the person, by its order and in the position of `values`.

    Without a salary among them the one that the person has is carried on.
    The person moves at once where both registers are open and the day has come; else the
    transfer waits. One that cannot be done any more lapses, and both read why.
    """
    number = text.fold(order.number)
    if not number:
        raise Invalid({"document_number": ["กรุณากรอกเลขที่คำสั่งรับโอน"]})
    with _moving(by, transfer_id) as (transfer, actor, both_open):
        authority.check_record(actor, transfer.to_register_id)
        if transfer.state != TransferState.RELEASED:
            raise AnsweredAlready(transfer)
        transfer.accepted_document_number = number[:100]
        transfer.accepted_document_date = order.signed_on
        give(transfer, values)
        transfer.state = TransferState.ACCEPTED
        _go_on(transfer, both_open=both_open)
    return _answered(transfer)


# --- moving -------------------------------------------------------------------------------------


def settle(*, by: Actor, transfer_id: uuid.UUID) -> Transfer:
    """Do what both have agreed on, where nothing keeps it waiting any more."""
    with _moving(by, transfer_id) as (transfer, actor, both_open):
        if not (
            actor.is_system
            or authority.may_record(actor, transfer.from_register_id)
            or authority.may_record(actor, transfer.to_register_id)
        ):
            raise NotAuthorized("การโอนนี้เป็นของหน่วยงานต้นทางและหน่วยงานปลายทางเท่านั้น")
        if transfer.state == TransferState.DONE:
            return transfer
        if transfer.state != TransferState.ACCEPTED:
            raise AnsweredAlready(transfer)
        _go_on(transfer, both_open=both_open)
        if transfer.state == TransferState.ACCEPTED:
            raise MustWait(_waits(transfer))
    return _answered(transfer)


def settle_waiting(*, register_id: uuid.UUID | None = None) -> int:
    """Do every transfer that waits for nothing any more, of one register or of all; how many.

    Each is a transaction of its own, in the name of the system: one that has to wait on, or that
    cannot be done any more, keeps no other from being done.
    """
    ready = Transfer.objects.filter(
        state=TransferState.ACCEPTED,
        effective_on__lte=today(),
        from_register__sealed=False,
        to_register__sealed=False,
    )
    if register_id is not None:
        ready = ready.filter(from_register=register_id) | ready.filter(to_register=register_id)
    done = 0
    for transfer_id in ready.order_by("effective_on", "id").values_list("id", flat=True):
        try:
            settle(by=SYSTEM, transfer_id=transfer_id)
        except (MustWait, AnsweredAlready, CannotBeTransferred):
            continue
        done += 1
    return done


def _go_on(transfer: Transfer, *, both_open: bool) -> None:
    """Move the person, or wait, or give up: whatever it is, the transfer says so afterwards."""
    if obstacle := obstacle_of(transfer):
        _leave(transfer, TransferState.LAPSED, obstacle)
    elif both_open and transfer.effective_on <= today():
        move(transfer)
        _leave(transfer, TransferState.DONE, "")
    else:
        _leave(transfer, TransferState.ACCEPTED, "")


def _waits(transfer: Transfer) -> str:
    if transfer.effective_on > today():
        return f"การโอนนี้มีผลวันที่ {calendar.format_long(transfer.effective_on)} ยังไม่ถึงกำหนด"
    return (
        "ข้อมูลของหน่วยงานต้นทางหรือปลายทางรับรองแล้วและปิดแก้ไขอยู่ "
        "ระบบจะย้ายบัตรให้เองเมื่อทั้งสองหน่วยงานเปิดให้แก้ไขได้ ระหว่างนี้บุคคลนี้ยังนับอยู่ที่หน่วยงานต้นทาง"
    )


# --- the frame ----------------------------------------------------------------------------------


@contextmanager
def _answering(by: Actor, transfer_id: uuid.UUID) -> Iterator[tuple[Transfer, Actor]]:
    """A transaction in which nobody else answers this transfer; the actor as of now."""
    with transaction.atomic():
        act_for(by)
        transfer = _locked(transfer_id)
        yield transfer, actor_of(by.post_id) if by.post_id else by


@contextmanager
def _moving(by: Actor, transfer_id: uuid.UUID) -> Iterator[tuple[Transfer, Actor, bool]]:
    """The same with both registers held still; whether both are open.

    Registers before the transfer, in id order: so does everybody who locks more than one. No
    editor writes in either meanwhile, so what is read here stands.
    """
    with sealed_is_refused(), transaction.atomic():
        act_for(by)
        both = Transfer.objects.filter(id=transfer_id).values_list("from_register", "to_register")
        between = both.first()
        if between is None:
            raise Gone
        with connection.cursor() as cursor:
            cursor.execute("SELECT personnel_lock_for_transfer(%s::uuid[])", [list(between)])
            (both_open,) = cursor.fetchone()
        transfer = _locked(transfer_id)
        if (transfer.from_register_id, transfer.to_register_id) != between:
            raise AnsweredAlready(transfer)
        yield transfer, actor_of(by.post_id) if by.post_id else by, both_open


def _locked(transfer_id: uuid.UUID) -> Transfer:
    # Held so that accepting, declining, withdrawing and moving take turns.
    found = Transfer.objects.select_for_update(no_key=True).filter(id=transfer_id).first()
    if found is None:
        raise Gone
    return found


def _leave(transfer: Transfer, state: TransferState, reason: str) -> None:
    transfer.state, transfer.reason = state, reason
    transfer.revision += 1
    transfer.save(force_update=True)


def _answered(transfer: Transfer) -> Transfer:
    """Refuse, after what was found is kept, where the transfer came to nothing."""
    if transfer.state == TransferState.LAPSED:
        raise CannotBeTransferred(transfer.reason)
    return transfer


@contextmanager
def _second_is_refused() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        for constraint in Transfer._meta.constraints:
            if diag is not None and constraint.name == diag.constraint_name:
                raise CannotBeTransferred(str(constraint.violation_error_message)) from error
        raise
