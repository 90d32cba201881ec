"""A whole order: who may be named in it, what stands for each on its day, who has it already."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db import connection

from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.personnel import entries, queries
from kp7.personnel.entries import Choice
from kp7.personnel.models import Appointment, Card, CodeEntry
from kp7.personnel.record import Line, Value
from kp7.personnel.references import LastReference, last_reference
from kp7.personnel.sections import APPOINTMENTS
from kp7.personnel.terms import MOVEMENT_GROUPS, CodeTable
from kp7.thai import text

MOST: Final = 200
RAISE: Final = "step_raise"
NO_RAISE: Final = "no_raise"
ALLOWANCE: Final = "position_allowance"
SALARY: Final = "salary"
ORDER: Final = "order"
TABLES: Final = (CodeTable.MOVEMENTS, CodeTable.DOCUMENTS, CodeTable.EVALUATION_RESULTS)
APRIL: Final = 4
OCTOBER: Final = 10
ROUNDS: Final = ((APRIL, 1), (OCTOBER, 1))

_PRESENT = """
WITH acting AS (
  SELECT code FROM personnel_codeentry
   WHERE table_name = 'movements' AND attributes ->> 'group' = 'acting')
SELECT card.id, card.person_id, card.kind, coalesce(present.division, ''), present.id, paid.salary,
       EXISTS (SELECT FROM personnel_service AS service
                WHERE service.register_id = card.register_id
                  AND service.person_id = card.person_id AND service.started_on <= %(day)s
                  AND (service.ended_on IS NULL OR service.ended_on > %(day)s)),
       EXISTS (SELECT FROM personnel_appointment AS line
                WHERE line.register_id = card.register_id AND line.person_id = card.person_id
                  AND line.effective_on = %(day)s AND line.document_number = %(number)s
                  AND line.document_number <> '')
  FROM personnel_card AS card
  LEFT JOIN LATERAL (
       SELECT line.id, line.division FROM personnel_appointment AS line
        WHERE line.register_id = card.register_id AND line.person_id = card.person_id
          AND line.effective_on <= %(day)s AND line.movement NOT IN (SELECT code FROM acting)
        ORDER BY line.effective_on DESC, line.sequence DESC, line.id DESC LIMIT 1
       ) AS present ON true
  LEFT JOIN LATERAL (
       SELECT line.salary FROM personnel_appointment AS line
        WHERE line.register_id = card.register_id AND line.person_id = card.person_id
          AND line.effective_on <= %(day)s AND line.movement NOT IN (SELECT code FROM acting)
          AND line.salary IS NOT NULL
        ORDER BY line.effective_on DESC, line.sequence DESC, line.id DESC LIMIT 1
       ) AS paid ON true
 WHERE card.register_id = %(register)s
 ORDER BY card.sort_key, card.id
