"""Two clerks at one seat: one of them wins, the other gets a sentence, nobody waits for ever."""

from collections.abc import Callable
from datetime import date

import pytest

from kp7.personnel.actions.establishment import (
    SeatChanged,
    add_seats,
    close_seat,
    hold_seat,
)
from kp7.personnel.actions.seat_checks import SeatHeld
from kp7.personnel.models import Card, Row, Seat, SeatHolding
from kp7.refusal import Refusal
from tests.cast import OWN, Cast, add_card
from tests.races.test_races import at_once
from tests.seats import NUMBER, OTHER, SEAT, line, seats

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("fresh_database")]

TIMES = 5


def contract(cast: Cast, number: int) -> Card:
    return add_card(cast.recorder, number, kind="mission")


def hold(cast: Cast, seat: Seat, card: Card) -> SeatHolding:
    return hold_seat(
        by=cast.recorder,
        register_id=OWN,
        seat_id=seat.id,
        card_id=card.id,
        started_on=date(2020, 10, 1),
    )


def close(cast: Cast, seat: Seat) -> Seat:
    return close_seat(
        by=cast.certifier,
        register_id=OWN,
        seat_id=seat.id,
        seen=1,
        closed_on=date(2021, 10, 1),
        document="",
    )


def test_a_seat_is_closed_by_one_of_two(cast: Cast) -> None:
    for number in range(TIMES):
        (seat,) = seats(cast.recorder, f"1-{number}")
        given = at_once(lambda: close(cast, seat), lambda: close(cast, seat))  # noqa: B023  run at once
        assert sum(isinstance(one, Seat) for one in given) == 1
        assert sum(isinstance(one, SeatChanged) for one in given) == 1


def test_a_seat_is_filled_by_one_of_two(cast: Cast) -> None:
    for number in range(TIMES):
        first, second = contract(cast, 2 * number), contract(cast, 2 * number + 1)
        (seat,) = seats(cast.recorder, f"ภ-{number}", kind="mission")
        given = at_once(
            lambda: hold(cast, seat, first),  # noqa: B023  run at once
            lambda: hold(cast, seat, second),  # noqa: B023  run at once
        )
        assert sum(isinstance(one, SeatHolding) for one in given) == 1
        refused = next(one for one in given if isinstance(one, Refusal))
        assert isinstance(refused, SeatHeld)
        assert "มีผู้ดำรงตำแหน่งอยู่" in refused.sentence


def test_a_seat_is_closed_or_filled_never_both(cast: Cast) -> None:
    for number in range(TIMES):
        (seat,) = seats(cast.recorder, f"ภ-{number}", kind="mission")
        card = contract(cast, 10 + number)
        given = at_once(lambda: hold(cast, seat, card), lambda: close(cast, seat))  # noqa: B023  run at once
        assert sum(isinstance(one, Refusal) for one in given) == 1
        stands = Seat.objects.get(id=seat.id)
        assert (stands.closed_on is None) == SeatHolding.objects.filter(seat=seat).exists()


def test_a_number_is_added_by_one_of_two(cast: Cast) -> None:
    given = at_once(
        *[
            lambda: add_seats(by=cast.recorder, register_id=OWN, count=3, values=SEAT)
            for _ in range(2)
        ]
    )
    assert sum(isinstance(one, list) for one in given) == 1
    assert any(isinstance(one, Refusal) and NUMBER in one.sentence for one in given)
    assert Seat.objects.count() == 3


def test_two_lines_that_name_one_seat_are_both_saved_and_one_is_seated(cast: Cast) -> None:
    seats(cast.recorder, NUMBER)
    cards = [add_card(cast.recorder, number) for number in (1, 2)]
    given = at_once(
        *[lambda card=card: line(cast.recorder, card, date(2015, 1, 1)) for card in cards]
    )
    assert all(isinstance(one, Row) for one in given)
    assert SeatHolding.objects.count() == 1


def test_two_people_who_change_places_do_not_wait_for_each_other_for_ever(cast: Cast) -> None:
    seats(cast.recorder, NUMBER, OTHER)
    here, there = add_card(cast.recorder, 1), add_card(cast.recorder, 2)
    line(cast.recorder, here, date(2011, 1, 1))
    line(cast.recorder, there, date(2011, 1, 1), position_number=OTHER)
    for year in range(2012, 2012 + TIMES):
        numbers = (OTHER, NUMBER) if year % 2 == 0 else (NUMBER, OTHER)
        given = at_once(
            *[
                moving(cast, card, date(year, 1, 1), number)
                for card, number in zip((here, there), numbers, strict=True)
            ]
        )
        assert all(isinstance(one, Row) for one in given), given
    open_now = SeatHolding.objects.filter(ended_on=None)
    assert open_now.count() == len({holding.seat_id for holding in open_now}) >= 1


def moving(cast: Cast, card: Card, day: date, number: str) -> Callable[[], Row]:
    """A line by which somebody moves to a seat."""
    return lambda: line(cast.recorder, card, day, movement="moved", position_number=number)
