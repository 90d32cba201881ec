"""What a file would do to a register: new, changed, unchanged, refused, and why."""

from datetime import date
from decimal import Decimal

import pytest

from kp7.intake.actions.planning import MappingIncomplete, plan
from kp7.intake.row_queries import RowOfPlan
from kp7.ledger.models import Look
from kp7.organizations.authority import Actor
from kp7.personnel.actions.code_tables import end_entry
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.people import PROBES_AN_HOUR
from kp7.personnel.models import Appointment, Card, CodeEntry
from kp7.personnel.queries import line
from kp7.personnel.sections import APPOINTMENTS, CHILDREN, DISCIPLINE, EDUCATION, LEAVES
from tests.cast import FIRST_LINE, Cast, add_card, add_complete, national_id
from tests.intake.bring import Sheets, outcomes, planned, received, rows, sentences

pytestmark = pytest.mark.usefixtures("read_here")

NEW_PERSON = ["national_id", "title", "first_name", "last_name", "kind", "service_started_on"]
PAY = ["national_id", "effective_on", "movement", "position", "salary"]
FIRST = [
    national_id(1),
    date(2010, 10, 1),
    "บรรจุและแต่งตั้ง",
    "นักทรัพยากรบุคคล",
    15060,
]


def person(number: int, **other: object) -> list[object]:
    """A row of somebody new."""
    row: dict[str, object] = {
        "national_id": national_id(number),
        "title": "นาง",
        "first_name": "คนใหม่",
        "last_name": f"ทดสอบ{number}",
        "kind": "official",
        "service_started_on": date(2015, 1, 1),
        **other,
    }
    return list(row.values())


def only(found: list[RowOfPlan]) -> RowOfPlan:
    (row,) = found
    return row


def appointments(*lines: list[object]) -> Sheets:
    return {"appointments": (PAY, lines)}


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.certifier, 1)


@pytest.fixture
def by(cast: Cast) -> Actor:
    return cast.certifier


@pytest.mark.usefixtures("card")
def test_a_line_that_says_the_same_is_unchanged(by: Actor) -> None:
    assert outcomes(by, planned(by, appointments(FIRST))) == ["UNCHANGED"]


def test_a_line_known_by_its_id_is_changed_and_says_before_and_after(card: Card, by: Actor) -> None:
    add = {**FIRST_LINE, "effective_on": date(2011, 4, 1), "movement": "step_raise"}
    row = add_line(by=by, card=card, section=APPOINTMENTS, values=add)
    sheet: Sheets = {
        "appointments": (
            ["line_id", "national_id", "salary"],
            [[str(row.id), national_id(1), 15920.5]],
        )
    }
    found = only(rows(by, planned(by, sheet)))
    assert found.outcome == "CHANGED"
    assert [(one.label, one.before, one.after) for one in found.differences] == [
        ("อัตราเงินเดือน (บาท)", "15,060.00", "15,920.50")
    ]


def test_an_empty_cell_says_nothing_without_a_line_id_and_clears_with_one(
    card: Card, by: Actor
) -> None:
    held = line(card, EDUCATION, EDUCATION.model._default_manager.get(person_id=card.person_id).id)
    keys = ["line_id", "national_id", "level", "degree", "institution", "finished_year"]
    said = [national_id(1), "ปริญญาตรี", held.degree, None, 2546]
    without = planned(by, {"education": (keys, [[None, *said]])})
    assert outcomes(by, without) == ["UNCHANGED"]
    cleared = only(rows(by, planned(by, {"education": (keys, [[str(held.id), *said]])})))
    assert [(one.label, one.before, one.after) for one in cleared.differences] == [
        ("สถานศึกษา", held.institution, "")
    ]


@pytest.mark.usefixtures("card")
def test_unmapped_columns_stay_as_they_are(by: Actor) -> None:
    found = only(
        rows(
            by,
            planned(
                by,
                {"personal": (["national_id", "last_name"], [[national_id(1), "เปลี่ยนแล้ว"]])},
            ),
        )
    )
    assert [one.label for one in found.differences] == ["นามสกุล"]


