"""An invented person's card as the rules read it, made without a database."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from uuid import UUID

from kp7.cli.demo.people import LAST_DAY, Person
from kp7.personnel.fields import CodeField
from kp7.personnel.record import Kind, Line, Movement, Period, Record, Reference, Value
from kp7.personnel.sections import LISTS, SECTIONS
from kp7.personnel.terms import CodeTable, PositionNumber

SOMEBODY = UUID(int=1)
NEEDED = frozenset({"appointments", "education"})


def shipped(table: str) -> list[dict[str, str]]:
    source = resources.files("kp7.personnel") / "data" / f"{table}.csv"
    with source.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def reference() -> Reference:
    return Reference(
        {str(table): {row["code"]: row for row in shipped(table)} for table in CodeTable},
        {
            section.code: tuple(
                (column.name, str(column.table))
                for column in section.fields()
                if isinstance(column, CodeField)
            )
            for section in SECTIONS
        },
        frozenset(section.code for section in SECTIONS if section.sensitive),
    )


@cache
def kinds() -> dict[str, Kind]:
    return {
        row["code"]: Kind(
            row["code"],
            row["label"],
            PositionNumber(row["position_number"]),
            frozenset(code for code in NEEDED if row[f"needs_{code}"] == "yes"),
            frozenset(row["expects"].split()),
        )
        for row in shipped("kinds")
    }


@cache
def movements() -> dict[str, Movement]:
    return {
        row["code"]: Movement(
            row["code"], row["group"], row["enters"] == "yes", row["lowers_salary"] == "yes"
        )
        for row in shipped("movements")
    }


def record_of(person: Person, on: date = LAST_DAY) -> Record:
    """The card of an invented person on a day."""
    name, service = person.name, person.service
    personal: dict[str, Value] = {
        "title": name.title,
        "first_name": name.first,
        "last_name": name.last,
        "former_names": name.former,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "nationality": "ไทย",
        "marital_state": person.marital_state,
        "kind": person.kind,
        "first_appointed_on": person.first_appointed_on,
        "service_started_on": person.first_appointed_on,
        **person.card,
    }
    sections: Mapping[str, Sequence[Mapping[str, Value]]] = {
        **person.sections,
        "education": [_columns(one) for one in person.educations],
        "appointments": [_columns(one) for one in person.appointments],
    }
    return Record(
        card_id=SOMEBODY,
        person_id=SOMEBODY,
        national_id=person.national_id,
        personal=Line(SOMEBODY, personal),
        kind=kinds()[person.kind],
        lines={code: _lines(code, lines) for code, lines in sections.items()},
        nothing=frozenset(person.nothing),
        movements=movements(),
        reference=reference(),
        on=on,
        services=(Period(service.started_on, service.ended_on),),
    )


def _columns(line: object) -> dict[str, Value]:
    values = {one.name: getattr(line, one.name) for one in fields(line)}  # type: ignore[arg-type]
    salary = values.get("salary")
    return values if salary is None else {**values, "salary": Decimal(salary)}


def _lines(code: str, lines: Sequence[Mapping[str, Value]]) -> tuple[Line, ...]:
    """In the card's order, each with an id of its own."""
    section = next(section for section in LISTS if section.code == code)
    order = [name for name in section.model._meta.ordering or () if name != "id"]
    ordered = sorted(
        lines, key=lambda line: [(line.get(str(one)) is None, line.get(str(one))) for one in order]
    )
    return tuple(Line(UUID(int=number), line) for number, line in enumerate(ordered, 2))
