"""โอน refused: released, accepted, withdrawn or declined when it cannot be."""

from dataclasses import fields
from datetime import date
from uuid import uuid4

import pytest

from kp7.organizations.authority import NotAuthorized
from kp7.organizations.queries import NoSuchOrganization
from kp7.personnel.actions.editing import Gone, Invalid
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.people import correct_national_id, end_service
from kp7.personnel.actions.transfers import (
    AnsweredAlready,
    CannotBeTransferred,
    accept,
    decline,
    release,
    settle,
    withdraw,
)
from kp7.personnel.models import (
    Card,
    Service,
    Transfer,
)
from kp7.personnel.terms import TransferState
from tests.cast import (
    NEXT_DOOR,
    OWN,
    Cast,
    add_complete,
    certified,
    national_id,
)
from tests.personnel.transfers.moves import (
    DAY,
    GIVEN,
    ORDER_IN,
    ORDER_OUT,
    give_back,
    let_go,
    take_in,
    where_active,
)


def test_a_second_release_is_refused(cast: Cast, card: Card) -> None:
    let_go(cast.recorder, card)
    with pytest.raises(CannotBeTransferred, match="อยู่ระหว่างการโอนอยู่แล้ว"):
        let_go(cast.certifier, card)


@pytest.mark.parametrize("movement", ["retired", "died", "resigned"])
def test_who_has_left_is_not_released(cast: Cast, card: Card, movement: str) -> None:
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement=movement, document="")
    with pytest.raises(CannotBeTransferred, match="พ้นจากหน่วยงานต้นทางแล้ว"):
        let_go(cast.recorder, card, date(2025, 1, 1))


def test_nobody_is_released_beyond_their_retirement(cast: Cast) -> None:
    old = add_complete(cast.recorder, 2, birth_date="1964-05-03")
    with pytest.raises(CannotBeTransferred, match="ครบเกษียณอายุสิ้นวันที่ 30 กันยายน 2567"):
        let_go(cast.recorder, old, date(2024, 10, 1))
    assert let_go(cast.recorder, old, date(2024, 9, 30)).state == TransferState.RELEASED


def test_nobody_is_released_before_they_came(cast: Cast, card: Card) -> None:
    with pytest.raises(CannotBeTransferred, match="ต้องอยู่หลังวันนั้น"):
        let_go(cast.recorder, card, date(2010, 10, 1))


def test_a_release_needs_an_order_and_another_organization(cast: Cast, card: Card) -> None:
    for to, order, error in (
        (NEXT_DOOR, Order("  ", None), Invalid),
        (OWN, ORDER_OUT, Invalid),
        (uuid4(), ORDER_OUT, NoSuchOrganization),
    ):
        with pytest.raises(error):
            release(by=cast.recorder, card=card, to_register_id=to, effective_on=DAY, order=order)
    assert not Transfer.objects.exists()


def test_an_acceptance_needs_an_order_and_a_line_that_can_stand(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    for order, values in ((Order("", None), GIVEN), (ORDER_IN, {**GIVEN, "level": "nothing"})):
        with pytest.raises(Invalid):
            accept(by=cast.recorder_next_door, transfer_id=transfer.id, order=order, values=values)
    assert Transfer.objects.get().state == TransferState.RELEASED


def test_an_acceptance_after_a_death_is_refused_and_kept(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement="died", document="")
    with pytest.raises(CannotBeTransferred, match="ถึงแก่กรรม"):
        take_in(cast.recorder_next_door, transfer)
    transfer.refresh_from_db()
    assert (transfer.state, "ถึงแก่กรรม" in transfer.reason) == (TransferState.LAPSED, True)


def test_a_card_that_became_another_s_is_not_moved(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    correct_national_id(by=cast.recorder, card=card, seen=card.revision, digits=national_id(77))
    with pytest.raises(CannotBeTransferred, match="ไม่มีบัตร"):
        take_in(cast.recorder_next_door, transfer)
    assert Service.objects.get().register_id == OWN


@pytest.mark.parametrize("first", ["withdraw", "decline", "accept"])
@pytest.mark.parametrize("second", ["withdraw", "decline", "accept"])
def test_the_first_answer_stands(cast: Cast, card: Card, first: str, second: str) -> None:
    transfer = let_go(cast.recorder, card)

    def answer(what: str) -> Transfer:
        if what == "withdraw":
            return withdraw(by=cast.recorder, transfer_id=transfer.id)
        if what == "decline":
            return decline(by=cast.recorder_next_door, transfer_id=transfer.id, reason="เต็มแล้ว")
        return take_in(cast.recorder_next_door, transfer)

    state = answer(first).state
    with pytest.raises(AnsweredAlready, match="ทำรายการนี้ไม่ได้แล้ว"):
        answer(second)
    assert Transfer.objects.get().state == state


def test_what_waits_can_still_be_withdrawn_or_declined(cast: Cast, card: Card) -> None:
    certified(cast.certifier)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    withdraw(by=cast.recorder, transfer_id=transfer.id)
    again = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    decline(by=cast.recorder_next_door, transfer_id=again.id, reason="ไม่มีอัตราว่าง")
    give_back(cast, OWN)
    assert where_active(card) == [OWN]


def test_a_refusal_says_its_reason(cast: Cast, card: Card) -> None:
    transfer = let_go(cast.recorder, card)
    with pytest.raises(Invalid, match="เหตุผล"):
        decline(by=cast.recorder_next_door, transfer_id=transfer.id, reason=" ")
    declined = decline(by=cast.recorder_next_door, transfer_id=transfer.id, reason="ไม่มีอัตราว่าง")
    assert declined.reason == "ไม่มีอัตราว่าง"


def test_each_side_does_its_own_part_alone(cast: Cast, card: Card) -> None:
    everybody = [getattr(cast, part.name) for part in fields(Cast)]
    for by in everybody:
        if by.organization_id != OWN:
            with pytest.raises(NotAuthorized):
                let_go(by, card)
    transfer = let_go(cast.recorder, card)
    for by in everybody:
        if by.organization_id != OWN:
            with pytest.raises(NotAuthorized):
                withdraw(by=by, transfer_id=transfer.id)
        if by.organization_id != NEXT_DOOR:
            with pytest.raises(NotAuthorized):
                take_in(by, transfer)
            with pytest.raises(NotAuthorized):
                decline(by=by, transfer_id=transfer.id, reason="x")
    with pytest.raises(Gone):
        settle(by=cast.recorder, transfer_id=uuid4())
    with pytest.raises(Gone):
        withdraw(by=cast.recorder, transfer_id=uuid4())
