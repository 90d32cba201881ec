"""Lines of a card: added, changed, removed, recorded as none; never twice, never over another's."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kp7.ledger.models import Change
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel import queries
from kp7.personnel.actions.editing import Gone, Invalid
from kp7.personnel.actions.lines import (
    ChangedMeanwhile,
    add_line,
    change_line,
    record_nothing,
    remove_line,
    withdraw_nothing,
)
from kp7.personnel.models import Appointment, Card, Education, NothingRecorded, Row
from kp7.personnel.rules import assess
from kp7.personnel.sections import APPOINTMENTS, EDUCATION, PERSONAL
from kp7.thai import calendar
from tests.cast import DEGREE, FIRST_LINE, OWN, Cast, add_card
from tests.cast import PERSONAL as SOMEBODY

MASTER = {**DEGREE, "level": "master", "degree": "รัฐประศาสนศาสตรมหาบัณฑิต"}


@pytest.fixture
def bare(cast: Cast) -> Card:
    """A card without a line."""
    return add_card(cast.recorder, 1)


def study(by: Actor, card: Card, values: dict[str, object]) -> Row:
    return add_line(by=by, card=card, section=EDUCATION, values=values)


def appoint(by: Actor, card: Card, **changed: object) -> Appointment:
    added = add_line(
        by=by,
        card=card,
        section=APPOINTMENTS,
        values={**FIRST_LINE, "sequence": None, **changed},
    )
    assert isinstance(added, Appointment)
    return added


def kept(row_id: UUID) -> list[str]:
    found = Change.objects.filter(row_id=row_id).order_by("id")
    return list(found.values_list("action", flat=True))


# --- added ------------------------------------------------------------------------------------


def test_a_line_is_stored_with_the_labels_of_its_codes(cast: Cast, bare: Card) -> None:
    line = appoint(cast.recorder, bare, division=" สำนัก\u200bปลัด ")
    stored = Appointment.objects.get()
    assert (stored.register_id, stored.person_id) == (OWN, bare.person_id)
    assert stored.movement_label == "บรรจุและแต่งตั้ง"
    assert "" not in {stored.level_label, stored.document_kind_label}
    assert stored.division == "สำนักปลัด"
    assert stored.salary == Decimal("15060.00")
    assert kept(line.id) == ["insert"]


def test_a_line_goes_behind_the_others_of_its_day(cast: Cast, bare: Card) -> None:
    lines = [appoint(cast.recorder, bare, position=f"ตำแหน่ง {n}") for n in range(3)]
    another = appoint(cast.recorder, bare, effective_on=date(2011, 10, 1))
    assert [line.sequence for line in (*lines, another)] == [1, 2, 3, 1]
    (record,) = queries.records(OWN, [bare])
    assert [line.id for line in record.section("appointments")] == [
        line.id for line in (*lines, another)
    ]


def test_a_line_keeps_the_number_that_it_was_given(cast: Cast, bare: Card) -> None:
    assert appoint(cast.recorder, bare, sequence=5).sequence == 5
    assert appoint(cast.recorder, bare, position="อื่น").sequence == 6
    with pytest.raises(Invalid) as refused:
        appoint(cast.recorder, bare, position="อีก", sequence=5)
    assert refused.value.errors == {"": ["วันนี้มีรายการลำดับที่นี้แล้ว กรุณาใส่ลำดับที่อื่นหรือเว้นว่าง"]}


def test_the_same_line_twice_is_refused_in_every_section(cast: Cast, bare: Card) -> None:
    study(cast.recorder, bare, DEGREE)
    with pytest.raises(Invalid) as refused:
        study(cast.certifier, bare, {**DEGREE, "major": "อื่น", "degree": f" {DEGREE['degree']}"})
    assert "มีรายการการศึกษานี้อยู่แล้ว" in refused.value.sentence
    appoint(cast.recorder, bare)
    with pytest.raises(Invalid) as again:
        appoint(cast.recorder, bare)
    assert "มีรายการนี้อยู่แล้วทุกช่องเหมือนกัน" in again.value.sentence
    assert Education.objects.count() == Appointment.objects.count() == 1


def test_the_same_line_without_a_year_is_the_same_line(cast: Cast, bare: Card) -> None:
    undated = {name: value for name, value in DEGREE.items() if name != "finished_year"}
    study(cast.recorder, bare, undated)
    with pytest.raises(Invalid):
        study(cast.recorder, bare, undated)


def test_what_a_column_cannot_hold_is_refused_column_by_column(cast: Cast, bare: Card) -> None:
    with pytest.raises(Invalid) as refused:
        appoint(
            cast.recorder,
            bare,
            effective_on=None,
            movement="",
            position="ก" * 201,
            salary=Decimal("123456789.00"),
            sequence=-1,
        )
    wrong = refused.value.errors
    assert set(wrong) == {"effective_on", "movement", "position", "salary", "sequence"}
    assert "200" in wrong["position"][0]
    assert not Appointment.objects.exists()


def test_a_negative_salary_is_refused(cast: Cast, bare: Card) -> None:
    with pytest.raises(Invalid) as refused:
        appoint(cast.recorder, bare, salary=Decimal(-1))
    assert refused.value.sentence == "อัตราเงินเดือนต้องไม่ติดลบ"


# --- changed ----------------------------------------------------------------------------------


def change(by: Actor, card: Card, line: Row, seen: int, **changed: object) -> Row:
    return change_line(
        by=by, card=card, section=EDUCATION, line_id=line.id, seen=seen, values=changed
    )


def test_a_change_raises_the_revision_and_is_kept(cast: Cast, bare: Card) -> None:
    line = study(cast.recorder, bare, DEGREE)
    assert change(cast.certifier, bare, line, 1, **MASTER).revision == 2
    stored = Education.objects.get()
    assert (stored.level, stored.level_label) == ("master", "ปริญญาโท")
    assert kept(line.id) == ["insert", "update"]


def test_saving_what_stands_already_changes_nothing(cast: Cast, bare: Card) -> None:
    line = study(cast.recorder, bare, DEGREE)
    same = {**DEGREE, "degree": f"{DEGREE['degree']} "}
    assert change(cast.certifier, bare, line, 1, **same).revision == 1
    assert kept(line.id) == ["insert"]
    again = change_line(
        by=cast.certifier,
        card=bare,
        section=PERSONAL,
        line_id=bare.id,
        seen=1,
        values=SOMEBODY,
    )
    assert again.revision == 1
    assert kept(bare.id) == ["insert"]


def test_the_second_of_two_editors_is_told_by_whom_and_when(cast: Cast, bare: Card) -> None:
    line = study(cast.recorder, bare, DEGREE)
    change(cast.certifier, bare, line, 1, **MASTER)
    with pytest.raises(ChangedMeanwhile) as refused:
        change(cast.recorder, bare, line, 1, **{**DEGREE, "major": "การปกครอง"})
    newest = Change.objects.get(row_id=line.id, action="update")
    assert f"{cast.certifier.officer} แก้ไขรายการนี้" in refused.value.sentence
    assert calendar.format_instant(newest.recorded_at) in refused.value.sentence
    assert isinstance(refused.value.row, Education)
    assert refused.value.row.level == "master"
    assert Education.objects.get().major == ""


def test_whoever_edits_or_removes_what_is_gone_is_told_who_removed_it(
    cast: Cast, bare: Card
) -> None:
    line = study(cast.recorder, bare, DEGREE)
    remove_line(by=cast.certifier, card=bare, section=EDUCATION, line_id=line.id, seen=1)
    with pytest.raises(ChangedMeanwhile) as refused:
        change(cast.recorder, bare, line, 1, **MASTER)
    assert f"{cast.certifier.officer} ลบรายการนี้" in refused.value.sentence
    assert refused.value.row is None
    with pytest.raises(ChangedMeanwhile):
        remove_line(by=cast.recorder, card=bare, section=EDUCATION, line_id=line.id, seen=1)


def test_a_stale_removal_is_refused(cast: Cast, bare: Card) -> None:
    line = study(cast.recorder, bare, DEGREE)
    change(cast.certifier, bare, line, 1, **MASTER)
    with pytest.raises(ChangedMeanwhile):
        remove_line(by=cast.recorder, card=bare, section=EDUCATION, line_id=line.id, seen=1)
    assert Education.objects.exists()


def test_a_line_that_never_was_is_gone(cast: Cast, bare: Card) -> None:
    with pytest.raises(Gone):
        change_line(
            by=cast.recorder, card=bare, section=EDUCATION, line_id=uuid4(), seen=1, values=MASTER
        )


def test_a_line_of_another_card_is_not_reached_through_this_one(cast: Cast, bare: Card) -> None:
    other = add_card(cast.recorder, 2)
    line = study(cast.recorder, other, DEGREE)
    with pytest.raises(ChangedMeanwhile):
        change(cast.recorder, bare, line, 1, **MASTER)
    assert Education.objects.get().level == "bachelor"


def test_a_removed_line_stays_in_the_history(cast: Cast, bare: Card) -> None:
    line = study(cast.recorder, bare, DEGREE)
    remove_line(by=cast.recorder, card=bare, section=EDUCATION, line_id=line.id, seen=1)
    assert kept(line.id) == ["insert", "delete"]
    study(cast.recorder, bare, DEGREE)


def test_a_change_into_another_line_is_refused(cast: Cast, bare: Card) -> None:
    study(cast.recorder, bare, DEGREE)
    line = study(cast.recorder, bare, MASTER)
    with pytest.raises(Invalid):
        change(cast.recorder, bare, line, 1, **DEGREE)
    assert Education.objects.get(id=line.id).revision == 1


# --- nothing to record ------------------------------------------------------------------------


def nothing(card: Card) -> bool:
    (record,) = queries.records(OWN, [card])
    assert record.holds("education") or not assess(record).complete
    return "education" in record.nothing


def test_nothing_is_recorded_once_and_withdrawn(cast: Cast, bare: Card) -> None:
    for _ in range(2):
        record_nothing(by=cast.recorder, card=bare, section=EDUCATION)
    assert nothing(bare)
    assert NothingRecorded.objects.count() == 1
    assert Change.objects.filter(table_name="personnel_nothingrecorded").count() == 1
    for _ in range(2):
        withdraw_nothing(by=cast.recorder, card=bare, section=EDUCATION)
    assert not nothing(bare)


def test_the_first_line_takes_the_place_of_a_recorded_nothing(cast: Cast, bare: Card) -> None:
    record_nothing(by=cast.recorder, card=bare, section=EDUCATION)
    study(cast.recorder, bare, DEGREE)
    assert not nothing(bare)


def test_a_refused_line_leaves_the_recorded_nothing(cast: Cast, bare: Card) -> None:
    record_nothing(by=cast.recorder, card=bare, section=EDUCATION)
    with pytest.raises(Invalid):
        study(cast.recorder, bare, {**DEGREE, "level": "pirate"})
    assert nothing(bare)


def test_nothing_is_not_recorded_beside_a_line(cast: Cast, bare: Card) -> None:
    study(cast.recorder, bare, DEGREE)
    with pytest.raises(Invalid) as refused:
        record_nothing(by=cast.recorder, card=bare, section=EDUCATION)
    assert "มีรายการอยู่แล้ว" in refused.value.sentence


def test_no_official_career_is_recorded_as_nothing(cast: Cast, bare: Card) -> None:
    with pytest.raises(Invalid) as refused:
        record_nothing(by=cast.recorder, card=bare, section=APPOINTMENTS)
    assert "อย่างน้อย 1 รายการ" in refused.value.sentence


def test_nobody_else_writes_a_line(cast: Cast, bare: Card) -> None:
    line = study(cast.recorder, bare, DEGREE)
    before = Change.objects.count()
    for by in (cast.recorder_next_door, cast.certifier_far, cast.province, cast.dla, cast.auditor):
        with pytest.raises(NotAuthorized):
            study(by, bare, MASTER)
        with pytest.raises(NotAuthorized):
            change(by, bare, line, 1, **MASTER)
        with pytest.raises(NotAuthorized):
            remove_line(by=by, card=bare, section=EDUCATION, line_id=line.id, seen=1)
        with pytest.raises(NotAuthorized):
            withdraw_nothing(by=by, card=bare, section=EDUCATION)
    assert Change.objects.count() == before
