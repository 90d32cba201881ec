"""Which line a row means, as plain values."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from kp7.intake.constraints import checks_of, keys_of
from kp7.intake.matching import FileLine, Key, Would, match, refuse_swaps, refuse_twins
from kp7.personnel.record import Line, Value
from kp7.personnel.sections import LISTS, SECTIONS, section_of
from tests.lines import OTHER_SECTIONS

BY_NAME = Key(("name",), "ชื่อซ้ำ")
BY_NUMBER = Key(("sequence",), "ลำดับซ้ำ", said=frozenset({"sequence"}))


def row(number: int, line_id: UUID | None = None, **values: Value) -> FileLine:
    made = FileLine(number, "แผ่น", number, "heirs", "1", "", line_id)
    made.values = dict(values)
    made.entire = {"sequence": 1, "name": "", **values}
    return made


def line(**values: Value) -> Line:
    return Line(uuid4(), values)


def test_the_id_of_a_line_goes_before_its_key() -> None:
    one, other = line(name="ก", sequence=1), line(name="ข", sequence=2)
    said = row(1, other.id, name="ก")
    assert match([one, other], [said], [BY_NAME]) == {said: other}


def test_an_id_of_nothing_that_stands_leads_nowhere() -> None:
    one = line(name="ก", sequence=1)
    said = row(1, uuid4(), name="ก")
    assert match([one], [said], [BY_NAME]) == {said: one}


def test_a_number_that_a_row_does_not_say_is_no_key() -> None:
    one = line(name="ก", sequence=1)
    said = row(1, name="ข")
    assert match([one], [said], [BY_NUMBER]) == {said: None}
    numbered = row(2, name="ข", sequence=1)
    assert match([one], [numbered], [BY_NUMBER]) == {numbered: one}


def test_a_row_whose_keys_lead_to_two_lines_is_refused() -> None:
    one, other = line(name="ก", sequence=1), line(name="ข", sequence=2)
    said = row(1, name="ก", sequence=2)
    match([one, other], [said], [BY_NAME, BY_NUMBER])
    assert "มากกว่า 1 รายการ" in said.wrong[0].sentence


def test_lines_that_are_alike_are_paired_one_by_one() -> None:
    lines = [line(name="ก", share=1), line(name="ก", share=1)]
    rows = [row(1, share=1), row(2, share=1), row(3, share=1)]
    found = match(lines, rows, [])
    assert [found[one] is None for one in rows] == [False, False, True]
    assert len({one.id for one in found.values() if one}) == 2


def test_twins_are_refused_until_no_two_are_the_same() -> None:
    standing = line(name="ก")
    first, second, third = row(1, name="ข"), row(2, name="ข"), row(3, name="ค")

    def would() -> list[Would]:
        rows = [one for one in (first, second, third) if not one.wrong]
        return [Would(standing.values, None, standing), *(Would(r.entire, r) for r in rows)]

    refuse_twins(would, [BY_NAME])
    assert [bool(one.wrong) for one in (first, second, third)] == [True, True, False]


def test_what_another_line_gives_up_is_not_taken_at_once() -> None:
    one, other = line(name="ก"), line(name="ข")
    said = row(1, name="ข")
    moved = row(2, name="ค")
    would = [Would(said.entire, said, one), Would(moved.entire, moved, other)]
    assert refuse_swaps(would, [BY_NAME])
    assert said.wrong
    assert not moved.wrong


@given(st.lists(st.sampled_from("กขค"), max_size=6), st.lists(st.sampled_from("กขค"), max_size=6))
def test_no_line_is_meant_by_two_rows_that_are_taken(standing: list[str], said: list[str]) -> None:
    lines = [line(name=name) for name in dict.fromkeys(standing)]
    rows = [row(number, name=name) for number, name in enumerate(said)]
    found = match(lines, rows, [BY_NAME])
    taken = [one.id for said, one in found.items() if one and not said.wrong]
    assert len(taken) == len(set(taken))


def test_every_constraint_of_a_section_is_asked() -> None:
    for section in SECTIONS:
        for check in checks_of(section):
            assert check.sentence
            assert not check.broken_by({})
        assert all(key.sentence for key in keys_of(section))


def test_lines_as_a_clerk_types_them_break_no_check() -> None:
    for section in LISTS:
        values: dict[str, Value] = {**OTHER_SECTIONS.get(section.code, {})}  # type: ignore[dict-item]  # values of columns
        assert not any(check.broken_by(values) for check in checks_of(section))


def test_the_combinations_that_stand_once_are_those_of_the_tables() -> None:
    children = section_of("children")
    appointments = section_of("appointments")
    assert children
    assert appointments
    assert [key.columns for key in keys_of(children)] == [("sequence",)]
    assert [len(key.columns) for key in keys_of(appointments)] == [7, 2]
