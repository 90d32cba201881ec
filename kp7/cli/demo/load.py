"""Writing the invented people: a few COPY statements, past the forms but not past the guard.

The forms' actions write a line at a time and would need minutes; the guard, the constraints, the
sort keys and the history are the database's own, so COPY gets them all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from random import Random
from uuid import UUID

from django.db import connection

from kp7.cli.demo.careers import Line
from kp7.cli.demo.frame import PlanOfYears, Post
from kp7.cli.demo.ids import Ids
from kp7.cli.demo.people import Person, Place
from kp7.cli.demo.schooling import Education
from kp7.organizations.actions import act_for
from kp7.organizations.authority import Actor
from kp7.organizations.seed import organization_id
from kp7.personnel.codes import in_force, versions
from kp7.personnel.entries import label_of
from kp7.personnel.fields import CodeField, LabelField, partial_to_iso
from kp7.personnel.queries import today
from kp7.personnel.record import Value
from kp7.personnel.sections import LISTS, Section
from kp7.personnel.terms import CodeTable
from kp7.thai.calendar import PartialDate

Row = tuple[object, ...]
Tables = dict[str, list[Row]]

_OF_ROW = ("id", "register_id", "person_id")
_EDUCATION = tuple(field.name for field in fields(Education))
_APPOINTMENT = tuple(field.name for field in fields(Line))
_POST = tuple(field.name for field in fields(Post) if field.name != "held")
_PLAN = tuple(field.name for field in fields(PlanOfYears))
_FILE = ("name", "media_type", "size", "sha256", "width", "height", "pages")
_study = attrgetter(*_EDUCATION)
_line = attrgetter(*_APPOINTMENT)
_post = attrgetter(*_POST)
_plan = attrgetter(*_PLAN)
_file = attrgetter(*_FILE)
# Their lines are objects, not values by column: there are many of them.
_BY_THEMSELVES = {"education", "appointments"}
COLUMNS: Mapping[str, Sequence[str]] = {
    "personnel_person": ("id", "national_id"),
    "personnel_card": (
        *_OF_ROW,
        *("title", "first_name", "last_name", "first_name_en", "last_name_en", "former_names"),
        *("birth_date", "sex", "nationality", "marital_state", "kind"),
        *("first_appointed_on", "service_started_on", "marital_state_label", "kind_label"),
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
    "personnel_file": (*_OF_ROW, *_FILE),
    "personnel_filecontent": ("file_id", "content"),
    "personnel_seat": ("id", "register_id", *_POST, "kind_label"),
    "personnel_seatholding": (*_OF_ROW, "seat_id", "started_on", "ended_on"),
    "personnel_plan": ("id", "register_id", *_PLAN),
}


@dataclass(frozen=True, slots=True)
class Office:
    """An organization with its people, the posts they hold or held, and its plans."""

    place: Place
    people: Sequence[Person]
    posts: Sequence[Post]
    plans: Sequence[PlanOfYears]


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


class Shape:
    """How the lines of a section, told by column, become rows of its table."""

    def __init__(self, section: Section, labels: Labels) -> None:
        self.table = section.model._meta.db_table
        stored = section.stored()
        self.columns = (*_OF_ROW, *(str(column.column) for column in stored))
        self._labels = labels
        self._defaults = {column.attname: column.get_default() for column in stored}
        self._labelled = [
            (name.removesuffix("_label"), _table(section, name.removesuffix("_label")), name)
            for name in (column.attname for column in stored if isinstance(column, LabelField))
        ]

    def row(self, values: Mapping[str, Value]) -> Row:
        """Return the columns of a line, labels and all."""
        if unknown := values.keys() - self._defaults.keys():
            raise LookupError(*unknown)
        whole = self._defaults | dict(values)
        for code, table, label in self._labelled:
            whole[label] = self._labels.of(table, str(whole[code] or ""))
        return tuple(_stored(value) for value in whole.values())


def _stored(value: object) -> object:
    return partial_to_iso(value) if isinstance(value, PartialDate) else value


def _table(section: Section, name: str) -> CodeTable:
    return next(
        column.table
        for column in section.fields()
        if isinstance(column, CodeField) and column.name == name
    )


def load_people(*, by: Actor, offices: Iterable[Office]) -> int:
    """Write everybody, inside the transaction that is open; return how many."""
    act_for(by)
    labels = Labels()
    shapes = {
        section.code: Shape(section, labels)
        for section in LISTS
        if section.code not in _BY_THEMSELVES
    }
    columns = {**COLUMNS, **{shape.table: shape.columns for shape in shapes.values()}}
    tables: Tables = {table: [] for table in columns}
    for office in offices:
        for table, row in _rows(office, labels, shapes):
            tables[table].append(row)
    with connection.cursor() as cursor:
        # A request's limit is not one for a load of 100,000 rows on a busy machine.
        cursor.execute("SET LOCAL statement_timeout = 0")
        for table, names in columns.items():
            with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in tables[table]:
                    copy.write_row(row)
            if table == "personnel_card":
                cursor.execute("SELECT personnel_refresh_statistics()")
    return len(tables["personnel_person"])


def _rows(office: Office, labels: Labels, shapes: Mapping[str, Shape]) -> Iterator[tuple[str, Row]]:
    place = office.place
    ids = Ids(Random(f"kp7 demo ids {place.code}"))  # noqa: S311  the same ids every time
    register_id = organization_id(place.code)
    person_ids = {}
    for person in office.people:
        person_ids[person.national_id] = person_id = ids.next()
        yield "personnel_person", (person_id, person.national_id)
        for table, values in _card_rows(person, place, labels, shapes):
            yield table, (ids.next(), register_id, person_id, *values)
        for file in person.files:
            yield "personnel_file", (file.id, register_id, person_id, *_file(file))
            yield "personnel_filecontent", (file.id, file.content)
    for post in office.posts:
        seat_id = ids.next()
        yield (
            "personnel_seat",
            (seat_id, register_id, *_post(post), labels.of_kind(post.kind, place)),
        )
        for held in post.held:
            key: tuple[UUID, UUID, UUID] = (ids.next(), register_id, person_ids[held.national_id])
            yield "personnel_seatholding", (*key, seat_id, held.started_on, held.ended_on)
    for plan in office.plans:
        yield "personnel_plan", (ids.next(), register_id, *_plan(plan))


def _card_rows(
    person: Person, place: Place, labels: Labels, shapes: Mapping[str, Shape]
) -> Iterator[tuple[str, Row]]:
    """Yield what a card holds, without the keys of its rows."""
    yield "personnel_card", _card(person, place, labels)
    service = person.service
    ended_by = labels.of(CodeTable.MOVEMENTS, service.ended_by)
    yield (
        "personnel_service",
        (service.started_on, service.ended_on, service.ended_by, ended_by, service.document),
    )
    for study in person.educations:
        level = labels.of(CodeTable.EDUCATION_LEVELS, study.level)
        yield "personnel_education", (*_study(study), level)
    for line in person.appointments:
        yield (
            "personnel_appointment",
            (
                *_line(line),
                labels.of(CodeTable.MOVEMENTS, line.movement),
                labels.of(CodeTable.LEVELS, line.level),
                labels.of(CodeTable.DOCUMENTS, line.document_kind),
            ),
        )
    for code, lines in person.sections.items():
        shape = shapes[code]
        for values in lines:
            yield shape.table, shape.row(values)
    for code in person.nothing:
        yield "personnel_nothingrecorded", (code,)


def _card(person: Person, place: Place, labels: Labels) -> Row:
    name = person.name
    said: dict[str, Value] = {
        "title": name.title,
        "first_name": name.first,
        "last_name": name.last,
        "first_name_en": name.first_en,
        "last_name_en": name.last_en,
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
    state = labels.of(CodeTable.MARITAL_STATES, str(said["marital_state"]))
    kind = labels.of_kind(person.kind, place)
    return (*(_stored(value) for value in said.values()), state, kind)
