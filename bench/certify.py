"""Certifying a register, beside the bare SQL that reads the same rows."""

import gc
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.db import connection

from bench.measure import Cost, Table, cost, counted, median, peak_megabytes, ratios, typical
from bench.people import fill, settle
from kp7.certification.actions import certify, return_to_lao
from kp7.certification.queries import to_certify
from kp7.database.embedded import Server
from kp7.organizations.authority import Actor
from kp7.personnel.crossing import around
from kp7.personnel.figures import register_state
from kp7.personnel.models import GUARDED
from kp7.personnel.queries import cards_of, records, today
from kp7.personnel.rules import assess
from kp7.personnel.terms import Presence
from tests.cast import NEXT_DOOR, OWN, case_of, make_cast, make_round

RUNS = 3
Row = tuple[str, ...]


def measure(server: Server, database: str) -> Table:
    """Certify 60 and 2,000 people; the province returns the register each time."""
    cast = make_cast()
    make_round()
    rows: list[Row] = []
    for people, register, certifier in (
        (60, OWN, cast.certifier),
        (2_000, NEXT_DOOR, cast.certifier_next_door),
    ):
        fill(register, people)
        settle(server, database)
        rows += _of(people, register, certifier, cast.province)
    return Table(
        "Certifying (รับรองระดับ อปท.) beside the bare SQL that reads the same rows",
        ("", "wall ms", "client ms", "server ms", "×wall", "×CPU", "statements", "peak"),
        rows,
        ("A person: a card, a service, 2 lines of education, 12 of positions and salary.",),
    )


def _of(people: int, register: UUID, certifier: Actor, province: Actor) -> list[Row]:
    bare = _typical(partial(_read, register))

    def row(what: str, each: Cost, statements: str = "", peak: str = "") -> Row:
        return (f"{people:,} people: {what}", *each.cells(), *ratios(each, bare), statements, peak)

    found = records(register, list(cards_of(register, Presence.ACTIVE, today())))
    step, statements, peak = _certifying(register, certifier, province)
    return [
        row("bare SQL, every row fetched", bare),
        row("digest alone, in the database", _typical(partial(_digest, register))),
        row("what rules ask of the register", _typical(partial(_around, register))),
        row("a full check", _typical(partial(register_state, register))),
        row("rules alone", _typical(lambda: [assess(record) for record in found])),
        row("what the page reads (to_certify)", _typical(lambda: to_certify(case_of(register)))),
        row("certify", step, str(statements), peak),
    ]


def _typical(action: Callable[[], object]) -> Cost:
    gc.collect()
    return typical(action, _backend(), RUNS)


def _backend() -> int:
    connection.ensure_connection()
    pid: int = connection.connection.info.backend_pid
    return pid


def _read(register: UUID) -> None:
    with connection.cursor() as cursor:
        for model in GUARDED:
            cursor.execute(
                f"SELECT * FROM {model._meta.db_table} WHERE register_id = %s",  # noqa: S608 # our names
                [register],
            )
            cursor.fetchall()
        cursor.execute(
            "SELECT p.* FROM personnel_person p JOIN personnel_card c ON c.person_id = p.id"
            " WHERE c.register_id = %s",
            [register],
        )
        cursor.fetchall()


def _around(register: UUID) -> None:
    persons = [card.person_id for card in cards_of(register, Presence.ACTIVE, today())]
    around(register, persons, today())


def _digest(register: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_digest(%s)", [register])


def _certifying(register: UUID, certifier: Actor, province: Actor) -> tuple[Cost, int, str]:
    """The step alone: its median cost, its statements, and how much memory it takes at most."""

    def again(run: Callable[[Callable[[], object]], object]) -> None:
        case = case_of(register)
        run(partial(certify, case_id=case.id, by=certifier, seen=to_certify(case).seen))
        case = case_of(register)
        return_to_lao(case_id=case.id, by=province, seen=case.revision, reason="วัดเวลา")

    taken: list[Cost] = []
    peaks: list[str] = []
    statements: list[int] = []

    def count(step: Callable[[], object]) -> None:
        with counted(connection.connection) as counter:
            step()
        statements.append(counter.statements)

    again(count)
    again(lambda step: peaks.append(peak_megabytes(step)))
    for _ in range(RUNS):
        gc.collect()
        again(lambda step: taken.append(cost(step, _backend())))
    return median(taken), statements[0], peaks[0]
