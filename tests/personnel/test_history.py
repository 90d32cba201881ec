"""What was changed, by whom, before and after: of a card, and of a register."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel import history, queries
from kp7.personnel.actions.lines import add_line, change_line, record_nothing, remove_line
from kp7.personnel.actions.people import correct_national_id, end_service, remove_person
from kp7.personnel.history import Asked, Deed, Edit, every, of_card, of_register, page
from kp7.personnel.models import Appointment, Card, Row
from kp7.personnel.sections import (
    APPOINTMENTS,
    DISCIPLINE,
    EDUCATION,
    LEAVES,
    PERSONAL,
    TRAININGS,
    Section,
)
from kp7.thai.national_id import masked
from tests.cast import DEGREE, FAR, NEXT_DOOR, OWN, Cast, add_card, add_complete, national_id
from tests.lines import OTHER_SECTIONS


def edits(card: Card, asked: Asked = Asked(), *, sensitive: bool = True) -> list[Edit]:  # noqa: B008  it is frozen
    return list(page(of_card(card.id), asked, reads_sensitive=sensitive).edits)


def changed(by: Actor, card: Card, section: Section, row: Row, **values: object) -> Row:
    seen = type(row)._default_manager.get(id=row.id).revision
    return change_line(by=by, card=card, section=section, line_id=row.id, seen=seen, values=values)


def said(edit: Edit) -> dict[str, tuple[str, str]]:
    return {one.label: (one.before, one.after) for one in edit.differences}


@pytest.fixture
def bare(cast: Cast) -> Card:
    return add_card(cast.recorder, 1)


# --- what is told -------------------------------------------------------------------------------


def test_a_change_says_who_when_and_each_column_before_and_after(cast: Cast, bare: Card) -> None:
    line = add_line(by=cast.recorder, card=bare, section=EDUCATION, values=DEGREE)
    changed(cast.certifier, bare, EDUCATION, line, level="master", finished_year=2005)
    newest = edits(bare)[0]
    assert (newest.deed, newest.section, newest.name) == (
        Deed.CHANGED,
        EDUCATION,
        "นายตัวอย่าง ทดสอบ",
    )
    assert (newest.officer, newest.post) == (cast.certifier.officer, cast.certifier.post)
    assert newest.at.date() >= date(2026, 1, 1)
    assert said(newest) == {
        "ระดับการศึกษา": ("ปริญญาตรี", "ปริญญาโท"),
        "ปีที่จบ (พ.ศ.)": ("2546", "2548"),
    }


def test_what_came_has_no_before_and_what_went_no_after(cast: Cast, bare: Card) -> None:
    line = add_line(by=cast.recorder, card=bare, section=EDUCATION, values=DEGREE)
    remove_line(by=cast.recorder, card=bare, section=EDUCATION, line_id=line.id, seen=1)
    removed, added = edits(bare, Asked(section="education"))
    assert (added.deed, removed.deed) == (Deed.ADDED, Deed.REMOVED)
    assert said(added)["วุฒิที่ได้รับ"] == ("", DEGREE["degree"])
    assert said(removed)["วุฒิที่ได้รับ"] == (DEGREE["degree"], "")
    assert "สาขาวิชา" not in said(added)


def test_nothing_and_the_service_are_told_too(cast: Cast, bare: Card) -> None:
    record_nothing(by=cast.recorder, card=bare, section=TRAININGS)
    end_service(
        by=cast.recorder, card=bare, ended_on=date(2020, 1, 1), movement="resigned", document=""
    )
    ended, nothing, *rest = edits(bare)
    assert (nothing.nothing, nothing.section, nothing.differences) == (True, TRAININGS, [])
    assert said(ended)["เหตุที่พ้น"] == ("", "ลาออก")
    assert [one.section.code for one in rest] == ["services", "personal"]


def test_a_corrected_national_id_is_told_and_the_lines_that_follow_are_not(
    cast: Cast, bare: Card
) -> None:
    add_line(by=cast.recorder, card=bare, section=EDUCATION, values=DEGREE)
    before = len(edits(bare))
    correct_national_id(by=cast.recorder, card=bare, seen=1, digits=national_id(2))
    newest, *rest = edits(bare)
    assert said(newest) == {"เลขประจำตัวประชาชน": (masked(national_id(1)), masked(national_id(2)))}
    assert len(rest) == before


def test_the_history_of_a_mistyped_person_is_not_the_next_ones(cast: Cast, bare: Card) -> None:
    """The id that was mistyped may be somebody's who is added later."""
    correct_national_id(by=cast.recorder, card=bare, seen=1, digits=national_id(2))
    other = add_complete(cast.recorder, 1, first_name="อีกคน")
    assert {one.name for one in edits(other)} == {"นายอีกคน ทดสอบ"}
    assert len(edits(other)) == 4
    assert [one.deed for one in edits(bare)] == [Deed.CHANGED, Deed.ADDED, Deed.ADDED]


