"""People to measure with: one complete card, then copies of it in SQL."""

from uuid import UUID, uuid4

from django.db import connection, transaction

from kp7.organizations.actions import act_for
from kp7.organizations.authority import Actor
from kp7.personnel.models import GUARDED
from tests.cast import SYSTEM, add_complete, national_id

FIRST_COPY = 100_000


def fill(recorder: Actor, number: int, people: int) -> UUID:
    """Give the register of `recorder` so many people; return the first, made through the forms."""
    person = add_complete(recorder, number).person_id
    copies = [uuid4() for _ in range(people - 1)]
    first = FIRST_COPY * (number + 1)
    with transaction.atomic(), connection.cursor() as cursor:
        act_for(SYSTEM)
        cursor.execute(
            "INSERT INTO personnel_person (id, national_id)"
            " SELECT * FROM unnest(%s::uuid[], %s::text[])",
            [copies, [national_id(first + place) for place in range(people - 1)]],
        )
        for model in GUARDED:
            columns = [
                field.column
                for field in model._meta.local_concrete_fields
                if not field.generated and field.column and field.name not in {"id", "person"}
            ]
            names = ", ".join(columns)
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} (id, person_id, {names})"  # noqa: S608 # our own names
                f" SELECT gen_random_uuid(), copy, {names}"
                f" FROM {model._meta.db_table}, unnest(%s::uuid[]) AS copy WHERE person_id = %s",
                [copies, person],
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return person
