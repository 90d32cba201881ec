"""The pages with a ceiling of statements: how many they send, and what they cost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from bench.measure import Table, counted, typical
from bench.people import fill, settle
from kp7.database.embedded import Server
from kp7.organizations import seed
from kp7.organizations.authority import Actor
from kp7.organizations.terms import Role
from kp7.personnel.models import Card
from tests import server as benches
from tests.cast import FAR, NEXT_DOOR, OWN, make_cast, make_post, make_round, signed_in

RUNS = 5
PROVINCE = "30"  # นครราชสีมา, 334 organizations: the largest
OK = 200
Row = tuple[str, ...]


def measure(server: Server, database: str) -> Table:
    """Ask for each page as a signed-in officer does."""
    with override_settings(STATIC_ROOT=str(Path(server.home.path).parent / "static")):
        benches.static_files()
        rows = list(_rows(server, database))
    return Table(
        "Pages",
        ("", "statements", "limit", "wall ms", "client ms", "server ms", "kB"),
        rows,
        (
            "Statements: all that goes over the wire, session, BEGIN, SAVEPOINT and SET included,",
            "in a request that also writes its session (once a minute). kB: before compression.",
        ),
    )


def _rows(server: Server, database: str) -> Iterator[Row]:
    cast = make_cast()
    make_round()
    small = (
        (10, FAR, cast.certifier_far),
        (60, OWN, cast.certifier),
        (2_000, NEXT_DOOR, cast.certifier_next_door),
    )
    for people, register, _ in small:
        fill(register, people)
    places = [one.code for one in seed.organizations() if one.province_code == PROVINCE]
    for code in places:
        fill(seed.organization_id(code), 10, lines=1)
    settle(server, database)
    for people, register, certifier in small:
        yield from _of_register(people, register, certifier)
    province = make_post(f"p{PROVINCE}", Role.PROVINCE_OFFICER, province_id=PROVINCE)
    what = f"province list, {len(places)} organizations"
    yield _page(_client(province), what, 12, lambda: reverse("certification_province"))


def _of_register(people: int, register: UUID, certifier: Actor) -> Iterator[Row]:
    client = _client(certifier)
    card = Card.objects.filter(register_id=register).order_by("sort_key").first()
    assert card is not None  # noqa: S101 # just filled
    for what, limit, address in (
        ("people list", 14, lambda: reverse("people")),
        ("person", 16, lambda: reverse("card", args=[card.id])),
        ("certification page", 16, lambda: reverse("certification_lao_review")),
        ("ตรวจสอบข้อมูล", 12, lambda: reverse("findings")),
    ):
        yield _page(client, f"{what}, {people:,} people", limit, address)


def _client(actor: Actor) -> Client:
    # Without Django's test environment, which watches templates and would be measured too.
    return signed_in(Client(SERVER_NAME="localhost"), actor)


def _page(client: Client, what: str, limit: int, address: Callable[[], str]) -> Row:
    try:
        path = address()
    except NoReverseMatch:
        return (what, "no such page yet", str(limit), "", "", "", "")
    first = client.get(path)
    if first.status_code != OK:
        return (what, f"answers {first.status_code}", str(limit), "", "", "", "")
    statements = _statements(client, path)
    backend = connection.connection.info.backend_pid
    each = typical(lambda: client.get(path), backend, RUNS)
    verdict = f"{statements}" if statements <= limit else f"{statements} TOO MANY"
    return (what, verdict, str(limit), *each.cells(), f"{len(first.content) / 1000:.0f}")


def _statements(client: Client, path: str) -> int:
    """The statements of a request after a pause: it also writes down that the officer is here."""
    session = client.session
    session["seen_at"] -= 120
    session.save()
    with counted(connection.connection) as counter:
        client.get(path)
    return counter.statements