def test_somebody_new_comes_with_their_lines(by: Actor) -> None:
    one = planned(
        by,
        {
            "personal": (NEW_PERSON, [person(2)]),
            "appointments": (PAY, [[national_id(2), *FIRST[1:]]]),
            "nothing": (["national_id", "section"], [[national_id(2), "บุตร"]]),
        },
    )
    assert outcomes(by, one) == ["NEW", "NEW", "NEW"]
    assert {row.person for row in rows(by, one)} == {"นางคนใหม่ ทดสอบ2"}
    assert any(found.code == "APP-02" for found in one.found)


def test_a_person_who_is_refused_takes_their_lines_along(by: Actor) -> None:
    one = planned(
        by,
        {
            "personal": (NEW_PERSON, [person(2, kind="ไม่รู้จัก")]),
            "appointments": (PAY, [[national_id(2), *FIRST[1:]]]),
        },
    )
    assert outcomes(by, one) == ["REFUSED", "REFUSED"]
    assert sentences(by, one) == [
        "E ไม่มี “ไม่รู้จัก” ในประเภทบุคลากร กรุณาเลือกจากรายการ",
        "บุคคลนี้ไม่ผ่าน จึงเพิ่มรายการนี้ไม่ได้ กรุณาแก้แถวข้อมูลส่วนตัวของบุคคลนี้ก่อน",
    ]


def test_a_line_of_nobody_we_know_is_refused(by: Actor) -> None:
    one = planned(by, appointments([national_id(7), *FIRST[1:]], [None, *FIRST[1:]]))
    assert outcomes(by, one) == ["REFUSED", "REFUSED"]
    assert sentences(by, one)[0].startswith("ไม่พบบุคคลนี้ในทะเบียนของหน่วยงาน")
    assert sentences(by, one)[1].startswith("A ไม่มีเลขประจำตัวประชาชนของเจ้าของบัตร")


def test_somebody_new_needs_a_first_day(by: Actor) -> None:
    one = planned(by, {"personal": (NEW_PERSON, [person(2, service_started_on=None)])})
    assert sentences(by, one) == ["F กรุณากรอกวันเริ่มปฏิบัติราชการ หรือวันที่เริ่มงานที่หน่วยงานนี้ อย่างใดอย่างหนึ่ง"]


@pytest.mark.usefixtures("card")
def test_a_person_twice_in_the_file_is_refused_naming_both_rows(by: Actor) -> None:
    keys = ["national_id", "last_name"]
    one = planned(by, {"personal": (keys, [[national_id(1), "หนึ่ง"], [national_id(1), "สอง"]])})
    first, second = sentences(by, one)
    assert "แถว 3" in first
    assert "แถว 2" in second


def test_of_two_rows_with_one_id_neither_is_taken_nor_any_line(by: Actor) -> None:
    """That one of them is refused for more does not make the id the other's."""
    one = planned(
        by,
        {
            "personal": (NEW_PERSON, [person(2, kind="ไม่รู้จัก"), person(2, last_name="อื่น")]),
            "appointments": (PAY, [[national_id(2), *FIRST[1:]]]),
        },
    )
    assert outcomes(by, one) == ["REFUSED"] * 3
    assert sum("แถว 2" in said and "แถว 3" in said for said in sentences(by, one)) == 3


def test_a_line_twice_is_found_whatever_else_is_wrong_with_either_row(
    card: Card, by: Actor
) -> None:
    keys = ["national_id", "kind", "started_on", "ended_on", "half_day", "days"]
    day = date(2025, 5, 1)
    bad = [national_id(1), "vacation", day, "31/02/2560", None, 3]
    good = [national_id(1), "vacation", day, day, None, 1]
    one = planned(by, {"leaves": (keys, [bad, good])})
    assert outcomes(by, one) == ["REFUSED", "REFUSED"]
    row = Appointment.objects.get(person_id=card.person_id)
    salaries = [[str(row.id), national_id(1), salary] for salary in ("แพง", 17000)]
    one = planned(by, {"appointments": (["line_id", "national_id", "salary"], salaries)})
    assert outcomes(by, one) == ["REFUSED", "REFUSED"]


