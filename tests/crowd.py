"""Many people at once: past the forms, but not past the guard."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel.models import Appointment, Card, Education, Person, Service
from tests.cast import national_id

STARTED = date(2010, 10, 1)
BORN = date(1970, 1, 2)
CROWD = 500_000  # the first number of a crowd's ids, beyond those that tests count by hand


def add_crowd(by: Actor, people: int, *, lines: int = 2, first: int = 0) -> list[Card]:
    """Cards with `lines` position lines and one degree each, on which nothing is to mend."""
    persons = [Person(national_id=national_id(CROWD + first + n)) for n in range(people)]
    cards = [_card(by, person, first + n) for n, person in enumerate(persons)]
    with transaction.atomic():
        act_for(by)
        Person.objects.bulk_create(persons)
        Card.objects.bulk_create(cards)
        Service.objects.bulk_create([Service(**_of(card), started_on=STARTED) for card in cards])
        Education.objects.bulk_create(
            [Education(**_of(card), level="bachelor", degree="วุฒิ") for card in cards]
        )
        Appointment.objects.bulk_create([line for card in cards for line in _lines(card, lines)])
    return cards


def _of(card: Card) -> dict[str, object]:
    return {"register_id": card.register_id, "person_id": card.person_id}


def _card(by: Actor, person: Person, number: int) -> Card:
    assert by.organization_id is not None
    return Card(
        register_id=by.organization_id,
        person=person,
        title="นาย",
        first_name=f"คนที่{number:05}",
        last_name="ฝูงชน",
        birth_date=(BORN + timedelta(days=number % 7000)).isoformat(),
        sex="male",
        kind="mission",
        kind_label="พนักงานจ้างตามภารกิจ",
        first_appointed_on=STARTED,
        service_started_on=STARTED,
    )


def _lines(card: Card, number: int) -> Iterator[Appointment]:
    for n in range(number):
        yield Appointment(
            **_of(card),
            effective_on=STARTED + timedelta(days=30 * n),
            movement="first_contract" if n == 0 else "contract_renewed",
            movement_label="ทำสัญญาจ้างครั้งแรก" if n == 0 else "ต่อสัญญาจ้าง",
            position="ผู้ช่วยเจ้าพนักงานธุรการ",
            salary=Decimal(11500 + 100 * n),
            document_number=f"{n}/2553",
            document_date=STARTED,
        )
