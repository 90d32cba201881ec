"""What the guard costs: the same writes with its triggers on and, by the owner, off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from uuid import UUID, uuid4

import psycopg
from django.db import connection

from bench.measure import Measurement
from bench.people import fill
from kp7.database.embedded import Server
from kp7.personnel.models import Education
from tests.cast import OWN, make_cast

TABLE = Education._meta.db_table
COPIED = 20_000
UPDATED = 1_000
ROUNDS = 5
ACTOR = '{"post_id": null, "officer": "วัด", "post": "วัด", "organization": ""}'

Connection = psycopg.Connection[tuple[object, ...]]


def measure(server: Server, database: str) -> Iterator[Measurement]:
    """COPY many rows, and update rows one by one; all is rolled back each time."""
    cast = make_cast()
    person = fill(cast.recorder, 1, UPDATED)
    register = OWN
    connection.close()
    with psycopg.connect(server.url("app", database)) as app:
        for what, write in (
            (f"COPY of {COPIED:,} lines", lambda: _copy(app, register, person)),
            (f"{UPDATED:,} single updates", lambda: _update(app, register)),
        ):
            on, off = [], []
            for _ in range(ROUNDS):  # by turns, so that a noisy neighbour disturbs both
                on.append(_timed(app, write))
                with _guard_off(server, database):
                    off.append(_timed(app, write))
            guarded, bare = sorted(on)[ROUNDS // 2], sorted(off)[ROUNDS // 2]
            yield Measurement(f"{what} without the guard", bare, "ms")
            yield Measurement(f"{what} with it", guarded, "ms", f"×{guarded / bare:.2f}")


def _timed(app: Connection, write: Callable[[], None]) -> float:
    app.execute("SELECT set_config('kp7.actor', %s, true)", [ACTOR])
    start = perf_counter()
    write()
    taken = (perf_counter() - start) * 1000
    app.rollback()
    return taken


@contextmanager
def _guard_off(server: Server, database: str) -> Iterator[None]:
    with psycopg.connect(server.url("owner", database), autocommit=True) as owner:
        for name in ("guard_insert", "guard_row"):
            owner.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER {name}")
        yield
        for name in ("guard_insert", "guard_row"):
            owner.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}")


def _copy(app: Connection, register: UUID, person: UUID) -> None:
    with (
        app.cursor() as cursor,
        cursor.copy(
            f"COPY {TABLE} (id, register_id, person_id, level, level_label, degree, institution,"
            " major, country, started_year,"
            " finished_year, used_for_appointment, highest) FROM STDIN"
        ) as copy,
    ):
        for number in range(COPIED):
            copy.write_row(
                (
                    uuid4(),
                    register,
                    person,
                    "bachelor",
                    "ปริญญาตรี",
                    "บัณฑิต",
                    f"มหาวิทยาลัย {number}",
                    "รัฐประศาสนศาสตร์",
                    "ไทย",
                    2000,
                    2004,
                    False,
                    False,
                )
            )


def _update(app: Connection, register: UUID) -> None:
    ids = app.execute(
        f"SELECT id FROM {TABLE} WHERE register_id = %s LIMIT %s",  # noqa: S608 # our names
        [register, UPDATED],
    ).fetchall()
    for (row,) in ids:
        app.execute(f"UPDATE {TABLE} SET revision = revision + 1 WHERE id = %s", [row])  # noqa: S608 # our names
