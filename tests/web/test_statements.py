"""What a page costs in statements: few, and the same for ten people as for two thousand.

The whole request is counted on a session that really signed in, in a database where transactions
commit: session, BEGIN, SAVEPOINT and SET too.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from bench.people import fill
from kp7.certification.queries import CaseFilter, cases
from kp7.database.embedded import Server
from kp7.intake.actions.planning import plan
from kp7.intake.actions.receiving import receive
from kp7.organizations.terms import Role
from kp7.personnel.models import Card, CodeEntry
from tests import server as test_server
from tests.cast import OWN, Cast, certified, make_post, signed_in
from tests.web.intake_files import office, person
from tests.web.recording import get, page_of
from tests.work import run_jobs

MOST_PREVIEW = 16
MOST_PEOPLE = 14
MOST_PERSON = 16
MOST_CERTIFICATION = 16
MOST_FINDINGS = 12
MOST_PROVINCE = 12
MOST_CODES = 8
NAKHON_RATCHASIMA = "30"
ITS_LAOS = 334
LOGGED = re.compile(rb"LOG: +(?:statement|execute [^:]*): (.*)")


Execute = Callable[[str, object, bool, dict[str, object]], object]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect every statement that Django sends."""
    found: list[str] = []

    def note(
        execute: Execute,
        sql: str,
        params: object,
        many: bool,  # noqa: FBT001  Django's signature
        context: dict[str, object],
    ) -> object:
        found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def statements_of(client: Client, path: str) -> list[str]:
    """The statements of one page that is answered with 200, the session known from before."""
    get(client, path)  # what is found once and kept, as a server that runs has
    with counted() as found:
        assert get(client, path).status_code == 200
    return found


def costs(client: Client) -> dict[str, int]:
    """How many statements each page of an LAO takes."""
    card = Card.objects.filter(register_id=OWN).order_by("id").first()
    assert card is not None
    return {
        "people": len(statements_of(client, "/people/")),
        "person": len(statements_of(client, f"/people/{card.id}/")),
        "lines": len(statements_of(client, f"/people/{card.id}/appointments/")),
        "certification": len(statements_of(client, "/certification/lao/review/")),
        "findings": len(statements_of(client, "/people/findings/")),
    }


@pytest.mark.slow
def test_two_thousand_people_cost_as_many_statements_as_ten(client: Client, cast: Cast) -> None:
    signed_in(client, cast.certifier)
    fill(OWN, 10, lines=3)
    for_ten = costs(client)
    fill(OWN, 1990, lines=3)
    assert re.search("2,?000 คน", page_of(get(client, "/people/")))
    assert costs(client) == for_ten
    assert for_ten["people"] <= MOST_PEOPLE
    assert for_ten["person"] <= MOST_PERSON
    assert for_ten["lines"] <= MOST_PERSON
    assert for_ten["certification"] <= MOST_CERTIFICATION
    assert for_ten["findings"] <= MOST_FINDINGS


def test_a_sealed_and_a_returned_register_cost_little_more(client: Client, cast: Cast) -> None:
    signed_in(client, cast.certifier)
    fill(OWN, 10, lines=3)
    certified(cast.certifier)
    sealed = costs(client)
    assert sealed["people"] <= MOST_PEOPLE
    assert sealed["person"] <= MOST_PERSON
    assert sealed["certification"] <= MOST_CERTIFICATION


def test_a_province_of_334_laos_is_listed_in_twelve_statements(
    client: Client,
    cast: Cast,  # noqa: ARG001  its round has the cases
) -> None:
    officer = make_post("p30", Role.PROVINCE_OFFICER, province_id=NAKHON_RATCHASIMA)
    signed_in(client, officer)
    assert cases(officer, CaseFilter()).total == ITS_LAOS
    found = statements_of(client, "/certification/province/")
    assert len(found) <= MOST_PROVINCE, found
    assert str(ITS_LAOS) in page_of(get(client, "/certification/province/"))


def test_a_code_table_costs_the_same_however_long_it_is(client: Client, cast: Cast) -> None:
    signed_in(client, cast.dla)
    short = CodeEntry.objects.filter(table_name="salary_scales").first()
    assert short is not None
    for path in (
        "/codes/",
        "/codes/blood_groups/",
        "/codes/positions/",
        "/codes/salary_scales/",
        f"/codes/salary_scales/{short.id}/",
    ):
        found = statements_of(client, path)
        assert len(found) <= MOST_CODES, found


@pytest.mark.slow
def test_a_preview_of_a_thousand_rows_costs_as_many_statements_as_one_of_ten(
    client: Client, cast: Cast
) -> None:
    signed_in(client, cast.certifier)
    costs_of = []
    for people in (10, 1000):
        import_id = receive(
            by=cast.certifier,
            register_id=OWN,
            content=office([person(number, "นายก ข") for number in range(1, people + 1)]),
            name="ทะเบียน.xlsx",
        )
        plan(by=cast.certifier, import_id=import_id)
        run_jobs()
        address = reverse("intake_import", args=[import_id])
        steps = (address, f"{address}?outcome=all&section=personal", f"{address}mapping/")
        costs_of.append([len(statements_of(client, step)) for step in steps])
    assert costs_of[0] == costs_of[1]
    assert max(costs_of[0]) <= MOST_PREVIEW
    assert len(statements_of(client, reverse("intake"))) <= MOST_PEOPLE


# --- the server's own word ------------------------------------------------------------------------


@contextmanager
def server_log(server: Server, database: str) -> Iterator[Callable[[], list[str]]]:
    """Have the server write down every statement on a database; gives what it wrote so far."""
    log = Path(os.environ[test_server.FOLDER]) / "home" / "log" / "postgresql.log"
    with psycopg.connect(server.url("superuser", "postgres"), autocommit=True) as administration:
        administration.execute(
            SQL("ALTER DATABASE {} SET log_statement = 'all'").format(Identifier(database))
        )
    connection.close()  # the next one is told
    connection.ensure_connection()
    start = log.stat().st_size

    def written() -> list[str]:
        lines = log.read_bytes()[start:].splitlines()
        ours = [line for line in lines if f"@{database} ".encode() in line]
        return [found[1].decode() for line in ours if (found := LOGGED.search(line))]

    yield written


@pytest.mark.parametrize("minutes", [0, 5])
def test_the_server_counts_the_same(
    client: Client, cast: Cast, server: Server, fresh_database: str, minutes: int
) -> None:
    """Five minutes later the session is written anew, once: that request is the dearest."""
    signed_in(client, cast.certifier)
    above = signed_in(Client(), make_post("p30", Role.PROVINCE_OFFICER, province_id="30"))
    fill(OWN, 10, lines=3)
    card = Card.objects.filter(register_id=OWN).order_by("id").first()
    assert card is not None
    limits = (
        (client, "/people/", MOST_PEOPLE),
        (client, f"/people/{card.id}/", MOST_PERSON),
        (client, "/certification/lao/review/", MOST_CERTIFICATION),
        (above, "/certification/province/", MOST_PROVINCE),
    )
    with server_log(server, fresh_database) as written:
        for step, (asking, path, most) in enumerate(limits, start=1):
            later = timedelta(minutes=minutes * step)
            get(asking, path)
            before = len(written())
            with counted() as found, time_machine.travel(timezone.now() + later, tick=True):
                assert get(asking, path).status_code == 200
            logged = written()[before:]
            assert len(logged) >= len(found) > 0
            frame = [one for one in logged if one.startswith(("BEGIN", "COMMIT"))]
            assert len(logged) - len(frame) == len(found), (logged, found)
            assert len(logged) <= most, logged
