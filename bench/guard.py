"""What the guard and the history cost: the same writes with their triggers on and off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import psycopg
from django.db import connection
from psycopg.sql import SQL, Identifier

from bench.measure import Connection, Cost, Table, cost, median, ratios
from bench.people import BENCH, LINES, appointments, fill, settle, written
from kp7.database.embedded import Server
from kp7.ledger.actions import actor_json
from kp7.personnel.models import Appointment
from tests.cast import OWN

TABLE = Appointment._meta.db_table
PEOPLE = 1_000
COPIED = 20_000
UPDATED = 1_000
ROUNDS = 3
TRIGGERS = {
    "guard": ("guard_insert", "guard_row"),
    "history": ("kept_insert", "kept_update"),
}
ACTOR = actor_json(post_id=None, officer=BENCH.officer, post=BENCH.post, organization="")


@dataclass(frozen=True, slots=True)
class Bench:
    """The two connections, and which triggers are off for the write being measured."""

    app: Connection
    owner: Connection

    def run(self, write: Callable[[], None], off: Sequence[str]) -> Cost:
        """Write and take it back, with some triggers off.

        What a run leaves dead is cleared away first: unique checks of the next would meet it.
        """
        self.owner.execute("VACUUM personnel_appointment, ledger_change")
        for name in off:
            self._switch(name, "DISABLE")
        try:
            self.app.execute("SELECT set_config('kp7.actor', %s, true)", [ACTOR])
            return cost(write, self.app.info.backend_pid)
        finally:
            self.app.rollback()
            for name in off:
                self._switch(name, "ENABLE ALWAYS")

    def _switch(self, name: str, how: str) -> None:
        self.owner.execute(
            SQL("ALTER TABLE {} {} TRIGGER {}").format(
                Identifier(TABLE),
                SQL("DISABLE") if how == "DISABLE" else SQL("ENABLE ALWAYS"),
                Identifier(name),
            )
        )


def measure(server: Server, database: str) -> Table:
    """COPY many lines and update lines one by one; everything is rolled back each time."""
    people = fill(OWN, PEOPLE)
    settle(server, database)
    connection.close()
    rows = []
    with (
        psycopg.connect(server.url("app", database)) as app,
        psycopg.connect(server.url("owner", database), autocommit=True) as owner,
    ):
        bench = Bench(app, owner)
        for what, write in (
            (f"COPY of {COPIED:,} lines", _copying(app, people)),
            (f"{UPDATED:,} updates of one line", _updating(app)),
        ):
            rows += _compared(bench, what, write)
    return Table(
        "What the guard and the history cost",
        ("", "wall ms", "client ms", "server ms", "×wall", "×CPU"),
        rows,
        ("Ratios to the first line of each; medians of writes by turns within this run.",),
    )


def _compared(bench: Bench, what: str, write: Callable[[], None]) -> list[Sequence[str]]:
    guard, history = TRIGGERS["guard"], TRIGGERS["history"]
    variants = {
        "neither": (*guard, *history),
        "guard": history,
        "history": guard,
        "both, as delivered": (),
    }
    taken: dict[str, list[Cost]] = {name: [] for name in variants}
    bench.run(write, ())
    for _ in range(ROUNDS):  # by turns, so that a noisy neighbour disturbs all alike
        for name, off in variants.items():
            taken[name].append(bench.run(write, off))
    costs = {name: median(found) for name, found in taken.items()}
    bare = costs["neither"]
    rows = [(f"{what}: {name}", *each.cells(), *ratios(each, bare)) for name, each in costs.items()]
    both, kept = costs["both, as delivered"], costs["history"]
    rows.append((f"{what}: guard beside history", "", "", "", *ratios(both, kept)))
    return [*rows]


def _copying(app: Connection, people: Sequence[UUID]) -> Callable[[], None]:
    each = COPIED // len(people)
    rows = [
        line for person in people for line in appointments(OWN, person, each, since=2008 + LINES)
    ]
    statement, data = written(rows)

    def copy() -> None:
        with app.cursor() as cursor, cursor.copy(statement.encode()) as into:
            into.write(data)

    return copy


def _updating(app: Connection) -> Callable[[], None]:
    ids = app.execute(
        SQL("SELECT id FROM {} WHERE register_id = %s LIMIT %s").format(Identifier(TABLE)),
        [OWN, UPDATED],
    ).fetchall()
    app.rollback()
    statement = SQL("UPDATE {} SET salary = salary + 1 WHERE id = %s").format(Identifier(TABLE))
    return partial(_update, app, statement.as_string(app), [str(row[0]) for row in ids])


def _update(app: Connection, statement: str, ids: Sequence[str]) -> None:
    for row in ids:
        app.execute(statement.encode(), [row])
