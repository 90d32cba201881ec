"""Certifying a register, beside the bare SQL that reads the same rows."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from uuid import UUID

from django.db import connection

from bench.measure import Measurement, milliseconds
from bench.people import fill
from kp7.certification.actions import certify, return_to_lao
from kp7.certification.queries import to_certify
from kp7.database.embedded import Server
from kp7.organizations.authority import Actor
from kp7.personnel.models import GUARDED
from tests.cast import NEXT_DOOR, OWN, case_of, make_cast, make_round

TIMES = 5


def measure(server: Server, database: str) -> Iterator[Measurement]:  # noqa: ARG001 # as all
    """Certify 60 and 2,000 people, and return them in between."""
    cast = make_cast()
    make_round()
    sizes = (
        (60, OWN, cast.recorder, cast.certifier),
        (2_000, NEXT_DOOR, cast.recorder_next_door, cast.certifier_next_door),
    )
    for number, (people, register, recorder, certifier) in enumerate(sizes):
        fill(recorder, number, people)
        bare = milliseconds(partial(_read, register), TIMES)
        page = milliseconds(partial(_page, register), TIMES)
        step = _certify(register, certifier, cast.province)
        yield Measurement(f"{people:,} people: bare SQL that reads their rows", bare, "ms")
        yield Measurement(f"{people:,} people: what the page shows", page, "ms", _times(page, bare))
        yield Measurement(f"{people:,} people: certifying them", step, "ms", _times(step, bare))


def _times(value: float, bare: float) -> str:
    return f"×{value / bare:.1f} of the bare SQL"


def _read(register: UUID) -> None:
    with connection.cursor() as cursor:
        for model in GUARDED:
            cursor.execute(
                f"SELECT * FROM {model._meta.db_table} WHERE register_id = %s",  # noqa: S608 # our names
                [register],
            )
            cursor.fetchall()


def _page(register: UUID) -> None:
    to_certify(case_of(register))


def _certify(register: UUID, certifier: Actor, province: Actor) -> float:
    """The median time of the step alone; the province returns the register each time."""
    taken = []
    for _ in range(TIMES):
        case = case_of(register)
        seen = to_certify(case).seen
        start = perf_counter()
        certify(case_id=case.id, by=certifier, seen=seen)
        taken.append((perf_counter() - start) * 1000)
        case = case_of(register)
        return_to_lao(case_id=case.id, by=province, seen=case.revision, reason="วัดเวลา")
    return sorted(taken)[TIMES // 2]
