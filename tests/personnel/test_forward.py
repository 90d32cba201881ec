"""Correct this and every later line: how far it reaches, and that it is all or nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kp7.ledger.models import Change
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel import forward
from kp7.personnel.actions.editing import Invalid, RegisterSealed
from kp7.personnel.actions.forward import LaterChanged, correct_forward
from kp7.personnel.actions.lines import ChangedMeanwhile, add_line, change_line, remove_line
from kp7.personnel.models import Appointment, Card
from kp7.personnel.sections import APPOINTMENTS, LISTS, Section
from tests.cast import FIRST_LINE, Cast, add_card, add_complete, certified
from tests.personnel.records import line

WRONG, RIGHT = "66-3-01-3102-001", "66-3-01-3102-009"


def lines(card: Card) -> list[Appointment]:
    return list(Appointment.objects.filter(person_id=card.person_id))


def appoint(by: Actor, card: Card, year: int, **changed: object) -> None:
    values = {
        **FIRST_LINE,
        "sequence": None,
        "movement": "step_raise",
        "effective_on": date(year, 4, 1),
        **changed,
    }
    add_line(by=by, card=card, section=APPOINTMENTS, values=values)


@pytest.fixture
def career(cast: Cast) -> Card:
    """Five lines: a number, a line that says none, the number, another number, the first again."""
    card = add_card(cast.recorder, 1)
    for year, number in enumerate((WRONG, "", WRONG, "66-3-01-3102-777", WRONG), start=2011):
        appoint(cast.recorder, card, year, position_number=number, salary=str(15000 + year))
    return card


def correct(by: Actor, card: Card, at: int = 0, **values: object) -> int:
    found = lines(card)
    later = forward.later_of(APPOINTMENTS, found, found[at].id, list(values))
    return correct_forward(
        by=by,
        card=card,
        section=APPOINTMENTS,
        line_id=found[at].id,
        seen=found[at].revision,
        seen_later=forward.mark_of(later),
        values=values,
    )


# --- how far it reaches -------------------------------------------------------------------------


def reached(values: Sequence[str | None], at: int) -> list[int]:
    made = [line({"x": value}) for value in values]
    found = forward.reached(made, made[at].id, ["x"])
    return [n for n, one in enumerate(made) if one.id in found]


def test_a_run_goes_on_until_a_line_says_otherwise() -> None:
    assert reached(["a", "a", "a", "b", "a"], 0) == [1, 2]
    assert reached(["a", "a", "a", "b", "a"], 1) == [2]
    assert reached(["a", "a", "a", "b", "a"], 4) == []


def test_a_line_that_says_nothing_neither_ends_a_run_nor_takes_part() -> None:
    assert reached(["a", "", "a", None, "a", "b"], 0) == [2, 4]
    assert reached(["", "", "a"], 0) == []


@given(values=st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=12))
def test_what_is_reached_said_the_same_with_nothing_else_between(values: list[str]) -> None:
    found = reached(values, 0)
    assert all(values[n] == values[0] != "" for n in found)
    last = max(found, default=0)
    assert set(values[: last + 1]) <= {values[0], ""}
    beyond = [value for value in values[last + 1 :] if value]
    assert not values[0] or not beyond or beyond[0] != values[0]


@pytest.mark.parametrize("section", LISTS, ids=lambda section: section.code)
def test_what_reaches_forward_are_columns_of_lines_that_take_effect(section: Section) -> None:
    names = {column.name for column in section.fields()}
    assert set(section.forward) <= names
    assert section.effective not in section.forward
    assert not section.forward or section.effective


# --- the action ---------------------------------------------------------------------------------


def test_a_correction_reaches_the_run_and_no_further(cast: Cast, career: Card) -> None:
    assert correct(cast.recorder, career, position_number=RIGHT) == 2
    numbers = [one.position_number for one in lines(career)]
    assert numbers == [RIGHT, "", RIGHT, "66-3-01-3102-777", WRONG]


def test_each_column_has_its_own_run_and_a_code_its_label(cast: Cast, career: Card) -> None:
    changed = correct(
        cast.recorder, career, position_number=RIGHT, level="academic-professional", salary="1"
    )
    assert changed == 5
    found = lines(career)
    assert {(one.level, one.level_label) for one in found} == {
        (found[0].level, found[0].level_label)
    }
    assert found[0].level == "academic-professional"
    assert found[0].level_label
    assert [one.salary for one in found] == [1, *(Decimal(15000 + y) for y in range(2012, 2016))]


def test_all_of_it_is_in_the_history_of_one_actor(cast: Cast, career: Card) -> None:
    before = Change.objects.count()
    correct(cast.certifier, career, position_number=RIGHT)
    made = Change.objects.order_by("id")[before:]
    assert [(one.action, one.officer) for one in made] == [("update", cast.certifier.officer)] * 2
    assert [one.revision for one in lines(career)] == [2, 1, 2, 1, 1]


def test_later_lines_that_changed_since_are_confirmed_anew(cast: Cast, career: Card) -> None:
    found = lines(career)
    seen = forward.mark_of(forward.later_of(APPOINTMENTS, found, found[0].id, ["position_number"]))
    change_line(
        by=cast.certifier,
        card=career,
        section=APPOINTMENTS,
        line_id=found[2].id,
        seen=1,
        values={"salary": "1"},
    )
    with pytest.raises(LaterChanged):
        correct_forward(
            by=cast.recorder,
            card=career,
            section=APPOINTMENTS,
            line_id=found[0].id,
            seen=1,
            seen_later=seen,
            values={"position_number": RIGHT},
        )
    assert {one.position_number for one in lines(career)} == {WRONG, "", "66-3-01-3102-777"}


def test_a_line_that_changed_or_went_since_is_said(cast: Cast, career: Card) -> None:
    first = lines(career)[0]
    for deed in (
        lambda: change_line(
            by=cast.certifier,
            card=career,
            section=APPOINTMENTS,
            line_id=first.id,
            seen=1,
            values={"salary": "1"},
        ),
        lambda: remove_line(
            by=cast.certifier, card=career, section=APPOINTMENTS, line_id=first.id, seen=2
        ),
    ):
        deed()
        with pytest.raises(ChangedMeanwhile):
            correct_forward(
                by=cast.recorder,
                card=career,
                section=APPOINTMENTS,
                line_id=first.id,
                seen=1,
                seen_later=forward.mark_of([]),
                values={"position_number": RIGHT},
            )


def test_what_cannot_be_stored_changes_no_line(cast: Cast, career: Card) -> None:
    with pytest.raises(Invalid):
        correct(cast.recorder, career, position_number=RIGHT, level="no such level")
    with pytest.raises(Invalid):
        correct(cast.recorder, career, position_number="9" * 400)
    assert all(one.revision == 1 for one in lines(career))


def test_a_sealed_register_and_others_are_refused(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    for stranger in (cast.recorder_next_door, cast.province, cast.dla, cast.auditor):
        with pytest.raises(NotAuthorized):
            correct(stranger, card, position_number=RIGHT)
    certified(cast.certifier)
    with pytest.raises(RegisterSealed):
        correct(cast.recorder, card, position_number=RIGHT)
    assert {one.position_number for one in lines(card)} == {WRONG}


def test_three_hundred_lines_cost_as_many_statements_as_three(cast: Cast) -> None:
    costs = []
    for number, years in ((1, 3), (2, 60)):
        card = add_card(cast.recorder, number)
        for year in range(years):
            appoint(cast.recorder, card, 1960 + year)
        with CaptureQueriesContext(connection) as captured:
            changed = correct(
                cast.recorder, card, position_number=RIGHT, position="ใหม่", salary="9"
            )
        assert changed == years
        costs.append(len(captured))
    assert costs[0] == costs[1]
