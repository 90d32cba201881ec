"""Putting back what an import did, while nobody has worked on the same people since."""

from datetime import date
from decimal import Decimal

import pytest

from kp7.intake.actions.moments import WrongMoment
from kp7.intake.actions.undoing import EditedSince, run_undo, undo
from kp7.intake.terms import ImportState
from kp7.ledger.models import Change
from kp7.organizations.authority import Actor
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.actions.lines import add_line, record_nothing
from kp7.personnel.models import Appointment, Card, NothingRecorded, Person, SeatHolding, Service
from kp7.personnel.sections import CHILDREN, SKILLS
from tests.cast import OWN, Cast, add_complete, certified, national_id
from tests.intake.bring import Sheets, applied, documents, quietly, view
from tests.intake.test_planning import FIRST, NEW_PERSON, PAY, person
from tests.work import run_jobs

pytestmark = pytest.mark.usefixtures("read_here")

KEYS = ["line_id", "national_id", "salary"]


@pytest.fixture
def card(cast: Cast) -> Card:
    card = add_complete(cast.certifier, 1)
    record_nothing(by=cast.certifier, card=card, section=CHILDREN)
    return card


@pytest.fixture
def by(cast: Cast) -> Actor:
    return cast.certifier


def everything() -> Sheets:
    """Somebody new, a change, a new line, a withdrawn “ไม่มี” and a new one."""
    row = Appointment.objects.get()
    return {
        "personal": (NEW_PERSON, [person(2)]),
        "appointments": (
            ["line_id", *PAY],
            [
                [str(row.id), *FIRST[:4], 19000],
                [None, national_id(2), *FIRST[1:]],
                [None, national_id(1), date(2012, 4, 1), "step_raise", "ก", 20000],
            ],
        ),
        "children": (["national_id", "first_name"], [[national_id(1), "ลูก"]]),
        "nothing": (["national_id", "section"], [[national_id(2), "บุตร"]]),
    }


@pytest.mark.usefixtures("card")
def test_everything_is_as_it_was_and_the_history_keeps_it(by: Actor) -> None:
    before = documents(OWN)
    one = applied(by, everything())
    assert documents(OWN) != before
    undo(by=by, import_id=one.id)
    run_jobs()
    assert documents(OWN) == before
    assert view(by, one.id).state is ImportState.UNDONE
    assert NothingRecorded.objects.get().section == "children"
    assert Service.objects.count() == 1
    assert not SeatHolding.objects.filter(person__national_id=national_id(2)).exists()
    assert Person.objects.filter(national_id=national_id(2)).exists()  # nobody is ever forgotten
    assert Change.objects.filter(table_name="personnel_child", action="delete").count() == 1
    run_undo(by=by, import_id=one.id, progress=quietly)  # a worker that took it up again
    with pytest.raises(WrongMoment):
        undo(by=by, import_id=one.id)


def test_it_is_refused_where_somebody_has_worked_on_it_since(
    card: Card, by: Actor, cast: Cast
) -> None:
    one = applied(by, everything())
    add_line(by=cast.recorder, card=card, section=SKILLS, values={"skill": "ตัวอย่าง"})
    with pytest.raises(EditedSince) as refused:
        undo(by=by, import_id=one.id)
    assert cast.recorder.officer in refused.value.sentence
    (edited,) = refused.value.edited
    assert (edited.section_label, edited.card_id) == ("ความสามารถพิเศษ", card.id)
    assert Appointment.objects.count() == 3


@pytest.mark.usefixtures("card")
def test_work_on_others_keeps_nobody_from_it(by: Actor) -> None:
    one = applied(by, everything())
    add_complete(by, 8)
    run_undo(by=by, import_id=one.id, progress=quietly)
    assert Appointment.objects.count() == 2
    assert {row.salary for row in Appointment.objects.all()} == {Decimal(15060)}


@pytest.mark.usefixtures("card")
def test_a_sealed_register_stays_as_it_was_certified(by: Actor) -> None:
    one = applied(by, {"personal": (["national_id", "last_name"], [[national_id(1), "ใหม่"]])})
    certified(by)
    with pytest.raises(RegisterSealed):
        run_undo(by=by, import_id=one.id, progress=quietly)
    assert view(by, one.id).state is ImportState.APPLIED
