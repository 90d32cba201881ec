"""Writing the invented people: a few COPY statements, past the forms but not past the guard.

The forms' actions write a line at a time and would need minutes; the guard, the constraints, the
sort keys and the history are the database's own, so COPY gets them all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from random import Random
from uuid import UUID

from django.db import connection

from kp7.cli.demo.careers import Line
from kp7.cli.demo.ids import Ids
from kp7.cli.demo.people import Person, Place
from kp7.cli.demo.schooling import Education
from kp7.organizations.actions import act_for
from kp7.organizations.authority import Actor
from kp7.organizations.seed import organization_id
from kp7.personnel.codes import in_force, versions
from kp7.personnel.entries import label_of
from kp7.personnel.fields import partial_to_iso
from kp7.personnel.queries import today
from kp7.personnel.terms import CodeTable

Row = tuple[object, ...]
Tables = dict[str, list[Row]]

_OF_ROW = ("id", "register_id", "person_id")
_EDUCATION = tuple(field.name for field in fields(Education))
_APPOINTMENT = tuple(field.name for field in fields(Line))
_study = attrgetter(*_EDUCATION)
_line = attrgetter(*_APPOINTMENT)
COLUMNS: Mapping[str, Sequence[str]] = {
    "personnel_person": ("id", "national_id"),
    "personnel_card": (
        *_OF_ROW,
        *("title", "first_name", "last_name", "first_name_en", "last_name_en", "former_names"),
        *("birth_date", "sex", "nationality", "marital_state", "marital_state_label"),
        *("kind", "kind_label", "first_appointed_on", "service_started_on"),
    ),
    "personnel_service": (
        *_OF_ROW,
        *("started_on", "ended_on", "ended_by", "ended_by_label", "document"),
    ),
    "personnel_education": (*_OF_ROW, *_EDUCATION, "level_label"),
    "personnel_appointment": (
        *_OF_ROW,
        *_APPOINTMENT,
        *("movement_label", "level_label", "document_kind_label"),
    ),
    "personnel_nothingrecorded": (*_OF_ROW, "section"),
}


class Labels:
    """The labels that codes have today."""

    def __init__(self) -> None:
        self._entries = {
            (CodeTable(entry.table_name), entry.code): entry
            for entry in in_force(versions(CodeTable), today())
        }

    def of(self, table: CodeTable, code: str) -> str:
        """Return the label of a code; '' where there is no code."""
        return self._entries[table, code].label if code else ""

    def of_kind(self, code: str, place: Place) -> str:
        """Return a kind's label, which follows the type of the organization."""
        entry = self._entries[CodeTable.KINDS, code]
        return label_of(entry, place.type) or entry.label


def load_people(*, by: Actor, people: Iterable[tuple[Place, Sequence[Person]]]) -> int:
    """Write everybody, inside the transaction that is open; return how many."""
    act_for(by)
    labels = Labels()
    tables: Tables = {table: [] for table in COLUMNS}
    for place, staff in people:
        ids = Ids(Random(f"kp7 demo ids {place.code}"))  # noqa: S311  the same ids every time
        for person in staff:
            for table, row in _rows(person, place, ids, labels):
                tables[table].append(row)
    with connection.cursor() as cursor:
        # A request's limit is not one for a load of 100,000 rows on a busy machine.
        cursor.execute("SET LOCAL statement_timeout = 0")
        for table, columns in COLUMNS.items():
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in tables[table]:
                    copy.write_row(row)
            if table == "personnel_card":
                cursor.execute("SELECT personnel_refresh_statistics()")
    return len(tables["personnel_person"])


def _rows(person: Person, place: Place, ids: Ids, labels: Labels) -> Iterator[tuple[str, Row]]:
    person_id = ids.next()
    register_id = organization_id(place.code)
    yield "personnel_person", (person_id, person.national_id)

    def keyed(*values: object) -> Row:
        key: tuple[UUID, UUID, UUID] = (ids.next(), register_id, person_id)
        return (*key, *values)

    yield "personnel_card", keyed(*_card(person, place, labels))
    service = person.service
    ended_by = labels.of(CodeTable.MOVEMENTS, service.ended_by)
    yield (
        "personnel_service",
        keyed(service.started_on, service.ended_on, service.ended_by, ended_by, service.document),
    )
    for study in person.educations:
        level = labels.of(CodeTable.EDUCATION_LEVELS, study.level)
        yield "personnel_education", keyed(*_study(study), level)
    for line in person.appointments:
        yield (
            "personnel_appointment",
            keyed(
                *_line(line),
                labels.of(CodeTable.MOVEMENTS, line.movement),
                labels.of(CodeTable.LEVELS, line.level),
                labels.of(CodeTable.DOCUMENTS, line.document_kind),
            ),
        )
    if not person.educations:
        yield "personnel_nothingrecorded", keyed("education")


def _card(person: Person, place: Place, labels: Labels) -> Row:
    name = person.name
    return (
        name.title,
        name.first,
        name.last,
        name.first_en,
        name.last_en,
        name.former,
        partial_to_iso(person.birth_date),
        person.sex,
        "ไทย",
        person.marital_state,
        labels.of(CodeTable.MARITAL_STATES, person.marital_state),
        person.kind,
        labels.of_kind(person.kind, place),
        person.first_appointed_on,
        person.first_appointed_on,
    )
