"""Two people at the same button: one outcome, no deadlock, nothing lost between."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from kp7.certification.actions import Counted, certify, certify_province, return_to_lao
from kp7.certification.models import Step
from kp7.certification.queries import to_certify
from kp7.certification.terms import State
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel.actions.lines import add_line, change_line
from kp7.personnel.models import Appointment, Card, Register
from kp7.personnel.sections import APPOINTMENTS, PERSONAL
from kp7.refusal import Refusal
from tests.cast import (
    FIRST_LINE,
    NEXT_DOOR,
    OWN,
    Cast,
    add_card,
    add_complete,
    case_of,
    certified,
    national_id,
)
from tests.conftest import Connect

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("fresh_database")]

TIMES = 10


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Run all at the same moment, each on its own connection; what each gave, or its refusal."""
    barrier = threading.Barrier(len(actions))

    def run(action: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            barrier.wait()
            return action()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def _give_back(cast: Cast) -> None:
    case = case_of(OWN)
    return_to_lao(case_id=case.id, by=cast.province, seen=case.revision, reason="อีกครั้ง")


def test_a_double_click_certifies_once(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    for _ in range(TIMES):
        case = case_of(OWN)
        seen = to_certify(case).seen
        steps = Step.objects.filter(case=case).count()
        given = at_once(
            *[lambda: certify(case_id=case.id, by=cast.certifier, seen=seen) for _ in range(3)]  # noqa: B023  run at once
        )
        assert len({step.id for step in given if isinstance(step, Step)}) == 1
        assert all(isinstance(step, Step) for step in given)
        assert Step.objects.filter(case=case).count() == steps + 1
        _give_back(cast)


def test_a_person_added_while_certifying_is_in_the_certification_or_refused(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    for turn in range(TIMES):
        case = case_of(OWN)
        seen = to_certify(case).seen
        stepped, added = at_once(
            lambda: certify(case_id=case.id, by=cast.certifier, seen=seen),  # noqa: B023  run at once
            lambda: add_complete(cast.recorder, 100 + turn),  # noqa: B023  run at once
        )
        sealed = Register.objects.get(pk=OWN).sealed
        people = Card.objects.filter(register_id=OWN).count()
        if sealed:
            assert isinstance(stepped, Step)
            assert stepped.certification is not None
            assert stepped.certification.total == people
            _give_back(cast)
        else:
            assert isinstance(stepped, Refusal)
        assert isinstance(added, (Card, Refusal))
        for card in Card.objects.filter(register_id=OWN):
            # A card whose lines came too late is completed, so that the next turn can certify.
            _complete(cast.recorder, card)


def _complete(by: Actor, card: Card) -> None:
    if not Appointment.objects.filter(register_id=OWN, person_id=card.person_id).exists():
        add_line(by=by, card=card, section=APPOINTMENTS, values=FIRST_LINE)


def test_return_against_certify_at_the_province_has_one_outcome(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    case = case_of(OWN)
    given = at_once(
        lambda: return_to_lao(
            case_id=case.id, by=cast.province, seen=case.revision, reason="ยังไม่ครบ"
        ),
        lambda: certify_province(
            case_id=case.id, by=cast.province, seen=case.revision, counted=Counted()
        ),
    )
    assert sum(isinstance(one, Step) for one in given) == 1
    state = State(case_of(OWN).state)
    assert state in {State.RETURNED, State.PROVINCE_CERTIFIED}
    assert Register.objects.get(pk=OWN).sealed == state.sealed


def test_return_against_certify_again_never_unseals_what_was_certified(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    for _ in range(TIMES):
        case = case_of(OWN)
        seen = to_certify(case).seen
        at_once(
            lambda: return_to_lao(
                case_id=case.id,  # noqa: B023  run at once
                by=cast.province,
                seen=case.revision,  # noqa: B023  run at once
                reason="อีกครั้ง",
            ),
            lambda: certify(case_id=case.id, by=cast.certifier, seen=seen),  # noqa: B023  run at once
        )
        state = State(case_of(OWN).state)
        assert Register.objects.get(pk=OWN).sealed == state.sealed
        if not state.sealed:
            certified(cast.certifier)


def test_one_person_is_added_by_two_organizations_once(cast: Cast) -> None:
    for number in range(TIMES):
        given = at_once(
            lambda: add_card(cast.recorder, number),  # noqa: B023  run at once
            lambda: add_card(cast.recorder_next_door, number),  # noqa: B023  run at once
        )
        assert sum(isinstance(one, Card) for one in given) == 1
        refused = next(one for one in given if isinstance(one, Refusal))
        assert "ช่วงเวลาปฏิบัติงานอยู่ที่" in refused.sentence
        assert national_id(number) not in refused.sentence


def test_two_moves_crossing_do_not_wait_for_each_other_for_ever(
    cast: Cast, app_connect: Connect
) -> None:
    here, there = add_complete(cast.recorder, 1), add_complete(cast.recorder_next_door, 2)
    move = "UPDATE personnel_card SET register_id = %s WHERE id = %s"

    def moving(card: Card, first: object, second: object) -> Callable[[], object]:
        def run() -> object:
            raw = app_connect()
            for target in (first, second) * TIMES:
                with raw.transaction():
                    raw.execute("SELECT set_config('kp7.actor', '{\"officer\": \"x\"}', true)")
                    raw.execute(move, [target, card.id])
            return True

        return run

    assert at_once(moving(here, NEXT_DOOR, OWN), moving(there, OWN, NEXT_DOOR)) == [True, True]


def test_a_certification_gets_through_twenty_steady_editors(cast: Cast) -> None:
    """Editors queue with the certifier at an advisory lock, so they cannot overtake for ever."""
    cards = [add_complete(cast.recorder, number) for number in range(20)]
    stop = threading.Event()

    def edit(card: Card) -> int:
        edits = 0
        try:
            while not stop.is_set():
                now = Card.objects.get(id=card.id)
                change_line(
                    by=cast.recorder,
                    card=now,
                    section=PERSONAL,
                    line_id=card.id,
                    seen=now.revision,
                    values={"former_names": f"ชื่อที่ {edits}"},
                )
                edits += 1
        except Refusal:
            pass
        finally:
            connections.close_all()
        return edits

    with ThreadPoolExecutor(len(cards)) as pool:
        editors = [pool.submit(edit, card) for card in cards]
        time.sleep(0.5)
        waited = _take_a_step(cast)
        stop.set()
        assert sum(editor.result() for editor in editors) > 0
    assert waited < 2
    assert Register.objects.get(pk=OWN).sealed


def _take_a_step(cast: Cast) -> float:
    """The step itself: what a reader saw is always behind editors that never rest."""
    case = case_of(OWN)
    started = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        act_for(cast.certifier)
        cursor.execute(
            "SELECT certification_take_step(%s, 'CERTIFY_LAO', %s, '', '{}')",
            [case.id, case.revision],
        )
    return time.monotonic() - started
