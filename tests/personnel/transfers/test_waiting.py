"""โอน that waits: for a sealed register, or for its day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kp7.certification.actions import close_round
from kp7.ledger.models import Change
from kp7.ledger.queries import database_now
from kp7.organizations.authority import NotAuthorized
from kp7.personnel import queries
from kp7.personnel.actions.people import end_service
from kp7.personnel.actions.transfers import (
    AnsweredAlready,
    MustWait,
    settle,
    settle_waiting,
)
from kp7.personnel.models import (
    Card,
    Transfer,
)
from kp7.personnel.terms import TransferState
from tests.cast import (
    FAR,
    NEXT_DOOR,
    OWN,
    SYSTEM,
    Cast,
    add_complete,
    case_of,
    certified,
    make_round,
)
from tests.certification.test_random_walk import digest
from tests.personnel.transfers.moves import DAY, give_back, let_go, take_in, where_active


def test_a_sealed_sender_releases_and_the_move_waits(cast: Cast, card: Card) -> None:
    certified(cast.certifier)
    before = digest(OWN)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    assert transfer.state == TransferState.ACCEPTED
    assert where_active(card) == [OWN]
    assert digest(OWN) == before
    with pytest.raises(MustWait, match="ปิดแก้ไขอยู่"):
        settle(by=cast.recorder_next_door, transfer_id=transfer.id)
    give_back(cast, OWN)
    assert Transfer.objects.get().state == TransferState.DONE
    assert where_active(card) == [NEXT_DOOR]


def test_both_must_be_open(cast: Cast, card: Card) -> None:
    add_complete(cast.recorder_next_door, 9)
    certified(cast.certifier)
    certified(cast.certifier_next_door)
    transfer = let_go(cast.recorder, card)
    take_in(cast.recorder_next_door, transfer)
    sealed = digest(NEXT_DOOR)
    give_back(cast, OWN)
    assert where_active(card) == [OWN]
    assert digest(NEXT_DOOR) == sealed
    give_back(cast, NEXT_DOOR)
    assert where_active(card) == [NEXT_DOOR]


def test_a_new_round_does_what_waited(cast: Cast, card: Card) -> None:
    certified(cast.certifier)
    take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    close_round(by=SYSTEM, round_id=case_of(OWN).round_id)
    assert where_active(card) == [OWN]
    make_round("รอบถัดไป", opens_at=database_now())
    assert where_active(card) == [NEXT_DOOR]


def test_what_came_to_nothing_while_it_waited_says_why(cast: Cast, card: Card) -> None:
    """Died between: the step that unseals is not refused, and both read what became of it."""
    add_complete(cast.recorder_next_door, 9)
    certified(cast.certifier_next_door)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement="died", document="")
    give_back(cast, NEXT_DOOR)
    transfer.refresh_from_db()
    assert transfer.state == TransferState.LAPSED
    assert "พ้นจากหน่วยงานต้นทางแล้ว" in transfer.reason
    assert where_active(card) == []
    with pytest.raises(AnsweredAlready):
        settle(by=cast.recorder, transfer_id=transfer.id)


def test_a_day_to_come_is_waited_for(cast: Cast, card: Card) -> None:
    tomorrow = queries.today() + timedelta(days=1)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card, tomorrow))
    assert transfer.state == TransferState.ACCEPTED
    with pytest.raises(MustWait, match="ยังไม่ถึงกำหนด"):
        settle(by=cast.recorder, transfer_id=transfer.id)
    assert settle_waiting() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert settle_waiting(register_id=FAR) == 0
        assert settle_waiting(register_id=OWN) == 1
        assert where_active(card) == [NEXT_DOOR]
    change = Change.objects.filter(table_name="personnel_service", register_id=NEXT_DOOR).get()
    assert change.officer == "ระบบโอนย้าย"


def test_either_side_does_it_when_the_day_has_come(cast: Cast, card: Card) -> None:
    tomorrow = queries.today() + timedelta(days=1)
    transfer = take_in(cast.recorder_next_door, let_go(cast.recorder, card, tomorrow))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        with pytest.raises(NotAuthorized):
            settle(by=cast.certifier_far, transfer_id=transfer.id)
        assert settle(by=cast.recorder, transfer_id=transfer.id).state == TransferState.DONE
        assert settle(by=cast.recorder, transfer_id=transfer.id).state == TransferState.DONE