@pytest.mark.usefixtures("card")
def test_a_new_line_twice_in_the_file_is_refused_naming_both_rows(by: Actor) -> None:
    later = [national_id(1), date(2012, 4, 1), "step_raise", "นักทรัพยากรบุคคล", 16000]
    one = planned(by, appointments(later, later))
    assert outcomes(by, one) == ["REFUSED", "REFUSED"]
    assert "แถว 3" in sentences(by, one)[0]
    assert "แถว 2" in sentences(by, one)[1]


@pytest.mark.usefixtures("card")
def test_what_cannot_be_read_or_stored_is_named_by_column(by: Actor) -> None:
    one = planned(
        by,
        appointments(
            [national_id(1), "31/02/2560", "step_raise", "ก", 1],
            [national_id(1), date(2012, 4, 1), "step_raise", "ก" * 201, 1],
            [national_id(1), date(2012, 4, 1), None, "ก", 1],
            [national_id(1), date(2012, 4, 1), "step_raise", "ก", -5],
        ),
    )
    assert outcomes(by, one) == ["REFUSED"] * 4
    assert [said.split()[0] for said in sentences(by, one)][:3] == ["B", "D", "C"]


@pytest.mark.usefixtures("card")
def test_a_check_of_the_database_is_asked_of_each_row(by: Actor) -> None:
    keys = ["national_id", "kind", "started_on", "ended_on", "days"]
    bad = [national_id(1), "vacation", date(2025, 4, 3), date(2025, 4, 1), 3]
    good = [national_id(1), "vacation", date(2025, 5, 1), date(2025, 5, 3), 3]
    one = planned(by, {"leaves": (keys, [bad, good])})
    assert outcomes(by, one) == ["REFUSED", "NEW"]
    assert sentences(by, one) == ["“ถึงวันที่” ต้องไม่อยู่ก่อน “ตั้งแต่วันที่”"]


@pytest.mark.usefixtures("card")
def test_a_code_is_taken_as_of_the_day_of_its_line(by: Actor, cast: Cast) -> None:
    level = CodeEntry.objects.get(table_name="levels", code="c5")
    end_entry(by=cast.dla, entry_id=level.id, seen=level.revision, day=date(2016, 1, 1))
    keys = ["national_id", "effective_on", "movement", "level"]
    one = planned(
        by,
        {
            "appointments": (
                keys,
                [
                    [national_id(1), date(2012, 4, 1), "step_raise", level.label],
                    [national_id(1), date(2020, 4, 1), "step_raise", level.label],
                ],
            )
        },
    )
    assert outcomes(by, one) == ["NEW", "REFUSED"]
    assert "เลิกใช้แล้ว" in sentences(by, one)[0]


@pytest.mark.usefixtures("card")
def test_numbers_go_on_behind_those_of_the_day(by: Actor) -> None:
    one = planned(
        by,
        appointments(
            [national_id(1), date(2010, 10, 1), "step_raise", "ก", 16000],
            [national_id(1), date(2010, 10, 1), "step_raise", "ก", 17000],
        ),
    )
    assert outcomes(by, one) == ["NEW", "NEW"]


def test_a_swap_of_numbers_is_refused(card: Card, by: Actor) -> None:
    keys = ["line_id", "national_id", "sequence", "first_name"]
    children = [
        add_line(
            by=by,
            card=card,
            section=CHILDREN,
            values={"sequence": number, "first_name": f"ลูก{number}"},
        )
        for number in (1, 2)
    ]
    swapped = [
        [str(child.id), national_id(1), number, f"ลูก{3 - number}"]
        for child, number in zip(children, (2, 1), strict=True)
    ]
    one = planned(by, {"children": (keys, swapped)})
    assert outcomes(by, one) == ["REFUSED", "REFUSED"]


