"""Bringing a workbook in, beside a bare COPY of the same rows."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from uuid import UUID

import psycopg
from django.db import connection
from psycopg import sql

from bench.measure import Table, counted, number, peak_megabytes
from bench.workbooks import workbook
from kp7.database.embedded import Server
from kp7.intake.actions.applying import apply_now
from kp7.intake.actions.planning import plan_now
from kp7.intake.actions.receiving import receive
from kp7.intake.actions.undoing import run_undo
from kp7.intake.models import Import
from kp7.intake.queries import Counts
from kp7.organizations.authority import Actor
from kp7.personnel.models import Card, Row, Service
from kp7.personnel.sections import LISTS
from tests.cast import OWN, make_cast

PEOPLE: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Taken:
    """Milliseconds of a step: on the clock, of ours and our children's, of the backend's."""

    wall: float
    client: float
    server: float

    @property
    def cpu(self) -> float:
        return self.client + self.server


def measure(server: Server, database: str) -> Table:
    """Read, plan, apply and undo a workbook of 1,000 people with a line in every section."""
    by = make_cast().certifier
    content = workbook(PEOPLE)
    ids: list[UUID] = []
    steps: dict[str, tuple[_Taken, str, str]] = {}
    steps["receive (read, guess)"] = _step(
        lambda: ids.append(receive(by=by, register_id=OWN, content=content, name="แฟ้ม.xlsx"))
    )
    one = ids[0]
    steps["plan (read again, compare, stage)"] = _step(
        lambda: plan_now(by=by, import_id=one, progress=_quiet)
    )
    planned = Import.objects.get(id=one)
    counts = Counts(planned.counts)
    steps["apply (one transaction)"] = _step(lambda: _apply(by, planned))
    bare = _bare_copy(server, database)
    steps["plan the same file again"] = _again(by, content)
    steps["undo"] = _step(lambda: run_undo(by=by, import_id=one, progress=_quiet))
    brought = [taken for taken, _, _ in list(steps.values())[:3]]
    whole = sum(taken.cpu for taken in brought)
    rows = [
        (what, *_cells(taken), f"×{taken.cpu / bare.cpu:.1f}", statements, peak)
        for what, (taken, statements, peak) in steps.items()
    ]
    rows.append(("bare COPY of the same rows", *_cells(bare), "×1.0", "", ""))
    return Table(
        "Bringing in a workbook of 1,000 people with a line in every section",
        ("", "wall ms", "client ms", "server ms", "×CPU", "statements", "peak"),
        rows,
        (
            f"{counts.total:,} rows: {counts.of('NEW'):,} new, {counts.of('REFUSED'):,} refused;",
            f"read, planned and applied in {whole / 1000:.1f} s of processor time, children and",
            f"backend among them; the file is of {len(content) / 1e6:.1f} MB.",
        ),
    )


def _apply(by: Actor, planned: Import) -> None:
    apply_now(by=by, import_id=planned.id, seen=planned.seen, progress=_quiet, skip_refused=True)


def _again(by: Actor, content: bytes) -> tuple[_Taken, str, str]:
    again = receive(by=by, register_id=OWN, content=content, name="แฟ้ม.xlsx")
    return _step(lambda: plan_now(by=by, import_id=again, progress=_quiet))


def _step(action: Callable[[], object]) -> tuple[_Taken, str, str]:
    connection.ensure_connection()
    taken: list[_Taken] = []
    with counted(connection.connection) as counter:
        peak = peak_megabytes(lambda: taken.append(_taken(action)))
    return taken[0], str(counter.statements), peak


def _taken(action: Callable[[], object]) -> _Taken:
    pid = connection.connection.info.backend_pid
    server, client, wall = _backend(pid), _ours(), time.perf_counter()
    action()
    return _Taken((time.perf_counter() - wall) * 1000, _ours() - client, _backend(pid) - server)


def _ours() -> float:
    """Our processor time and that of the children that have ended, in milliseconds."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used) * 1000


def _backend(pid: int) -> float:
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as said:  # noqa: PTH123  the kernel's
        return int(said.read().split()[0]) / 1_000_000


def _cells(taken: _Taken) -> tuple[str, str, str]:
    return number(taken.wall), number(taken.client), number(taken.server)


def _quiet(done: int, total: int, note: str) -> None:
    """Nobody watches."""


def _bare_copy(server: Server, database: str) -> _Taken:
    """The rows that were applied, copied into tables of the same columns, keys and indexes."""
    models: list[type[Row]] = [Card, Service, *(section.model for section in LISTS)]
    with psycopg.connect(server.url("owner", database)) as owner:
        owner.execute("CREATE SCHEMA bare")
        kept = [(_bare_table(owner, model), _rows_of(owner, model)) for model in models]
        pid = owner.info.backend_pid
        before, client, wall = _backend(pid), _ours(), time.perf_counter()
        for statement, rows in kept:
            with owner.cursor().copy(statement) as copy:
                copy.write(rows)
        return _Taken((time.perf_counter() - wall) * 1000, _ours() - client, _backend(pid) - before)


def _columns(model: type[Row]) -> sql.Composed:
    names = [field.column for field in model._meta.concrete_fields if not field.generated]
    return sql.SQL(", ").join(sql.Identifier(str(name)) for name in names)


def _bare_table(owner: psycopg.Connection[tuple[object, ...]], model: type[Row]) -> sql.Composed:
    table = model._meta.db_table
    owner.execute(
        sql.SQL("CREATE TABLE bare.{0} (LIKE public.{0} INCLUDING ALL)").format(
            sql.Identifier(table)
        )
    )
    return sql.SQL("COPY bare.{} ({}) FROM STDIN").format(sql.Identifier(table), _columns(model))


def _rows_of(owner: psycopg.Connection[tuple[object, ...]], model: type[Row]) -> bytes:
    rows = BytesIO()
    statement = sql.SQL("COPY (SELECT {} FROM public.{} WHERE register_id = {}) TO STDOUT").format(
        _columns(model), sql.Identifier(model._meta.db_table), sql.Literal(str(OWN))
    )
    with owner.cursor().copy(statement) as copy:
        for part in copy:
            rows.write(part)
    return rows.getvalue()
