"""Seats follow the cards: saved lines and services seat and vacate, and nobody is put off."""

from datetime import date

import pytest

from kp7.personnel import establishment
from kp7.personnel.actions.establishment import add_seats, close_seat
from kp7.personnel.actions.lines import add_line, change_line, remove_line
from kp7.personnel.actions.people import (
    end_service,
    remove_person,
    resume_service,
    return_to_service,
)
from kp7.personnel.claims import disagreements
from kp7.personnel.models import Card, Seat, SeatHolding
from kp7.personnel.seats import Disagreement
from kp7.personnel.sections import APPOINTMENTS
from tests.cast import FIRST_LINE, NEXT_DOOR, OWN, Cast, add_card
from tests.seats import NUMBER, OTHER, SEAT, line, seats

Held = list[tuple[str, date, date | None]]


def held(card: Card) -> Held:
    """The seats of a person, the oldest first."""
    return [
        (holding.seat.number, holding.started_on, holding.ended_on)
        for holding in SeatHolding.objects.filter(person_id=card.person_id)
        .select_related("seat")
        .order_by("started_on")
    ]


@pytest.fixture
def card(cast: Cast) -> Card:
    """Somebody in service since 1 October 2553, with no line yet; the register has two seats."""
    seats(cast.recorder, NUMBER, OTHER)
    return add_card(cast.recorder, 1)


def test_a_line_that_names_a_vacant_seat_seats_its_person(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    assert held(card) == [(NUMBER, date(2010, 10, 1), None)]


def test_the_seat_is_held_since_the_first_of_the_lines_that_name_it(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2012, 4, 1), movement="step_raise")
    line(cast.recorder, card, date(2010, 10, 1))
    line(cast.recorder, card, date(2013, 4, 1), movement="step_raise", position_number="")
    assert held(card) == [(NUMBER, date(2010, 10, 1), None)]


def test_thai_digits_and_spaces_name_the_same_seat(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1), position_number="๖๖-๓-๐๑-๓๑๐๒ - ๐๐๑")
    assert held(card) == [(NUMBER, date(2010, 10, 1), None)]


