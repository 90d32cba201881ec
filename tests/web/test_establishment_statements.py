"""What the establishment costs in statements: the same for ten seats as for two thousand."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel.actions.establishment import build_from_cards
from kp7.personnel.models import Card, Seat, SeatHolding
from tests.cast import OWN, Cast, add_card, signed_in
from tests.crowd import add_crowd
from tests.seats import NUMBER, OTHER, SEAT, line, seats
from tests.web.recording import get, said_of
from tests.web.test_statements import counted, statements_of

MOST_LIST = 12
MOST_PLAN = 12
MOST_SEAT = 12
MOST_LINE = 20
MOST_BUILD = 20


def fill(by: Actor, first: int, number: int) -> None:
    """Many seats, half of them held."""
    cards = add_crowd(by, number // 2, lines=1, first=first)
    with transaction.atomic():
        act_for(by)
        made = Seat.objects.bulk_create(
            [
                Seat(
                    **{**SEAT, "number": f"1-{n:05}", "division": f"กอง {n % 9}"},
                    register_id=OWN,
                    kind_label="",
                )
                for n in range(first, first + number)
            ]
        )
        SeatHolding.objects.bulk_create(
            [
                SeatHolding(
                    register_id=OWN,
                    person_id=card.person_id,
                    seat=seat,
                    started_on=date(2015, 1, 1),
                )
                for card, seat in zip(cards, made, strict=False)
            ]
        )


def costs(client: Client) -> dict[str, int]:
    """How many statements each page takes."""
    seat = Seat.objects.order_by("id").first()
    assert seat is not None
    pages = {
        "list": "/people/establishment/",
        "vacant": "/people/establishment/?shown=vacant&division=กอง 1",
        "plan": "/people/establishment/plan/",
        "seat": f"/people/establishment/seats/{seat.id}/",
        "export": "/people/establishment/export/",
        "review": "/certification/lao/review/",
    }
    return {name: len(statements_of(client, path)) for name, path in pages.items()}


@pytest.mark.slow
@pytest.mark.usefixtures("fresh_database")
def test_two_thousand_seats_cost_as_many_statements_as_ten(client: Client, cast: Cast) -> None:
    signed_in(client, cast.certifier)
    fill(cast.recorder, 0, 10)
    for_ten = costs(client)
    fill(cast.recorder, 10, 1990)
    page = said_of(get(client, "/people/establishment/"))
    assert "กรอบอัตรากำลัง 2000 อัตรา มีคนครอง 1000 อัตรา ว่าง 1000 อัตรา" in page.replace(",", "")
    assert costs(client) == for_ten
    assert for_ten["list"] <= MOST_LIST, for_ten
    assert for_ten["plan"] <= MOST_PLAN, for_ten
    assert for_ten["seat"] <= MOST_SEAT, for_ten


@pytest.mark.usefixtures("fresh_database")
def test_saving_a_position_line_that_moves_its_person_takes_twenty_statements(
    cast: Cast,
) -> None:
    seats(cast.recorder, NUMBER, OTHER)
    card = add_card(cast.recorder, 1)
    line(cast.recorder, card, date(2011, 1, 1))
    with counted() as found:
        line(cast.recorder, card, date(2015, 1, 1), movement="moved", position_number=OTHER)
    assert len(found) <= MOST_LINE, found
    assert SeatHolding.objects.count() == 2


@pytest.mark.usefixtures("fresh_database")
def test_the_establishment_of_everybody_is_made_in_twenty_statements(cast: Cast) -> None:
    for number in range(30):
        card = add_card(cast.recorder, number)
        line(cast.recorder, card, date(2011, 1, 1), position_number=f"1-{number:03}")
    with counted() as found:
        build_from_cards(by=cast.recorder, register_id=OWN)
    assert len(found) <= MOST_BUILD, found
    assert Card.objects.count() == SeatHolding.objects.count() == 30
