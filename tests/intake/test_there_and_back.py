"""What we export comes back: into the same register nothing is to change, into another all is."""

import pytest

from bench.workbooks import workbook
from kp7.intake.actions.exporting import export_register
from kp7.intake.actions.planning import plan_now
from kp7.intake.actions.receiving import receive, remap
from kp7.intake.queries import ImportView
from kp7.intake.terms import Outcome
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel.actions.lines import add_line, record_nothing
from kp7.personnel.actions.people import end_service
from kp7.personnel.models import SeatHolding, Service
from kp7.personnel.sections import CHILDREN, NAME_CHANGES, SKILLS
from tests.cast import FAR, OWN, Cast, add_card, add_complete
from tests.intake.bring import (
    confirm,
    documents,
    of_the_layout,
    outcomes,
    quietly,
    sentences,
    view,
)

pytestmark = pytest.mark.usefixtures("read_here")


def exported(by: Actor) -> bytes:
    """The register of an actor as our workbook."""
    assert by.organization_id is not None
    with export_register(by=by, register_id=by.organization_id) as content:
        return content.read()


def brought(by: Actor, content: bytes) -> ImportView:
    """A workbook of our own shape, checked against the register of an actor."""
    assert by.organization_id is not None
    one = receive(by=by, register_id=by.organization_id, content=content, name="ส่งออก.xlsx")
    remap(by=by, import_id=one, mapping=of_the_layout())
    plan_now(by=by, import_id=one, progress=quietly)
    return view(by, one)


@pytest.fixture
def by(cast: Cast) -> Actor:
    """A register with a line in every section, one who left, and recorded “ไม่มี”."""
    filled = brought(cast.certifier, workbook(4))
    assert set(outcomes(cast.certifier, filled)) == {"NEW"}
    confirm(cast.certifier, filled)
    card = add_complete(cast.certifier, 1)
    record_nothing(by=cast.certifier, card=card, section=CHILDREN)
    record_nothing(by=cast.certifier, card=card, section=NAME_CHANGES)
    gone = add_card(cast.certifier, 2)
    day = gone.service_started_on.replace(year=2020)
    end_service(by=cast.certifier, card=gone, ended_on=day, movement="resigned", document="")
    return cast.certifier


def test_into_the_same_register_nothing_is_to_change(by: Actor) -> None:
    one = brought(by, exported(by))
    assert set(outcomes(by, one)) == {"UNCHANGED"}
    assert one.counts.of(Outcome.UNCHANGED) == one.counts.total > 100


def test_a_dash_on_a_card_comes_back_as_one(cast: Cast) -> None:
    card = add_complete(cast.certifier, 1)
    values = {"field": "-", "skill": "ไม่มี"}
    add_line(by=cast.certifier, card=card, section=SKILLS, values=values)
    one = brought(cast.certifier, exported(cast.certifier))
    assert set(outcomes(cast.certifier, one)) == {"UNCHANGED"}


def test_into_another_register_everything_is_the_same(by: Actor, cast: Cast) -> None:
    content, before = exported(by), documents(OWN)
    _leave_all(by)
    there = cast.certifier_far  # an อบต. too, whose kinds of staff are called the same
    one = brought(there, content)
    assert sentences(there, one) == []
    confirm(there, one)
    assert documents(FAR) == before
    assert set(outcomes(there, brought(there, exported(there)))) == {"UNCHANGED"}


def _leave_all(by: Actor) -> None:
    """Nobody is in service in two registers at once: the first forgets its periods."""
    act_for(by)
    SeatHolding.objects.all().delete()
    Service.objects.filter(register_id=OWN).delete()
