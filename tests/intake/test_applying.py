"""Writing what was planned: all of it or nothing, in the officer's name, as forms would have."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.workbooks import workbook as whole_workbook
from kp7.intake.actions import applying
from kp7.intake.actions.applying import (
    NothingToApply,
    PlanOvertaken,
    RowsRefused,
    apply,
    run_apply,
)
from kp7.intake.actions.moments import WrongMoment
from kp7.intake.actions.planning import plan, plan_now
from kp7.intake.actions.receiving import cancel, receive, remap
from kp7.intake.layout import layout
from kp7.intake.queries import NoSuchImport
from kp7.intake.terms import ImportState
from kp7.jobs.running import Cancelled
from kp7.ledger.models import Change
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.actions.lines import add_line, change_line, record_nothing
from kp7.personnel.models import Appointment, Card, Child, NothingRecorded, Service
from kp7.personnel.queries import card_in
from kp7.personnel.sections import APPOINTMENTS, CHILDREN
from tests.cast import (
    NEXT_DOOR,
    OWN,
    Cast,
    add_complete,
    certified,
    national_id,
)
from tests.intake.bring import (
    Sheets,
    applied,
    confirm,
    documents,
    of_the_layout,
    outcomes,
    planned,
    quietly,
    received,
    view,
    workbook,
)
from tests.intake.test_planning import FIRST, NEW_PERSON, PAY, person
from tests.work import run_jobs

pytestmark = pytest.mark.usefixtures("read_here")

RAISE = [national_id(1), date(2012, 4, 1), "step_raise", "นักทรัพยากรบุคคล", 16000]
RAISED: Sheets = {"appointments": (PAY, [RAISE])}


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.certifier, 1)


@pytest.fixture
def by(cast: Cast) -> Actor:
    return cast.certifier


def test_somebody_new_is_as_a_form_would_have_added_them(by: Actor) -> None:
    one = applied(
        by,
        {
            "personal": (NEW_PERSON, [person(2)]),
            "appointments": (PAY, [[national_id(2), *FIRST[1:]]]),
            "nothing": (["national_id", "section"], [[national_id(2), "บุตร"]]),
        },
    )
    card = card_in(OWN, national_id(2))
    assert card is not None
    assert (card.kind, card.kind_label, card.nationality) == ("official", "พนักงานส่วนตำบล", "ไทย")
    assert Service.objects.get(person_id=card.person_id).started_on == date(2015, 1, 1)
    row = Appointment.objects.get(person_id=card.person_id)
    assert (row.movement, row.salary, row.sequence) == ("first_appointment", Decimal(15060), 1)
    assert NothingRecorded.objects.get(person_id=card.person_id).section == "children"
    assert one.state is ImportState.APPLIED
    kept = Change.objects.filter(row_id=row.id).get()
    assert (kept.action, kept.officer, kept.post_id) == ("insert", by.officer, by.post_id)


def test_a_change_says_what_the_file_says_and_counts_one_revision(card: Card, by: Actor) -> None:
    applied(by, {"personal": (["national_id", "last_name"], [[national_id(1), "ใหม่"]])})
    card.refresh_from_db()
    assert (card.last_name, card.first_name, card.revision) == ("ใหม่", "ตัวอย่าง", 2)


@pytest.mark.usefixtures("card")
def test_the_same_file_twice_changes_nothing(by: Actor) -> None:
    sheets: Sheets = {**RAISED, "personal": (NEW_PERSON, [person(2)])}
    applied(by, sheets)
    again = planned(by, sheets)
    assert set(outcomes(by, again)) == {"UNCHANGED"}
    with pytest.raises(NothingToApply):
        confirm(by, again)


@pytest.mark.usefixtures("card")
def test_nothing_is_written_where_a_row_is_refused(by: Actor) -> None:
    sheets: Sheets = {"appointments": (PAY, [RAISE, [national_id(9), *RAISE[1:]]])}
    one = planned(by, sheets)
    with pytest.raises(RowsRefused):
        confirm(by, one)
    assert Appointment.objects.count() == 1
    confirm(by, one, skip_refused=True)
    assert Appointment.objects.count() == 2


def test_a_recorded_nothing_goes_where_a_line_comes(card: Card, by: Actor) -> None:
    record_nothing(by=by, card=card, section=CHILDREN)
    applied(by, {"children": (["national_id", "first_name"], [[national_id(1), "ลูก"]])})
    assert not NothingRecorded.objects.filter(section="children").exists()
    assert Child.objects.get().sequence == 1


@pytest.mark.usefixtures("card")
def test_what_was_confirmed_is_what_is_written(by: Actor) -> None:
    one = planned(by, RAISED)
    plan_now(by=by, import_id=one.id, progress=quietly)
    with pytest.raises(PlanOvertaken):
        confirm(by, one)


def test_an_edit_since_the_plan_is_never_overwritten(card: Card, by: Actor, cast: Cast) -> None:
    row = Appointment.objects.get()
    sheets: Sheets = {
        "appointments": (
            ["line_id", "national_id", "salary"],
            [[str(row.id), national_id(1), 20000]],
        )
    }
    one = planned(by, sheets)
    change_line(
        by=cast.recorder,
        card=card,
        section=APPOINTMENTS,
        line_id=row.id,
        seen=1,
        values={"salary": Decimal(17000)},
    )
    with pytest.raises(PlanOvertaken) as refused:
        confirm(by, one)
    assert cast.recorder.officer in refused.value.sentence
    row.refresh_from_db()
    assert row.salary == Decimal(17000)
    fresh = view(by, one.id)
    assert (fresh.state, fresh.seen) == (ImportState.PLANNED, one.seen + 1)
    confirm(by, fresh)
    row.refresh_from_db()
    assert row.salary == Decimal(20000)


@pytest.mark.usefixtures("card")
def test_an_edit_elsewhere_in_the_register_keeps_nobody_from_it(by: Actor) -> None:
    one = planned(by, RAISED)
    add_complete(by, 5)
    confirm(by, one)
    assert view(by, one.id).state is ImportState.APPLIED


@pytest.mark.usefixtures("card")
def test_a_sealed_register_is_refused_at_once_and_under_the_lock(by: Actor) -> None:
    one = planned(by, RAISED)
    certified(by)
    with pytest.raises(RegisterSealed):
        confirm(by, one)
    with pytest.raises(RegisterSealed):
        receive(by=by, register_id=OWN, content=workbook(RAISED), name="x.xlsx")
    assert Appointment.objects.count() == 1


def test_only_the_organization_itself_brings_files_in(cast: Cast) -> None:
    content = workbook(RAISED)
    for stranger in (cast.province, cast.dla, cast.auditor, cast.certifier_next_door):
        with pytest.raises(NotAuthorized):
            receive(by=stranger, register_id=OWN, content=content, name="x.xlsx")
    one = received(cast.certifier, RAISED)
    with pytest.raises(NoSuchImport):
        plan(by=cast.certifier_next_door, import_id=one)
    assert cast.certifier_next_door.organization_id == NEXT_DOOR


@pytest.mark.usefixtures("card")
def test_a_right_taken_back_since_the_plan_is_gone(cast: Cast) -> None:
    sheets: Sheets = {
        "private": (["national_id", "religion"], [[national_id(1), "พุทธ"]]),
    }
    one = planned(cast.certifier, sheets)
    assert outcomes(cast.certifier, one) == ["NEW"]
    assert outcomes(cast.recorder, one) == []  # nor does the recorder read it
    with pytest.raises(NotAuthorized):
        confirm(cast.recorder, one)


@pytest.mark.usefixtures("card")
def test_as_a_job(by: Actor) -> None:
    one = received(by, RAISED)
    plan(by=by, import_id=one)
    assert view(by, one).state is ImportState.PLANNING
    run_jobs()
    found = view(by, one)
    assert found.state is ImportState.PLANNED
    apply(by=by, import_id=one, seen=found.seen)
    with pytest.raises(WrongMoment):
        plan(by=by, import_id=one)
    run_jobs()
    assert view(by, one).state is ImportState.APPLIED
    run_apply(by=by, import_id=one, progress=quietly)  # a worker that took it up again
    assert Appointment.objects.count() == 2


@pytest.mark.usefixtures("card")
def test_a_job_that_is_refused_says_why_and_can_be_asked_for_again(by: Actor) -> None:
    one = planned(by, RAISED)
    apply(by=by, import_id=one.id, seen=one.seen)
    certified(by)
    run_jobs()
    found = view(by, one.id)
    assert found.state is ImportState.PLANNED
    assert "รับรองระดับ อปท." in found.failure


@pytest.mark.usefixtures("card")
def test_cancelled_before_its_job_runs_nothing_is_written(by: Actor) -> None:
    one = planned(by, RAISED)
    apply(by=by, import_id=one.id, seen=one.seen)
    cancel(by=by, import_id=one.id)
    run_jobs()
    assert view(by, one.id).state is ImportState.CANCELLED
    assert Appointment.objects.count() == 1


@pytest.mark.usefixtures("card")
def test_cancelled_halfway_everything_is_rolled_back(by: Actor) -> None:
    one = planned(by, {**RAISED, "personal": (NEW_PERSON, [person(2)])})

    def stop(done: int, total: int, note: str) -> None:  # noqa: ARG001  Progress
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        applying.apply_now(by=by, import_id=one.id, seen=one.seen, progress=stop)
    assert Card.objects.count() == 1
    assert Appointment.objects.count() == 1


def test_a_line_in_every_section_is_written_in_few_statements(by: Actor) -> None:
    one = receive(by=by, register_id=OWN, content=whole_workbook(10), name="ทุกหมวด.xlsx")
    remap(by=by, import_id=one, mapping=of_the_layout())
    plan_now(by=by, import_id=one, progress=quietly)
    found = view(by, one)
    assert set(outcomes(by, found)) == {"NEW"}
    with CaptureQueriesContext(connection) as sent:
        confirm(by, found)
    tables = len(layout().sheets)
    assert len(sent) + tables <= 200  # and a COPY a table, which Django does not see
    assert len(documents(OWN)) == 10


def test_an_import_of_nobody_is_not_found(by: Actor) -> None:
    with pytest.raises(NoSuchImport):
        plan(by=by, import_id=UUID(int=1))


def test_a_second_line_added_by_hand_in_between_is_found_when_applied(
    card: Card, by: Actor
) -> None:
    one = planned(by, RAISED)
    values = {
        "effective_on": date(2012, 4, 1),
        "movement": "step_raise",
        "position": "นักทรัพยากรบุคคล",
        "salary": Decimal(16000),
        "sequence": None,
    }
    add_line(by=by, card=card, section=APPOINTMENTS, values=values)
    with pytest.raises(PlanOvertaken):
        confirm(by, one)
    assert Appointment.objects.count() == 2
