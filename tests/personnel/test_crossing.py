"""What the rest of the register says of a card: one statement, whatever its size."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kp7.organizations.actions.acting import act_for
from kp7.personnel import figures
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.people import end_service
from kp7.personnel.checking import Wanted, check
from kp7.personnel.crossing import around
from kp7.personnel.models import Card, Seat, SeatHolding
from kp7.personnel.record import ALONE, Around
from kp7.personnel.sections import APPOINTMENTS, NAME_CHANGES
from kp7.thai.calendar import PartialDate
from tests.cast import FIRST_LINE, NEXT_DOOR, OWN, Cast, add_card, add_complete
from tests.crowd import add_crowd

TODAY = date(2026, 10, 1)
NUMBER = str(FIRST_LINE["position_number"])
BORN = PartialDate(1980, 7, 9)


def said_of(card: Card) -> Around:
    return around(card.register_id, [card.person_id], TODAY)[card.person_id]


def numbered(cast: Cast, number: int, **personal: object) -> Card:
    """Somebody whose newest position has the number."""
    card = add_card(cast.recorder, number, **personal)
    add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=FIRST_LINE)
    return card


def seat(cast: Cast, **values: object) -> Seat:
    act_for(cast.recorder)
    given = {"number": NUMBER, "kind": "official", "opened_on": date(2010, 1, 1)}
    return Seat.objects.create(register_id=OWN, **{**given, **values})


def test_nothing_is_said_of_somebody_alone(cast: Cast) -> None:
    assert said_of(add_complete(cast.recorder, 1)) == ALONE


def test_two_in_service_with_one_number_are_named_to_each_other(cast: Cast) -> None:
    one = numbered(cast, 1)
    other = numbered(cast, 2, first_name="สอง")
    assert said_of(one).same_number == ("นายสอง ทดสอบ",)
    assert said_of(other).same_number == ("นายตัวอย่าง ทดสอบ",)
    end_service(
        by=cast.recorder, card=other, ended_on=date(2020, 1, 1), movement="resigned", document=""
    )
    assert said_of(one).same_number == ()


def test_a_number_of_many_names_only_some(cast: Cast) -> None:
    cards = [numbered(cast, number) for number in range(2, 8)]
    assert len(said_of(cards[0]).same_number) == 3


@pytest.mark.parametrize(
    ("first", "last", "alike"),
    [
        ("สมชาย", "ใจดี", True),
        ("สมชาญ", "ใจดี", True),
        ("สมชาย", "ใจดีย์", True),
        ("วรรณา", "ใจดี", False),
        ("สมชาย", "เพชรรัตน์", False),
    ],
)
def test_people_born_on_one_day_are_told_apart_by_their_names(
    cast: Cast, first: str, last: str, *, alike: bool
) -> None:
    one = add_card(cast.recorder, 1, first_name="สมชาย", last_name="ใจดี", birth_date=BORN)
    add_card(cast.recorder, 2, first_name=first, last_name=last, birth_date=BORN)
    assert bool(said_of(one).same_person) is alike


def test_people_born_on_other_days_or_on_an_unknown_one_are_not_compared(cast: Cast) -> None:
    one = add_card(cast.recorder, 1, birth_date=PartialDate(1980, 7))
    add_card(cast.recorder, 2, birth_date=PartialDate(1980, 7))
    assert said_of(one) == ALONE


def test_a_day_that_half_the_office_was_born_on_tells_nobody_apart(cast: Cast) -> None:
    cards = [add_card(cast.recorder, number, birth_date=BORN) for number in range(21)]
    assert said_of(cards[0]) == ALONE


def test_a_former_name_that_another_bears_is_said_to_both(cast: Cast) -> None:
    one = add_card(cast.recorder, 1, former_names="เก่า เดิม,สมหญิง ใจดี")
    other = add_card(
        cast.recorder, 2, first_name="สมหญิง", last_name="ใจดี", birth_date=PartialDate(1980)
    )
    assert said_of(one).same_person == ("นายสมหญิง ใจดี",)
    assert said_of(other).same_person == ("นายตัวอย่าง ทดสอบ",)
    third = add_card(cast.recorder, 3, birth_date=PartialDate(1970))
    values = {"changed_on": date(2015, 1, 1), "old_name": "สมหญิง ใจดี", "new_name": "ใหม่"}
    add_line(by=cast.recorder, card=third, section=NAME_CHANGES, values=values)
    assert said_of(third) == ALONE, "born in another year"


def test_the_establishment_says_what_it_knows_of_the_newest_number(cast: Cast) -> None:
    card = numbered(cast, 1)
    other = numbered(cast, 2, first_name="สอง")
    open_seat = seat(cast)
    found = said_of(card).numbered
    assert found is not None
    assert (found.number, found.known, found.closed, found.held) == (NUMBER, True, False, True)
    SeatHolding.objects.create(
        register_id=OWN, person_id=other.person_id, seat=open_seat, started_on=date(2011, 1, 1)
    )
    found = said_of(card).numbered
    assert found is not None
    assert (found.holder, found.held) == ("นายสอง ทดสอบ", False)
    assert said_of(other).numbered != found


def test_a_number_that_was_abolished_or_never_was_is_told_apart(cast: Cast) -> None:
    card = numbered(cast, 1)
    gone = seat(cast, closed_on=date(2020, 1, 1))
    found = said_of(card).numbered
    assert found is not None
    assert (found.known, found.closed) == (False, True)
    act_for(cast.recorder)
    gone.number = "66-3-01-3102-999"
    gone.save()
    found = said_of(card).numbered
    assert found is not None
    assert (found.known, found.closed) == (False, False)


def test_another_register_says_nothing(cast: Cast) -> None:
    one = numbered(cast, 1)
    other = add_card(cast.recorder_next_door, 2)
    values = {**FIRST_LINE}
    add_line(by=cast.recorder_next_door, card=other, section=APPOINTMENTS, values=values)
    assert said_of(one) == ALONE
    assert other.register_id == NEXT_DOOR


def test_checking_a_register_takes_as_many_statements_for_two_as_for_two_hundred(
    cast: Cast,
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            check(OWN, Wanted(), reads_sensitive=True)
        return len(captured)

    add_crowd(cast.recorder, 2)
    few = statements()
    add_crowd(cast.recorder, 200, first=2)
    assert statements() == few <= 6
    assert figures.register_state(OWN).unexplained == {}
