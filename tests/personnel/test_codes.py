"""A code has versions: each line takes the one of the day from which it counts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from kp7.organizations.actions.acting import act_for
from kp7.personnel import entries, figures, queries
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.actions.lines import add_line, change_line
from kp7.personnel.actions.people import end_service
from kp7.personnel.codes import entry_on, in_force, valid_on, versions
from kp7.personnel.models import Appointment, Card, CodeEntry, Row
from kp7.personnel.sections import APPOINTMENTS
from kp7.personnel.terms import CodeTable, Headcount
from tests.cast import FIRST_LINE, OWN, Cast, add_card

LEVEL = "academic-practitioner"
RENAMED = date(2015, 1, 1)
ENDED = date(2020, 1, 1)


@pytest.fixture
def renamed(cast: Cast) -> None:
    """A level of one name until 2015, of another until 2020, and of none since."""
    with transaction.atomic():
        act_for(cast.dla)
        old = CodeEntry.objects.get(table_name=CodeTable.LEVELS, code=LEVEL)
        old.valid_until = RENAMED
        old.save()
        CodeEntry.objects.create(
            table_name=CodeTable.LEVELS,
            code=LEVEL,
            label="ชื่อใหม่",
            attributes=old.attributes,
            valid_from=RENAMED,
            valid_until=ENDED,
        )


def line(cast: Cast, card: Card, on: date, **values: object) -> Appointment:
    row = add_line(
        by=cast.recorder,
        card=card,
        section=APPOINTMENTS,
        values={**FIRST_LINE, "effective_on": on, **values},
    )
    assert isinstance(row, Appointment)
    return row


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2010, 10, 1), "วิชาการ ปฏิบัติการ"),
        (RENAMED - timedelta(days=1), "วิชาการ ปฏิบัติการ"),
        (RENAMED, "ชื่อใหม่"),
        (ENDED - timedelta(days=1), "ชื่อใหม่"),
    ],
)
def test_a_line_takes_the_label_of_the_day_it_counts_from(cast: Cast, on: date, label: str) -> None:
    assert line(cast, add_card(cast.recorder, 1), on).level_label == label


@pytest.mark.usefixtures("renamed")
def test_a_code_that_had_ended_on_that_day_is_refused_by_saying_since_when(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        line(cast, add_card(cast.recorder, 1), ENDED)
    (said,) = refused.value.errors["level"]
    assert said.startswith("“ชื่อใหม่” เลิกใช้แล้วตั้งแต่วันที่ 1 มกราคม 2563 ")
    assert said.endswith("กับรายการที่มีผลวันที่ 1 มกราคม 2563 ไม่ได้ กรุณาเลือกรายการอื่น")


def test_a_code_that_began_later_is_refused_by_saying_from_when(cast: Cast) -> None:
    with transaction.atomic():
        act_for(cast.dla)
        CodeEntry.objects.filter(code=LEVEL).update(valid_from=RENAMED)
    with pytest.raises(Invalid) as refused:
        line(cast, add_card(cast.recorder, 1), date(2010, 10, 1))
    assert "เริ่มใช้วันที่ 1 มกราคม 2558" in refused.value.errors["level"][0]


@pytest.mark.usefixtures("renamed")
def test_a_line_keeps_its_label_whatever_else_of_it_is_changed(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    row = line(cast, card, date(2010, 10, 1))
    changed: Row = change_line(
        by=cast.recorder,
        card=card,
        section=APPOINTMENTS,
        line_id=row.id,
        seen=1,
        values={**FIRST_LINE, "effective_on": ENDED, "level": LEVEL},
    )
    assert isinstance(changed, Appointment)
    assert changed.level_label == "วิชาการ ปฏิบัติการ"


@pytest.mark.usefixtures("renamed")
def test_a_form_offers_what_is_in_use_first_and_once(cast: Cast) -> None:
    entry = entries.entry(OWN, add_card(cast.recorder, 1).id, APPOINTMENTS)
    assert entry is not None
    offered = entry.choices[CodeTable.LEVELS]
    assert [choice for choice in offered if choice.code == LEVEL] == [offered[-1]]
    assert (offered[-1].label, offered[-1].note) == ("ชื่อใหม่", "ใช้ถึง 31 ธ.ค. 2562")


def test_a_way_to_leave_is_one_of_the_day_of_leaving(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    with transaction.atomic():
        act_for(cast.dla)
        CodeEntry.objects.filter(code="resigned").update(valid_until=ENDED)
    said: dict[str, Any] = {"movement": "resigned", "document": ""}  # Any: two of five arguments
    with pytest.raises(Invalid):
        end_service(by=cast.recorder, card=card, ended_on=ENDED, **said)
    ended = end_service(by=cast.recorder, card=card, ended_on=ENDED - timedelta(days=1), **said)
    assert ended.ended_by_label == "ลาออก"


@pytest.mark.usefixtures("renamed")
def test_one_version_of_a_code_is_in_force_on_each_day() -> None:
    known = versions([CodeTable.LEVELS])
    for day, label in (
        (date.min, "วิชาการ ปฏิบัติการ"),
        (RENAMED, "ชื่อใหม่"),
        (date(2030, 1, 1), "ชื่อใหม่"),
    ):
        (found,) = [entry for entry in in_force(known, day) if entry.code == LEVEL]
        assert found.label == label
        assert found == entry_on(CodeTable.LEVELS, LEVEL, day)
    assert not valid_on(found, date(2030, 1, 1))
    assert entry_on(CodeTable.LEVELS, "ไม่มี", RENAMED) is None


def test_before_its_first_version_a_code_means_what_that_says(cast: Cast) -> None:
    with transaction.atomic():
        act_for(cast.dla)
        CodeEntry.objects.filter(code=LEVEL).update(valid_from=RENAMED)
    found = entry_on(CodeTable.LEVELS, LEVEL, date(2000, 1, 1))
    assert found is not None
    assert found.valid_from == RENAMED


def test_a_kind_of_many_versions_counts_its_people_once(cast: Cast) -> None:
    add_card(cast.recorder, 1)
    with transaction.atomic():
        act_for(cast.dla)
        kind = CodeEntry.objects.get(table_name=CodeTable.KINDS, code="official")
        said = {**kind.attributes, "headcount": "contract"}
        CodeEntry.objects.filter(id=kind.id).update(valid_until=RENAMED, attributes=said)
        for start, until, label, headcount in (
            (RENAMED, ENDED, "ใหม่", "officials"),
            (date(2050, 1, 1), None, "อนาคต", "permanent"),
        ):
            CodeEntry.objects.create(
                table_name=CodeTable.KINDS,
                code="official",
                label=label,
                attributes={**kind.attributes, "headcount": headcount},
                valid_from=start,
                valid_until=until,
            )
    counted = figures.headcounts(OWN)
    assert (counted.of(Headcount.OFFICIALS), counted.total) == (1, 1)
    assert queries.codes().kinds["official"].label == "ใหม่"
