"""Edits racing certifications, over real connections: what was certified is what stands.

The editors write as plainly as the application's role can, without the actions' own lock, so
that the guard alone is tried. The same race with FOR SHARE taken out of the guard fails, which
is the proof that the race can be lost.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random

import psycopg
import pytest

from kp7.organizations.authority import Actor
from kp7.personnel.models import Card
from tests.cast import OWN, Cast, add_complete, case_of
from tests.conftest import Connect

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("fresh_database")]

Connection = psycopg.Connection[tuple[object, ...]]
CERTIFICATIONS = 400
EDITORS = 6
SEALED = "KP701"


def _act_as(connection: Connection, actor: Actor) -> None:
    connection.execute(
        "SELECT set_config('kp7.actor', jsonb_build_object('officer', %s::text,"
        " 'post_id', %s::text)::text, true)",
        [actor.officer, str(actor.post_id)],
    )


def _edit(connection: Connection, actor: Actor, card: Card, random: Random) -> bool:
    """One edit, held open for a moment before it commits; False where it was refused."""
    try:
        with connection.transaction():
            _act_as(connection, actor)
            connection.execute(
                "UPDATE personnel_card SET former_names = %s, revision = revision + 1"
                " WHERE id = %s",
                [uuid.uuid4().hex, card.id],
            )
            time.sleep(random.random() / 500)
    except psycopg.Error as refused:
        if refused.sqlstate != SEALED:
            raise
        return False
    return True


@contextmanager
def _editors(connect: Connect, actor: Actor, cards: list[Card], number: int) -> Iterator[list[int]]:
    """`number` editors that never rest; yields how many of their edits went through."""
    stop = threading.Event()
    done = [0] * number

    def work(index: int) -> None:
        connection = connect()
        random = Random(index)  # noqa: S311  a schedule, no secret
        while not stop.is_set():
            done[index] += _edit(connection, actor, cards[index % len(cards)], random)

    with ThreadPoolExecutor(number) as pool:
        running = [pool.submit(work, index) for index in range(number)]
        try:
            yield done
        finally:
            stop.set()
        for editor in running:
            editor.result()


def _step(connection: Connection, actor: Actor, case: uuid.UUID, step: str, seen: int) -> None:
    with connection.transaction():
        _act_as(connection, actor)
        connection.execute(
            "SELECT certification_take_step(%s, %s, %s, 'x', %s::jsonb)",
            [case, step, seen, '{"seed": "00"}'],
        )


def _differing(connect: Connect, owner: Connection, cast: Cast, times: int) -> tuple[int, int]:
    """Certify and return `times` times under edits: how many digests differ, how many edits."""
    cards = [add_complete(cast.recorder, number) for number in range(EDITORS)]
    case = case_of(OWN).id
    certifier = connect()
    differing = 0
    with _editors(connect, cast.recorder, cards, EDITORS) as edits:
        for turn in range(times):
            _step(certifier, cast.certifier, case, "CERTIFY_LAO", 2 * turn)
            time.sleep(0.004)  # an edit that slipped past the seal commits now
            kept, live = owner.execute(
                "SELECT c.digest, personnel_digest(%s) FROM certification_certification c"
                " ORDER BY at DESC LIMIT 1",
                [OWN],
            ).fetchone() or (None, b"")
            differing += kept != live
            _step(certifier, cast.province, case, "RETURN", 2 * turn + 1)
            time.sleep(0.002)
    return differing, sum(edits)


@pytest.mark.slow
def test_no_certified_digest_differs_from_the_stored_rows(
    cast: Cast, app_connect: Connect, owner: Connection
) -> None:
    differing, edits = _differing(app_connect, owner, cast, CERTIFICATIONS)
    assert differing == 0
    assert edits > CERTIFICATIONS / 4, "the editors hardly wrote: the race proves nothing"


@pytest.mark.slow
def test_without_for_share_the_same_race_is_lost(
    cast: Cast, app_connect: Connect, owner: Connection
) -> None:
    (source,) = owner.execute(
        "SELECT pg_get_functiondef('personnel_guard_registers(uuid[])'::regprocedure)"
    ).fetchone() or ("",)
    assert "FOR SHARE" in str(source)
    owner.execute(str(source).replace("FOR SHARE", ""))
    differing, _ = _differing(app_connect, owner, cast, CERTIFICATIONS)
    assert differing > 0