def test_the_history_goes_along_with_a_card_that_moves(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    before = len(edits(card))
    with transaction.atomic():
        act_for(cast.certifier_next_door)
        Card.objects.filter(id=card.id).update(register_id=NEXT_DOOR)
    add_line(
        by=cast.recorder_next_door,
        card=Card.objects.get(id=card.id),
        section=TRAININGS,
        values=OTHER_SECTIONS["trainings"],
    )
    assert len(edits(card)) == before + 2
    here = list(every(of_register(OWN), Asked(), reads_sensitive=True))
    assert len(here) == before
    there = page(of_register(NEXT_DOOR), Asked(), reads_sensitive=True).edits
    assert [one.section for one in there] == [TRAININGS, PERSONAL]


def test_a_register_tells_its_own_changes_of_cards_that_are_gone_too(
    cast: Cast, bare: Card
) -> None:
    remove_person(by=cast.recorder, card=bare)
    add_card(cast.recorder_next_door, 2)
    found = page(of_register(OWN), Asked(), reads_sensitive=True).edits
    assert {(one.name, one.card_id) for one in found} == {("นายตัวอย่าง ทดสอบ", None)}
    assert len(found) == 4
    assert page(of_register(FAR), Asked(), reads_sensitive=True).edits == []


# --- what is asked for --------------------------------------------------------------------------


def test_changes_are_found_by_day_section_and_officer(cast: Cast, bare: Card) -> None:
    line = add_line(by=cast.recorder, card=bare, section=EDUCATION, values=DEGREE)
    changed(cast.certifier, bare, EDUCATION, line, major="การปกครอง")
    record_nothing(by=cast.recorder, card=bare, section=TRAININGS)
    day = queries.today()
    asked: list[tuple[Asked, int]] = [
        (Asked(), 5),
        (Asked(since=day, until=day), 5),
        (Asked(since=day + timedelta(days=1)), 0),
        (Asked(until=day - timedelta(days=1)), 0),
        (Asked(section="education"), 2),
        (Asked(section="trainings"), 1),
        (Asked(section="services"), 1),
        (Asked(section="none such"), 0),
        (Asked(officer=cast.certifier.officer), 5),
        (Asked(officer=cast.recorder.officer), 4),
        (Asked(officer=cast.recorder.officer, section="education"), 1),
        (Asked(officer="%"), 0),
    ]
    for wanted, number in asked:
        assert len(edits(bare, wanted)) == number, wanted


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_hold_every_change_once(cast: Cast, size: int) -> None:
    """Also where many were made at one instant."""
    card = add_complete(cast.recorder, 1)
    for number in range(2, 6):
        add_line(
            by=cast.recorder,
            card=card,
            section=APPOINTMENTS,
            values={"effective_on": date(2010 + number, 10, 1), "movement": "step_raise"},
        )
    with transaction.atomic():
        act_for(cast.recorder)
        Appointment.objects.update(salary=99)
    whole = list(every(of_card(card.id), Asked(), reads_sensitive=True))
    found: list[Edit] = []
    place = None
    while True:
        one = page(of_card(card.id), Asked(), reads_sensitive=True, place=place, size=size)
        found += one.edits
        place = one.next
        if place is None:
            break
    assert found == whole
    assert len(whole) == 13


def test_changes_cost_the_same_for_few_and_many(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(of_register(OWN), Asked(), reads_sensitive=False)
        return len(captured)

    add_complete(cast.recorder, 1)
    for_few = cost()
    for number in range(2, 12):
        add_complete(cast.recorder, number)
    assert cost() == for_few == 3


# --- sensitive ----------------------------------------------------------------------------------


def test_what_is_sensitive_is_left_out_for_those_without_the_right(cast: Cast, bare: Card) -> None:
    leave = OTHER_SECTIONS["leaves"]
    add_line(by=cast.certifier, card=bare, section=DISCIPLINE, values=OTHER_SECTIONS["discipline"])
    add_line(by=cast.certifier, card=bare, section=LEAVES, values=leave)
    sick = add_line(
        by=cast.certifier,
        card=bare,
        section=LEAVES,
        values={**leave, "kind": "sick", "started_on": date(2025, 3, 3)},
    )
    changed(cast.certifier, bare, LEAVES, sick, kind="vacation")
    changed(cast.certifier, bare, LEAVES, sick, reason="พักผ่อน")
    assert len(edits(bare)) == 7
    seen = edits(bare, sensitive=False)
    assert [one.section.code for one in seen] == ["leaves", "leaves", "services", "personal"]
    assert [one.deed for one in seen] == [Deed.CHANGED, Deed.ADDED, Deed.ADDED, Deed.ADDED]
    assert "ป่วย" not in str(seen)
    assert edits(bare, Asked(section="discipline"), sensitive=False) == []


def test_a_nothing_of_a_sensitive_section_is_sensitive(cast: Cast, bare: Card) -> None:
    record_nothing(by=cast.certifier, card=bare, section=DISCIPLINE)
    assert len(edits(bare)) == 3
    assert len(edits(bare, sensitive=False)) == 2


def test_every_section_can_be_asked_for() -> None:
    codes = [section.code for section in history.sections_of_history()]
    assert len(set(codes)) == len(codes)
    assert {"personal", "education", "appointments", "services"} <= set(codes)