def test_what_is_sensitive_takes_the_right(card: Card, cast: Cast) -> None:
    by = cast.recorder
    add_line(
        by=cast.certifier,
        card=card,
        section=LEAVES,
        values={
            "kind": "sick",
            "started_on": date(2025, 1, 6),
            "ended_on": date(2025, 1, 6),
            "days": Decimal(1),
        },
    )
    keys = ["national_id", "kind", "started_on", "ended_on", "days"]
    sick = [national_id(1), "sick", date(2025, 1, 6), date(2025, 1, 6), 1]
    rest = [national_id(1), "vacation", date(2025, 1, 7), date(2025, 1, 7), 1]
    one = planned(
        by,
        {
            "leaves": (keys, [sick, rest]),
            "discipline": (
                ["national_id", "penalty", "offence", "effective_on"],
                [[national_id(1), "ภาคทัณฑ์", "ตัวอย่าง", date(2020, 1, 1)]],
            ),
        },
    )
    assert outcomes(by, one) == ["REFUSED", "NEW", "REFUSED"]
    assert all("ข้อมูลอ่อนไหว" in said for said in sentences(by, one))
    assert DISCIPLINE.sensitive


@pytest.mark.usefixtures("card")
def test_a_line_id_of_another_person_is_refused(by: Actor) -> None:
    other = add_card(by, 2)
    one = planned(
        by,
        {
            "personal": (
                ["line_id", "national_id", "title", "first_name", "last_name", "kind"],
                [[str(other.id), national_id(1), "นาย", "ตัวอย่าง", "ทดสอบ", "official"]],
            )
        },
    )
    assert outcomes(by, one) == ["REFUSED"]
    assert "เลขประจำตัวประชาชนอื่น" in sentences(by, one)[0]


def test_somebody_in_service_elsewhere_is_refused_and_the_asking_is_kept(cast: Cast) -> None:
    add_card(cast.certifier_next_door, 2)
    by = cast.certifier
    one = planned(by, {"personal": (NEW_PERSON, [person(2), person(3)])})
    assert outcomes(by, one) == ["REFUSED", "NEW"]
    assert "มีช่วงเวลาปฏิบัติงานอยู่ที่" in sentences(by, one)[0]
    assert Look.objects.filter(post_id=by.post_id, what="national_id").count() == 1


def test_a_file_is_no_oracle_of_national_ids(cast: Cast) -> None:
    numbers = range(10, 10 + PROBES_AN_HOUR + 1)
    for number in numbers:
        add_card(cast.certifier_next_door, number)
    by = cast.certifier
    everybody = [*(person(number) for number in numbers), person(99)]
    one = planned(by, {"personal": (NEW_PERSON, everybody)})
    assert set(outcomes(by, one)) == {"REFUSED"}
    assert len(set(sentences(by, one))) == 1  # also of the one who is nowhere
    assert Look.objects.filter(post_id=by.post_id).count() == PROBES_AN_HOUR
    again = planned(by, {"personal": (NEW_PERSON, [person(99)])})
    assert outcomes(by, again) == ["REFUSED"]


@pytest.mark.usefixtures("card")
def test_further_columns_of_a_row_are_a_line_of_another_section(by: Actor) -> None:
    sheet: Sheets = {
        "personal": (
            ["national_id", "last_name", "appointments.effective_on", "appointments.movement"],
            [[national_id(1), "ทดสอบ", date(2013, 4, 1), "step_raise"]],
        )
    }
    one = planned(by, sheet)
    assert [(row.section, row.outcome) for row in rows(by, one)] == [
        ("personal", "UNCHANGED"),
        ("appointments", "NEW"),
    ]


@pytest.mark.usefixtures("card")
def test_nothing_is_recorded_only_where_nothing_is(by: Actor) -> None:
    keys = ["national_id", "section"]
    one = planned(
        by,
        {
            "nothing": (keys, [[national_id(1), "การศึกษา"], [national_id(1), "บุตร"]]),
        },
    )
    assert outcomes(by, one) == ["REFUSED", "NEW"]


@pytest.mark.usefixtures("card")
def test_a_register_is_not_touched_by_a_plan(by: Actor) -> None:
    before = Card.objects.count()
    planned(by, {"personal": (NEW_PERSON, [person(2)])})
    assert Card.objects.count() == before


@pytest.mark.usefixtures("card")
def test_a_mapping_without_whose_line_it_is_is_refused(by: Actor) -> None:
    one = received(by, {"education": (["degree"], [["ก"]])})
    with pytest.raises(MappingIncomplete):
        plan(by=by, import_id=one)
