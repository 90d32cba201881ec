"""Taking data out: the people list and a whole register, to Excel, as the people become more."""

import resource
import time
from collections.abc import Callable
from typing import IO

from bench.measure import Table
from bench.people import fill, settle
from kp7.database.embedded import Server
from kp7.intake.actions.exporting import EVERYBODY, export_register
from kp7.personnel import queries
from kp7.personnel.queries import Filter
from kp7.reports.people import SHEET, table_of
from kp7.reports.sheets import Table as List
from kp7.reports.sheets import csv_of, workbook
from tests.cast import OWN, make_cast

PEOPLE = (1_000, 2_000)
COLUMNS = 13  # what the limit speaks of
KILO = 1024
Row = tuple[str, ...]


def measure(server: Server, database: str) -> Table:
    """Take a register of some thousand people out in each way."""
    by = make_cast().certifier
    rows: list[Row] = []
    held = 0
    for people in PEOPLE:
        fill(OWN, people - held)
        held = people
        settle(server, database)
        ways: tuple[tuple[str, Callable[[], object]], ...] = (
            (f"the list, {COLUMNS} columns", lambda: _sent(workbook([_narrow()], title=SHEET))),
            ("the list, all its columns", lambda: _sent(workbook([_list()], title=SHEET))),
            ("the list as CSV", lambda: b"".join(csv_of(_list()))),
            (
                "the register, 14 lines a person",
                lambda: _sent(export_register(by=by, register_id=OWN, wanted=EVERYBODY)),
            ),
        )
        rows += [(f"{people:,} people: {what}", *_cost(take)) for what, take in ways]
    return Table(
        "Exports",
        ("", "client s", "kB", "most MB"),
        rows,
        (
            f"Limit: the list of 1,000 people, {COLUMNS} columns, 0.5 s; memory does not grow.",
            "The least of three runs each.",
        ),
    )


def _list() -> List:
    return table_of(queries.everybody(OWN, Filter()))


def _narrow() -> List:
    """The first columns of the list."""
    whole = _list()
    return List(whole.name, whole.columns[:COLUMNS], (row[:COLUMNS] for row in whole.rows))


def _sent(file: IO[bytes]) -> bytes:
    with file:
        return file.read()


def _cost(take: Callable[[], object]) -> tuple[str, str, str]:
    content, spent = _taken(take)
    spent = min(spent, *(_taken(take)[1] for _ in range(2)))
    assert isinstance(content, bytes)  # noqa: S101  what was measured was made
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILO
    return f"{spent:.2f}", f"{len(content) // KILO:,}", f"{most:.0f}"


def _taken(take: Callable[[], object]) -> tuple[object, float]:
    began = time.process_time()
    content = take()
    return content, time.process_time() - began