def test_a_move_vacates_the_one_and_fills_the_other(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    line(cast.recorder, card, date(2015, 1, 1), movement="moved", position_number=OTHER)
    assert held(card) == [
        (NUMBER, date(2010, 10, 1), date(2015, 1, 1)),
        (OTHER, date(2015, 1, 1), None),
    ]


def test_a_move_elsewhere_in_the_country_of_numbers_vacates(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    line(cast.recorder, card, date(2015, 1, 1), movement="moved", position_number="99-9")
    assert held(card) == [(NUMBER, date(2010, 10, 1), date(2015, 1, 1))]
    assert disagreements(OWN) == {card.person_id: (Disagreement.UNKNOWN, "99-9")}


def test_acting_elsewhere_leaves_the_seat_alone(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    line(cast.recorder, card, date(2015, 1, 1), movement="acting_post", position_number=OTHER)
    assert held(card) == [(NUMBER, date(2010, 10, 1), None)]


def test_a_line_by_which_somebody_leaves_vacates(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    line(cast.recorder, card, date(2020, 10, 1), movement="resigned")
    assert held(card) == [(NUMBER, date(2010, 10, 1), date(2020, 10, 1))]


def test_a_mended_and_a_removed_line_take_the_holding_along(cast: Cast, card: Card) -> None:
    row = line(cast.recorder, card, date(2010, 10, 1))
    changed = change_line(
        by=cast.recorder,
        card=card,
        section=APPOINTMENTS,
        line_id=row.id,
        seen=1,
        values={"effective_on": date(2011, 10, 1), "position_number": OTHER},
    )
    assert held(card) == [(OTHER, date(2011, 10, 1), None)]
    remove_line(
        by=cast.recorder, card=card, section=APPOINTMENTS, line_id=row.id, seen=changed.revision
    )
    assert held(card) == []


def test_nobody_is_put_off_a_seat(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    second = add_card(cast.recorder, 2)
    line(cast.recorder, second, date(2020, 10, 1))
    assert held(card) == [(NUMBER, date(2010, 10, 1), None)]
    assert held(second) == []
    assert disagreements(OWN) == {second.person_id: (Disagreement.TAKEN, NUMBER)}


def test_who_comes_after_holds_it_from_when_it_was_free(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    end(cast, card, date(2021, 10, 1))
    second = add_card(cast.recorder, 2)
    line(cast.recorder, second, date(2020, 10, 1))
    assert held(second) == [(NUMBER, date(2021, 10, 1), None)]


def end(cast: Cast, card: Card, day: date) -> None:
    end_service(by=cast.recorder, card=card, ended_on=day, movement="resigned", document="")


def test_an_end_vacates_and_its_withdrawal_seats_again(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    end(cast, card, date(2021, 10, 1))
    assert held(card) == [(NUMBER, date(2010, 10, 1), date(2021, 10, 1))]
    resume_service(by=cast.recorder, card=card)
    assert held(card) == [(NUMBER, date(2010, 10, 1), None)]


def test_a_withdrawn_end_takes_no_seat_from_who_came_after(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    end(cast, card, date(2021, 10, 1))
    second = add_card(cast.recorder, 2)
    line(cast.recorder, second, date(2022, 10, 1))
    resume_service(by=cast.recorder, card=card)
    assert held(card) == [(NUMBER, date(2010, 10, 1), date(2021, 10, 1))]
    assert held(second) == [(NUMBER, date(2022, 10, 1), None)]


def test_who_returns_keeps_the_past_and_holds_anew(cast: Cast, card: Card) -> None:
    line(cast.recorder, card, date(2010, 10, 1))
    end(cast, card, date(2021, 10, 1))
    return_to_service(by=cast.recorder, card=card, started_on=date(2023, 1, 1))
    assert held(card) == [
        (NUMBER, date(2010, 10, 1), date(2021, 10, 1)),
        (NUMBER, date(2023, 1, 1), None),
    ]


def test_a_closed_number_in_use_is_found_and_seats_nobody(cast: Cast, card: Card) -> None:
    seat = Seat.objects.get(number=NUMBER)
    close_seat(
        by=cast.recorder,
        register_id=OWN,
        seat_id=seat.id,
        seen=seat.revision,
        closed_on=date(2015, 10, 1),
        document="",
    )
    line(cast.recorder, card, date(2010, 10, 1))
    assert held(card) == []
    assert disagreements(OWN) == {card.person_id: (Disagreement.CLOSED, NUMBER)}


def test_a_seat_added_later_seats_whose_card_names_it(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    line(cast.recorder, card, date(2010, 10, 1))
    assert held(card) == []
    assert disagreements(OWN) == {}  # no establishment, nothing to disagree with
    add_seats(
        by=cast.recorder,
        register_id=OWN,
        count=1,
        values={**SEAT, "opened_on": date(2016, 1, 1)},
    )
    assert held(card) == [(NUMBER, date(2016, 1, 1), None)]


def test_a_number_is_a_matter_of_each_organization(cast: Cast, card: Card) -> None:
    other = add_card(cast.recorder_next_door, 2)
    line(cast.recorder_next_door, other, date(2010, 10, 1))
    assert held(other) == []
    seats(cast.recorder_next_door, NUMBER)
    line(cast.recorder, card, date(2010, 10, 1))
    assert held(other)[0][0] == held(card)[0][0] == NUMBER
    assert {h.register_id for h in SeatHolding.objects.all()} == {OWN, NEXT_DOOR}


def test_a_card_added_by_mistake_takes_its_holding_along(cast: Cast, card: Card) -> None:
    row = line(cast.recorder, card, date(2010, 10, 1))
    remove_line(by=cast.recorder, card=card, section=APPOINTMENTS, line_id=row.id, seen=1)
    remove_person(by=cast.recorder, card=card)
    assert not SeatHolding.objects.exists()


def test_a_card_says_which_seat_its_person_holds(cast: Cast, card: Card) -> None:
    day = date(2020, 1, 1)
    assert establishment.held_by(card, day) is None
    add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=FIRST_LINE)
    found = establishment.held_by(card, day)
    assert found is not None
    assert (found.number, found.division) == (NUMBER, "สำนักปลัด")
    assert found.title == "นักทรัพยากรบุคคลปฏิบัติการ/ชำนาญการ"
