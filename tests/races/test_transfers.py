"""Two organizations at one transfer: one outcome, one place for the person, no deadlock."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

import pytest

from kp7.certification.actions import return_to_lao
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.people import end_service
from kp7.personnel.actions.transfers import accept, decline, release, settle, withdraw
from kp7.personnel.models import Card, Service, Skill, Transfer
from kp7.personnel.sections import SKILLS
from kp7.personnel.terms import TransferState
from kp7.refusal import Refusal
from tests.cast import NEXT_DOOR, OWN, Cast, add_complete, case_of, certified
from tests.personnel.transfers.moves import DAY, GIVEN, ORDER_IN, ORDER_OUT
from tests.races.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("fresh_database")]

TIMES = 6


def released(cast: Cast, number: int) -> Transfer:
    card = add_complete(cast.recorder, number)
    return release(
        by=cast.recorder, card=card, to_register_id=NEXT_DOOR, effective_on=DAY, order=ORDER_OUT
    )


def accepting(cast: Cast, transfer: Transfer) -> Callable[[], object]:
    return lambda: accept(
        by=cast.recorder_next_door, transfer_id=transfer.id, order=ORDER_IN, values=GIVEN
    )


def places(transfer: Transfer) -> list[object]:
    """Where the person is in service without an end."""
    services = Service.objects.filter(person_id=transfer.person_id, ended_on=None)
    return list(services.values_list("register_id", flat=True))


def test_a_transfer_is_accepted_once(cast: Cast) -> None:
    for number in range(TIMES):
        transfer = released(cast, number)
        given = at_once(*[accepting(cast, transfer)] * 3)
        assert sum(isinstance(one, Transfer) for one in given) == 1
        assert places(transfer) == [NEXT_DOOR]
        assert Card.objects.filter(person_id=transfer.person_id).count() == 2


def test_a_release_withdrawn_while_it_is_accepted_has_one_outcome(cast: Cast) -> None:
    for number in range(TIMES):
        transfer = released(cast, number)
        given = at_once(
            accepting(cast, transfer),
            lambda: withdraw(by=cast.recorder, transfer_id=transfer.id),  # noqa: B023  run at once
            lambda: decline(
                by=cast.certifier_next_door,
                transfer_id=transfer.id,  # noqa: B023  run at once
                reason="เต็ม",
            ),
        )
        assert sum(isinstance(one, Transfer) for one in given) == 1
        transfer.refresh_from_db()
        done = transfer.state == TransferState.DONE
        assert places(transfer) == [NEXT_DOOR if done else OWN]


def test_one_of_two_releases_stands(cast: Cast) -> None:
    for number in range(TIMES):
        card = add_complete(cast.recorder, number)
        given = at_once(
            *[
                partial(
                    release,
                    by=by,
                    card=card,
                    to_register_id=NEXT_DOOR,
                    effective_on=DAY,
                    order=ORDER_OUT,
                )
                for by in (cast.recorder, cast.certifier)
            ]
        )
        assert sum(isinstance(one, Transfer) for one in given) == 1
        assert sum(isinstance(one, Refusal) for one in given) == 1


def test_a_death_recorded_while_accepting_ends_or_moves_but_never_both(cast: Cast) -> None:
    for number in range(TIMES):
        transfer = released(cast, number)
        card = Card.objects.get(register_id=OWN, person_id=transfer.person_id)
        at_once(
            accepting(cast, transfer),
            lambda: end_service(
                by=cast.recorder,
                card=card,  # noqa: B023  run at once
                ended_on=date(2024, 5, 1),
                movement="died",
                document="",
            ),
        )
        transfer.refresh_from_db()
        moved = transfer.state == TransferState.DONE
        assert places(transfer) == ([NEXT_DOOR] if moved else [])
        if not moved:
            assert "ถึงแก่กรรม" in transfer.reason


def test_a_line_written_while_accepting_goes_along_or_stays_alone(cast: Cast) -> None:
    """No editor writes to a card while it is copied: what came before is copied too."""
    for number in range(TIMES):
        transfer = released(cast, number)
        card = Card.objects.get(register_id=OWN, person_id=transfer.person_id)
        at_once(
            accepting(cast, transfer),
            *[
                partial(
                    add_line,
                    by=cast.recorder,
                    card=card,
                    section=SKILLS,
                    values={"field": "ดนตรี", "skill": f"ระนาด {n}"},
                )
                for n in range(3)
            ],
        )
        there = Card.objects.get(register_id=NEXT_DOOR, person_id=transfer.person_id)
        brought = set(skills(NEXT_DOOR, there))
        assert brought <= set(skills(OWN, there))
        assert len(skills(OWN, there)) == 3


def skills(register: UUID, card: Card) -> list[str]:
    lines = Skill.objects.filter(register_id=register, person_id=card.person_id)
    return list(lines.values_list("skill", flat=True))


def test_an_acceptance_against_a_certification_waits_or_is_in_it(cast: Cast) -> None:
    add_complete(cast.recorder, 99)
    for number in range(TIMES):
        transfer = released(cast, number)
        given = at_once(accepting(cast, transfer), lambda: certified(cast.certifier))
        assert isinstance(given[0], Transfer)
        case = case_of(OWN)
        if not isinstance(given[1], Refusal):
            return_to_lao(case_id=case.id, by=cast.province, seen=case.revision, reason="แก้ไข")
        transfer.refresh_from_db()
        assert transfer.state == TransferState.DONE
        assert places(transfer) == [NEXT_DOOR]


def test_an_acceptance_against_the_return_is_never_left_behind(cast: Cast) -> None:
    """Accepted while the register is being opened: one of the two does the move."""
    for number in range(TIMES):
        transfer = released(cast, number)
        add_complete(cast.recorder, 500 + number)
        certified(cast.certifier)
        case = case_of(OWN)
        at_once(
            accepting(cast, transfer),
            lambda: return_to_lao(
                case_id=case.id,  # noqa: B023  run at once
                by=cast.province,
                seen=case.revision,  # noqa: B023  run at once
                reason="แก้ไข",
            ),
        )
        transfer.refresh_from_db()
        assert transfer.state == TransferState.DONE


def test_two_people_crossing_do_not_wait_for_each_other_for_ever(cast: Cast) -> None:
    for number in range(TIMES):
        one = released(cast, number)
        other = release(
            by=cast.recorder_next_door,
            card=add_complete(cast.recorder_next_door, 1000 + number),
            to_register_id=OWN,
            effective_on=DAY,
            order=ORDER_OUT,
        )
        given = at_once(
            accepting(cast, one),
            lambda: accept(
                by=cast.recorder,
                transfer_id=other.id,  # noqa: B023  run at once
                order=ORDER_IN,
                values=GIVEN,
            ),
            lambda: settle(by=cast.recorder, transfer_id=one.id),  # noqa: B023  run at once
        )
        assert sum(isinstance(done, Transfer) for done in given) >= 2
        assert (places(one), places(other)) == ([NEXT_DOOR], [OWN])