"""


@dataclass(frozen=True, slots=True)
class Present:
    """What stands of somebody on an order's day.

    `line_id` is the line that the order continues (acting ones aside), `salary` what is paid;
    `recorded` says whether a line of that day and order number is there.
    """

    card_id: uuid.UUID
    person_id: uuid.UUID
    kind: str
    division: str
    line_id: uuid.UUID | None
    salary: Decimal | None
    in_service: bool
    recorded: bool


def present(register_id: uuid.UUID, day: date, number: str) -> list[Present]:
    """What stands of everybody in a register, in Thai order: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, {"register": register_id, "day": day, "number": text.fold(number)})
        return [Present(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page of an order is asked for; a day or number of None is the one it offers.

    `typed` are the cards for which something was typed: they are listed whatever the filter says.
    """

    effective_on: date | None = None
    document_number: str | None = None
    kind: str = ""
    division: str = ""
    typed: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the page of an order, with the line that it continues."""

    card: Card
    line: Line | None
    salary: Decimal | None

    @property
    def name(self) -> str:
        """Title and name as written."""
        return queries.name_of(self.card)


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Whom an order may name and what its form offers.

    `total` counts who match and have no line of it yet, `recorded` who match and have one;
    `people` are those listed: everybody typed for, and others until there are `MOST`. `offered`
    is what the order starts from, `from_last` whether that is the order worked with last.
    """

    people: Sequence[Listed]
    total: int
    recorded: int
    kinds: Mapping[str, str]
    divisions: Sequence[str]
    movements: Sequence[Choice]
    documents: Sequence[Choice]
    results: Sequence[Choice]
    offered: Mapping[str, Value]
    from_last: bool


def order_page(register_id: uuid.UUID, by: Actor, wanted: Wanted) -> OrderPage:
    """Everything that the page of an order shows, whatever the number of people."""
    today = queries.today()
    choices = entries.choices(register_id, TABLES, today)
    movements = [choice for choice in choices[CodeTable.MOVEMENTS] if _of_orders(choice)]
    last = last_reference(by, register_id)
    offered = _offered(register_id, last, {choice.code for choice in movements})
    day, number = wanted.effective_on or offered["effective_on"], wanted.document_number
    everybody = present(
        register_id,
        day if isinstance(day, date) else today,
        str(offered["document_number"]) if number is None else number,
    )
    matching = [one for one in everybody if one.in_service and _matches(one, wanted)]
    return OrderPage(
        people=_listed(register_id, _to_list(everybody, matching, wanted)),
        total=sum(not one.recorded for one in matching),
        recorded=sum(one.recorded for one in matching),
        kinds=queries.kinds_in(register_id),
        divisions=sorted({one.division for one in everybody if one.division}, key=text.sort_key),
        movements=movements,
        documents=choices[CodeTable.DOCUMENTS],
        results=choices[CodeTable.EVALUATION_RESULTS],
        offered=offered,
        from_last=last is not None,
    )


def _to_list(
    everybody: Sequence[Present], matching: Sequence[Present], wanted: Wanted
) -> list[Present]:
    """Everybody typed for, and of those who match and lack the line as many as there is room."""
    lacking = [one for one in matching if not one.recorded and one.card_id not in wanted.typed]
    room = max(MOST - len(wanted.typed), 0)
    listed = {one.card_id for one in lacking[:room]} | wanted.typed
    return [one for one in everybody if one.card_id in listed]


def _offered(
    register_id: uuid.UUID, last: LastReference | None, movements: Collection[str]
) -> dict[str, Value]:
    """What an order starts from: the newest round, or the order worked with last."""
    today = queries.today()
    offered: dict[str, Value] = {
        "effective_on": newest_round(today),
        "movement": RAISE,
        "document_kind": ORDER,
        "document_issuer": standing_on(register_id, today).full_name,
        "document_number": "",
        "document_date": None,
    }
    if last is None:
        return offered
    if last.order["movement"] == NO_RAISE:
        return {**offered, **last.order, "movement": RAISE}
    return {**offered, **(last.order if last.order["movement"] in movements else last.document)}


def moves_salaries(movement: CodeEntry) -> bool:
    """Whether an order for many people can be of this movement: it moves salaries alone."""
    group: str = movement.attributes.get("group", "")
    return group == SALARY and movement.code not in {NO_RAISE, ALLOWANCE}


def _of_orders(choice: Choice) -> bool:
    return choice.group == MOVEMENT_GROUPS[SALARY] and choice.code not in {NO_RAISE, ALLOWANCE}


def newest_round(day: date) -> date:
    """The newest half-yearly salary round that has begun: 1 April or 1 October."""
    days = [date(year, *of_year) for year in (day.year - 1, day.year) for of_year in ROUNDS]
    return max(one for one in days if one <= day)


def half_before(day: date) -> tuple[int, int]:
    """The half-year that an order of a day looks back on: its fiscal year in CE, and 1 or 2."""
    last = day - timedelta(days=1)
    autumn = last.month >= OCTOBER
    return last.year + autumn, 1 if autumn or last.month < APRIL else 2


def _matches(one: Present, wanted: Wanted) -> bool:
    return wanted.kind in {"", one.kind} and wanted.division in {"", one.division}


def _listed(register_id: uuid.UUID, people: Sequence[Present]) -> list[Listed]:
    """The people with their cards and the lines that the order continues: two statements."""
    cards = Card.objects.filter(register_id=register_id).in_bulk([one.card_id for one in people])
    lines = lines_of(people)
    return [
        Listed(
            cards[one.card_id],
            entries.line_of(line, APPOINTMENTS) if (line := lines.get(one.person_id)) else None,
            one.salary,
        )
        for one in people
        if one.card_id in cards
    ]


def lines_of(people: Sequence[Present]) -> dict[uuid.UUID, Appointment]:
    """By person, the line that an order continues."""
    wanted = [one.line_id for one in people if one.line_id]
    found = Appointment.objects.filter(id__in=wanted)
    return {line.person_id: line for line in found}
