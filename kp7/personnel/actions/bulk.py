"""Many rows of one register at once: copied in, changed and removed by a statement a table.

What is written was checked row by row before; constraints, guards and history have the last word
here as everywhere.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from django.apps import apps
from django.db import DataError, IntegrityError, connection
from psycopg import sql

from kp7.personnel.actions import seating
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.models import Row

Text = str | None  # a column as the database writes it
Texts = Sequence[Text]

OF_THE_ROW: Final = ("id", "register_id", "person_id")
MANY: Final = 100  # rows, from which on the planner must be told of them
REFUSED_BY_DATABASE: Final = (
    "ฐานข้อมูลไม่รับข้อมูลบางรายการในไฟล์นี้ จึงยังไม่ได้บันทึกรายการใด กรุณากด “ตรวจใหม่” แล้วดูแถวที่ไม่ผ่าน"
)


@contextmanager
def constraints_are_refused() -> Iterator[None]:
    """Turn a broken constraint of any table of cards into its sentence."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        diag = getattr(error.__cause__, "diag", None)
        broken = diag.constraint_name if diag else None
        raise Invalid({"": [_sentence(broken)]}) from error


def _sentence(broken: str | None) -> str:
    for model in apps.get_app_config("personnel").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                return f"{constraint.violation_error_message} — {REFUSED_BY_DATABASE}"
    return REFUSED_BY_DATABASE


def add_people(people: Mapping[str, uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Make the people of these national ids where the country does not know them yet.

    Returns the id of each by the one that was meant for them.
    """
    if not people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO personnel_person (id, national_id)"
            " SELECT * FROM unnest(%s::uuid[], %s::text[]) ON CONFLICT DO NOTHING",
            [list(people.values()), list(people)],
        )
        cursor.execute(
            "SELECT national_id, id FROM personnel_person WHERE national_id = ANY(%s)",
            [list(people)],
        )
        known = dict(cursor.fetchall())
    return {meant: known[digits] for digits, meant in people.items()}


def add_rows(model: type[Row], columns: Sequence[str], rows: Iterable[Texts]) -> int:
    """Copy rows into a table: id, register and person first, then `columns`. Returns how many.

    `rows` may ask nothing of the database while they are copied.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, [*OF_THE_ROW, *columns])),
    )
    number = 0
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)
            number += 1
    return number


def change_rows(
    model: type[Row], columns: Sequence[str], register_id: uuid.UUID, rows: Sequence[Texts]
) -> int:
    """Change rows of a register: their id first, then what `columns` say now. Returns how many."""
    if not rows:
        return 0
    names = [f"c{place}" for place in range(len(columns))]
    types = {str(field.column): field.db_type(connection) for field in model._meta.concrete_fields}
    statement = sql.SQL(
        "UPDATE {} t SET {}, revision = t.revision + 1 FROM unnest({}) AS v(id, {})"
        " WHERE t.id = v.id::uuid AND t.register_id = {}"
    ).format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(
            sql.SQL("{} = v.{}::{}").format(
                sql.Identifier(column),
                sql.Identifier(name),
                sql.SQL(str(types[column])),  # Django's own word for the column's type
            )
            for column, name in zip(columns, names, strict=True)
        ),
        sql.SQL(", ").join([sql.SQL("{}::text[]").format(sql.Placeholder())] * (len(columns) + 1)),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.Placeholder(),
    )
    with connection.cursor() as cursor:
        turned = [list(column) for column in zip(*rows, strict=True)]
        cursor.execute(statement, [*turned, register_id])
        return int(cursor.rowcount)


def remove_rows(model: type[Row], register_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> int:
    """Remove rows of a register by their ids; the history keeps them. Returns how many."""
    if not ids:
        return 0
    statement = sql.SQL("DELETE FROM {} WHERE register_id = %s AND id = ANY(%s)").format(
        sql.Identifier(model._meta.db_table)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [register_id, list(ids)])
        return int(cursor.rowcount)


def withdraw_nothing(
    register_id: uuid.UUID, held: Sequence[tuple[uuid.UUID, str]]
) -> list[tuple[str, str, str]]:
    """Take back “ไม่มี” of people's sections that hold lines now: id, person and section of each."""
    if not held:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM personnel_nothingrecorded n"
            " USING unnest(%s::uuid[], %s::text[]) AS held(person_id, section)"
            " WHERE n.register_id = %s AND n.person_id = held.person_id"
            "   AND n.section = held.section"
            " RETURNING n.id::text, n.person_id::text, n.section",
            [[person for person, _ in held], [section for _, section in held], register_id],
        )
        return list(cursor.fetchall())


def leave_seats(register_id: uuid.UUID, persons: Sequence[uuid.UUID]) -> None:
    """Take people off all seats, before their cards go."""
    if not persons:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM personnel_seatholding WHERE register_id = %s AND person_id = ANY(%s)",
            [register_id, list(persons)],
        )


def refresh_statistics(added: int) -> None:
    """Tell the planner of many new rows, before others are tied to them or read with them."""
    if added >= MANY:
        with connection.cursor() as cursor:
            cursor.execute("SELECT personnel_refresh_statistics()")


def seat(register_id: uuid.UUID, persons: Sequence[uuid.UUID]) -> None:
    """Seat these people as their cards say, or vacate."""
    if persons:
        seating.take_turns(register_id)
        seating.seat(register_id, persons)
