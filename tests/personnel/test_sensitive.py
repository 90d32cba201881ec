"""What is sensitive takes a right of its own: to read, and to record."""

from datetime import date
from decimal import Decimal

import pytest

from kp7.organizations.authority import NotAuthorized
from kp7.personnel import entries
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.actions.lines import (
    add_line,
    change_line,
    record_nothing,
    remove_line,
    withdraw_nothing,
)
from kp7.personnel.actions.looking import look_at_card
from kp7.personnel.models import Card, Leave
from kp7.personnel.sections import DISCIPLINE, LEAVES, PHOTOGRAPHS, PRIVATE, SECTIONS, Section
from tests.cast import OWN, Cast
from tests.lines import OTHER_SECTIONS, add_other_lines, picture

SICK = {
    "kind": "sick",
    "started_on": date(2026, 1, 5),
    "ended_on": date(2026, 1, 6),
    "days": Decimal("2.00"),
}
VACATION = {**SICK, "kind": "vacation"}


def test_the_sections_that_the_law_protects_more_are_marked() -> None:
    assert {section.code for section in SECTIONS if section.sensitive} == {"private", "discipline"}


@pytest.mark.parametrize("section", [PRIVATE, DISCIPLINE], ids=lambda section: section.code)
def test_without_the_right_a_sensitive_section_is_neither_written_nor_none(
    cast: Cast, card: Card, section: Section
) -> None:
    by = cast.recorder
    with pytest.raises(NotAuthorized, match="ข้อมูลอ่อนไหว"):
        add_line(by=by, card=card, section=section, values=OTHER_SECTIONS[section.code])
    with pytest.raises(NotAuthorized):
        record_nothing(by=by, card=card, section=section)
    with pytest.raises(NotAuthorized):
        withdraw_nothing(by=by, card=card, section=section)
    row = add_line(
        by=cast.certifier, card=card, section=section, values=OTHER_SECTIONS[section.code]
    )
    with pytest.raises(NotAuthorized):
        change_line(by=by, card=card, section=section, line_id=row.id, seen=1, values={})
    with pytest.raises(NotAuthorized):
        remove_line(by=by, card=card, section=section, line_id=row.id, seen=1)


def test_sick_leave_takes_the_right_and_other_leave_does_not(cast: Cast, card: Card) -> None:
    by = cast.recorder
    with pytest.raises(NotAuthorized):
        add_line(by=by, card=card, section=LEAVES, values=SICK)
    vacation = add_line(by=by, card=card, section=LEAVES, values=VACATION)
    sick = add_line(by=cast.certifier, card=card, section=LEAVES, values=SICK)
    with pytest.raises(NotAuthorized):
        change_line(
            by=by, card=card, section=LEAVES, line_id=vacation.id, seen=1, values={"kind": "sick"}
        )
    with pytest.raises(NotAuthorized):
        remove_line(by=by, card=card, section=LEAVES, line_id=sick.id, seen=1)
    assert Leave.objects.count() == 2
    assert entries.entry(OWN, card.id, LEAVES, sick.id, by=cast.certifier)
    assert entries.entry(OWN, card.id, LEAVES, sick.id, by=by) is None


def test_a_card_is_read_without_what_is_sensitive(cast: Cast, card: Card) -> None:
    add_other_lines(cast.certifier, card)
    add_line(by=cast.certifier, card=card, section=LEAVES, values=SICK)
    whole = look_at_card(by=cast.certifier, card_id=card.id).opened.assessment.record
    assert [line.text("kind") for line in whole.section("leaves")] == ["vacation", "sick"]
    for by in (cast.recorder, cast.province, cast.dla, cast.auditor):
        read = look_at_card(by=by, card_id=card.id).opened.assessment.record
        assert [line.text("kind") for line in read.section("leaves")] == ["vacation"]
        assert read.section("private") == read.section("discipline") == ()
        assert read.section("decorations") == whole.section("decorations")


def test_a_card_holds_seven_photographs(cast: Cast, card: Card) -> None:
    for number in range(7):
        values = {"taken_year": 2010 + number, "file": picture(number)}
        add_line(by=cast.recorder, card=card, section=PHOTOGRAPHS, values=values)
    with pytest.raises(Invalid, match="ไม่เกิน 7 รายการ"):
        add_line(
            by=cast.recorder,
            card=card,
            section=PHOTOGRAPHS,
            values={"taken_year": 2024, "file": picture(99)},
        )
