"""An import against editors, against another import, against the certifier: one after another."""

from datetime import date
from decimal import Decimal

import pytest

from kp7.intake.actions.applying import PlanOvertaken, run_apply
from kp7.intake.actions.undoing import EditedSince, run_undo
from kp7.intake.models import Import
from kp7.intake.queries import ImportView
from kp7.intake.terms import ImportState
from kp7.ledger.models import Change
from kp7.organizations.authority import Actor
from kp7.personnel.actions.editing import RegisterSealed
from kp7.personnel.actions.lines import ChangedMeanwhile, add_line, change_line
from kp7.personnel.models import Appointment, Skill
from kp7.personnel.sections import APPOINTMENTS, SKILLS
from tests.cast import Cast, add_complete, certified, national_id
from tests.intake.bring import Sheets, planned, quietly
from tests.races.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("fresh_database")]

PAY = ["national_id", "effective_on", "movement", "position", "salary"]


def raised(salary: int, *, year: int = 2012) -> Sheets:
    line = [national_id(1), date(year, 4, 1), "step_raise", "นักทรัพยากรบุคคล", salary]
    return {"appointments": (PAY, [line])}


def mended(salary: int) -> Sheets:
    row = Appointment.objects.order_by("id").first()
    assert row is not None
    return {
        "appointments": (
            ["line_id", "national_id", "salary"],
            [[str(row.id), national_id(1), salary]],
        )
    }


def confirmed(one: ImportView) -> None:
    """Confirmed, and not yet written: as a job finds it."""
    Import.objects.filter(id=one.id).update(state=ImportState.APPLYING)


def apply_it(by: Actor, one: ImportView) -> None:
    run_apply(by=by, import_id=one.id, progress=quietly)


def test_two_imports_that_change_one_line_never_mix(cast: Cast) -> None:
    by = cast.certifier
    add_complete(by, 1)
    for turn in range(5):
        low, high = mended(20000 + turn), mended(30000 + turn)
        first, second = planned(by, low), planned(cast.recorder, high)
        confirmed(first)
        confirmed(second)
        given = at_once(
            lambda: apply_it(by, first),  # noqa: B023  run at once
            lambda: apply_it(cast.recorder, second),  # noqa: B023  run at once
        )
        refused = [one for one in given if one is not None]
        assert len(refused) == 1
        assert isinstance(refused[0], PlanOvertaken)
        states = set(Import.objects.filter(id__in=[first.id, second.id]).values_list("state"))
        assert states == {("APPLIED",), ("PLANNED",)}


def test_one_import_applied_by_two_workers_is_written_once(cast: Cast) -> None:
    by = cast.certifier
    add_complete(by, 1)
    one = planned(by, raised(16000))
    confirmed(one)
    given = at_once(*[lambda: apply_it(by, one) for _ in range(3)])
    assert Appointment.objects.count() == 2
    assert Change.objects.filter(table_name="personnel_appointment").count() == 2
    assert given.count(None) >= 1


def test_an_editor_and_an_import_never_overwrite_each_other(cast: Cast) -> None:
    by = cast.certifier
    card = add_complete(by, 1)
    row = Appointment.objects.get()
    for turn in range(5):
        row.refresh_from_db()
        one = planned(by, mended(40000 + turn))
        confirmed(one)
        seen, salary = row.revision, Decimal(50000 + turn)
        imported, edited = at_once(
            lambda: apply_it(by, one),  # noqa: B023  run at once
            lambda: change_line(
                by=cast.recorder,
                card=card,
                section=APPOINTMENTS,
                line_id=row.id,
                seen=seen,  # noqa: B023  run at once
                values={"salary": salary},  # noqa: B023  run at once
            ),
        )
        lost = isinstance(imported, PlanOvertaken), isinstance(edited, ChangedMeanwhile)
        assert sum(lost) == 1
        row.refresh_from_db()
        assert row.salary == (Decimal(50000 + turn) if lost[0] else Decimal(40000 + turn))


def test_a_register_is_certified_before_or_after_an_import_never_within(cast: Cast) -> None:
    by = cast.certifier
    add_complete(by, 1)
    one = planned(by, raised(16000))
    confirmed(one)
    imported, certification = at_once(lambda: apply_it(by, one), lambda: certified(by))
    lines = Appointment.objects.count()
    if isinstance(imported, RegisterSealed):
        assert lines == 1
    else:
        assert imported is None
        assert lines == 2
    assert certification is not None


def test_an_undo_and_an_editor_take_turns(cast: Cast) -> None:
    by = cast.certifier
    card = add_complete(by, 1)
    one = planned(by, raised(16000))
    confirmed(one)
    apply_it(by, one)
    undone, added = at_once(
        lambda: run_undo(by=by, import_id=one.id, progress=quietly),
        lambda: add_line(by=cast.recorder, card=card, section=SKILLS, values={"skill": "ก"}),
    )
    assert Skill.objects.count() == 1
    assert not isinstance(added, Exception)
    state = Import.objects.get(id=one.id).state
    if isinstance(undone, EditedSince):
        assert (state, Appointment.objects.count()) == ("APPLIED", 2)
    else:
        assert (state, Appointment.objects.count()) == ("UNDONE", 1)
