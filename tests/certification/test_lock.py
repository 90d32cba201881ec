"""After “รับรองระดับ อปท.” nothing that the application's role can send changes a sealed row.

Every attempt below is tried on two registers of the same shape, one sealed and one open: on the
sealed one it must be refused by name, on the open one (where it is a lawful write) it must pass,
so that no attempt is refused for a slip of its own. A test at the end lets the guard go and sees
the attempts get through.
"""

import uuid
from dataclasses import dataclass

import psycopg
import pytest

from kp7.certification.queries import to_certify
from kp7.personnel.models import GUARDED
from tests.cast import (
    NEXT_DOOR,
    OWN,
    Cast,
    add_complete,
    case_of,
    certified,
    national_id,
)
from tests.conftest import Connect

pytestmark = pytest.mark.usefixtures("fresh_database")

SEALED, TRUNCATED = "KP701", "KP704"
STRANGER = national_id(77)

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Scene:
    """A register with a card, its lines and its service; `other` is the open one next door."""

    register: uuid.UUID
    card: uuid.UUID
    person: uuid.UUID
    other: uuid.UUID
    other_person: uuid.UUID


@pytest.fixture
def scenes(cast: Cast) -> dict[str, Scene]:
    """`sealed` sees our certified register, `open` the one next door."""
    own = add_complete(cast.recorder, 1)
    next_door = add_complete(cast.recorder_next_door, 2)
    certified(cast.certifier)
    return {
        "sealed": Scene(OWN, own.id, own.person_id, NEXT_DOOR, next_door.person_id),
        "open": Scene(NEXT_DOOR, next_door.id, next_door.person_id, OWN, own.person_id),
    }


APPOINTMENT = (
    "INSERT INTO personnel_appointment (id, register_id, person_id, effective_on, sequence,"
    " movement, movement_label, position, position_number, level, level_label, division, salary,"
    " document_kind, document_kind_label, document_issuer, document_number) VALUES"
    " (gen_random_uuid(), %(register)s, %(person)s, '2020-01-01', 1, 'moved', 'ย้าย', 'x', '', '',"
    " '', '', 1, '', '', '', '')"
)
CARD = (
    "INSERT INTO personnel_card (id, register_id, person_id, title, first_name, last_name,"
    " first_name_en, last_name_en, former_names, sex, nationality, marital_state,"
    " marital_state_label, kind, kind_label) SELECT gen_random_uuid(), %(register)s, p.id, 'นาย',"
    " 'ก', 'ข', '', '', '', '', '', '', '', 'official', '' FROM personnel_person p"
    " WHERE p.national_id = '9000000000772'"
)

# Writes that are lawful while the register is open.
LAWFUL = {
    "update": "UPDATE personnel_card SET first_name = first_name || 'x' WHERE id = %(card)s",
    "update that changes nothing": "UPDATE personnel_card SET title = title WHERE id = %(card)s",
    "bulk update": "UPDATE personnel_appointment SET salary = 99 WHERE register_id = %(register)s",
    "delete a line": "DELETE FROM personnel_education WHERE register_id = %(register)s",
    "insert a line": APPOINTMENT,
    "insert a card": CARD,
    "insert nothing recorded": (
        "INSERT INTO personnel_nothingrecorded (id, register_id, person_id, section)"
        " VALUES (gen_random_uuid(), %(register)s, %(person)s, 'education')"
    ),
    "end a service": (
        "UPDATE personnel_service SET ended_on = '2026-01-01' WHERE register_id = %(register)s"
    ),
    "upsert": (
        "INSERT INTO personnel_education (id, register_id, person_id, level, level_label, degree,"
        " major, institution, country, finished_year, used_for_appointment, highest)"
        " SELECT gen_random_uuid(), register_id, person_id, level, level_label, degree, 'x',"
        " institution, country, finished_year, false, false FROM personnel_education"
        " WHERE register_id = %(register)s ON CONFLICT ON CONSTRAINT an_education_stands_once"
        " DO UPDATE SET major = 'y'"
    ),
    "merge that updates": (
        "MERGE INTO personnel_card c USING (SELECT %(card)s::uuid AS id) g ON c.id = g.id"
        " WHEN MATCHED THEN UPDATE SET first_name = 'y'"
    ),
    "merge that deletes": (
        "MERGE INTO personnel_education c USING (SELECT %(register)s::uuid AS id) g"
        " ON c.register_id = g.id WHEN MATCHED THEN DELETE"
    ),
    "write in a CTE": (
        "WITH gone AS (DELETE FROM personnel_education WHERE register_id = %(register)s"
        " RETURNING id) SELECT count(*) FROM gone"
    ),
    "cascade over a person's id": (
        "UPDATE personnel_card SET person_id ="
        " (SELECT id FROM personnel_person WHERE national_id = '9000000000772')"
        " WHERE id = %(card)s"
    ),
    "raise a revision": "UPDATE personnel_card SET revision = revision + 1 WHERE id = %(card)s",
}
# Writes that touch the sealed register from the open one.
ACROSS = {
    "move a card out": "UPDATE personnel_card SET register_id = %(other)s WHERE id = %(card)s",
    "move a card in": (
        "UPDATE personnel_card SET register_id = %(register)s WHERE register_id = %(other)s"
    ),
    "move everybody": "UPDATE personnel_card SET register_id = %(register)s",
}
# Writes that the role may never send, whatever the state.
FORBIDDEN = {
    "unseal": "UPDATE personnel_register SET sealed = false",
    "seal's time": "UPDATE personnel_register SET sealed_at = NULL",
    "a state": "UPDATE certification_case SET state = 'DRAFT'",
    "a new register row": "INSERT INTO personnel_register (organization_id, sealed)"
    " SELECT id, false FROM organizations_organization",
    "remove a register": "DELETE FROM personnel_register",
    "write history": "INSERT INTO certification_step SELECT * FROM certification_step",
    "mend history": "UPDATE certification_step SET officer = 'x'",
    "lose history": "DELETE FROM certification_step",
    "mend a certification": "UPDATE certification_certification SET officials = 0",
    "mend the sample": "DELETE FROM certification_sampled",
    "lose a change": "DELETE FROM ledger_change",
    "write a change": "INSERT INTO ledger_change SELECT * FROM ledger_change",
    "lose a look": "DELETE FROM ledger_look",
    "allow a step": "UPDATE certification_transition SET after = 'DRAFT'",
    "a round's end": "UPDATE certification_round SET closes_at = now()",
    "a person's id": "UPDATE personnel_person SET national_id = '0'",
    "replication role": "SET session_replication_role = replica",
    "disable a trigger": "ALTER TABLE personnel_card DISABLE TRIGGER guard_row",
    "disable all triggers": "ALTER TABLE personnel_card DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER guard_row ON personnel_card",
    "drop the guard": "DROP FUNCTION personnel_guard_registers(uuid[]) CASCADE",
    "replace the guard": (
        "CREATE OR REPLACE FUNCTION public.personnel_guard_row() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NEW; END'"
    ),
    "a new function": "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "become the owner": "SET ROLE kp7_owner",
    "a new role": "CREATE ROLE intruder SUPERUSER",
    "drop the table": "DROP TABLE personnel_card CASCADE",
    "new column": "ALTER TABLE personnel_card ADD COLUMN x int",
    "vouch directly": (
        "SELECT certification_vouch(c, 'CERTIFY_LAO', now(), '{}') FROM certification_case c"
    ),
    "guard's own function": "SELECT personnel_guard_registers('{}')",
}


def _state(owner: Connection) -> list[tuple[object, ...]]:
    """Everything that a seal protects, as the owner reads it."""
    tables = [model._meta.db_table for model in GUARDED]
    rows: list[tuple[object, ...]] = []
    for table in (*tables, "personnel_person", "personnel_register", "certification_step"):
        query = f"SELECT '{table}', to_jsonb(t)::text FROM {table} t ORDER BY 2"  # noqa: S608
        rows += owner.execute(query).fetchall()
    return rows


def _named(connection: Connection) -> None:
    """An actor, as an attacker would name one too: the guard must not rest on its absence."""
    connection.execute("SELECT set_config('kp7.actor', '{\"officer\": \"somebody\"}', true)")
    connection.execute(
        "INSERT INTO personnel_person (id, national_id) VALUES (gen_random_uuid(), %s)"
        " ON CONFLICT DO NOTHING",
        [STRANGER],
    )


def _attempt(connection: Connection, statement: str, scene: Scene) -> str | None:
    """Send a statement and take it back; the SQLSTATE it was refused with, None where it passed."""
    try:
        with connection.transaction(force_rollback=True):
            _named(connection)
            connection.execute(statement, vars(scene))
    except psycopg.Error as refused:
        return refused.sqlstate
    return None


def test_a_write_is_refused_on_a_sealed_register_and_passes_on_an_open_one(
    scenes: dict[str, Scene], app_connect: Connect, subtests: pytest.Subtests
) -> None:
    connection = app_connect()
    for attempt, statement in LAWFUL.items():
        with subtests.test(attempt):
            assert _attempt(connection, statement, scenes["sealed"]) == SEALED
            assert _attempt(connection, statement, scenes["open"]) is None


def test_nothing_moves_into_or_out_of_a_sealed_register(
    scenes: dict[str, Scene], app_connect: Connect, subtests: pytest.Subtests
) -> None:
    connection = app_connect()
    for attempt, statement in ACROSS.items():
        with subtests.test(attempt):
            assert _attempt(connection, statement, scenes["sealed"]) == SEALED


def test_a_line_cannot_name_an_open_register_and_somebody_of_a_sealed_one(
    scenes: dict[str, Scene], app_connect: Connect, owner: Connection
) -> None:
    before = _state(owner)
    sealed = scenes["sealed"]
    slipped = Scene(NEXT_DOOR, sealed.card, sealed.person, OWN, sealed.other_person)
    assert _attempt(app_connect(), APPOINTMENT, slipped) == "23503"
    moved = "UPDATE personnel_appointment SET register_id = %(other)s WHERE person_id = %(person)s"
    assert _attempt(app_connect(), moved, scenes["sealed"]) == SEALED
    assert _state(owner) == before


def test_what_the_application_has_no_right_to_is_refused(
    scenes: dict[str, Scene], app_connect: Connect, subtests: pytest.Subtests
) -> None:
    connection = app_connect()
    for attempt, statement in FORBIDDEN.items():
        with subtests.test(attempt):
            assert _attempt(connection, statement, scenes["sealed"]) == "42501"


def test_no_table_can_be_emptied_at_once(
    scenes: dict[str, Scene], app_connect: Connect, owner: Connection
) -> None:
    """Not even by the owner."""
    before = _state(owner)
    for model in GUARDED:
        truncate = f"TRUNCATE {model._meta.db_table} CASCADE"
        assert _attempt(app_connect(), truncate, scenes["sealed"]) == "42501"
        with pytest.raises(psycopg.Error) as refused:
            owner.execute(truncate)
        assert refused.value.sqlstate == TRUNCATED
    assert _state(owner) == before


def _copy(connection: Connection, scene: Scene) -> None:
    with connection.transaction(force_rollback=True):
        _named(connection)
        with connection.cursor().copy(
            "COPY personnel_nothingrecorded (id, register_id, person_id, section) FROM STDIN"
        ) as copy:
            copy.write_row((uuid.uuid4(), scene.register, scene.person, "education"))


def test_copy_into_a_sealed_register_is_refused(
    scenes: dict[str, Scene], app_connect: Connect
) -> None:
    connection = app_connect()
    _copy(connection, scenes["open"])
    with pytest.raises(psycopg.Error) as refused:
        _copy(connection, scenes["sealed"])
    assert refused.value.sqlstate == SEALED


def test_a_write_that_names_nobody_is_refused(
    scenes: dict[str, Scene], app_connect: Connect, owner: Connection
) -> None:
    before = _state(owner)
    connection = app_connect()
    for statement in (LAWFUL["update"], LAWFUL["delete a line"], APPOINTMENT):
        with pytest.raises(psycopg.Error) as refused, connection.transaction():
            connection.execute(statement, vars(scenes["open"]))
        assert refused.value.sqlstate == "KP702"
    assert _state(owner) == before


def test_a_row_of_a_register_that_is_not_there_is_refused(
    scenes: dict[str, Scene], app_connect: Connect
) -> None:
    nowhere = Scene(uuid.uuid4(), scenes["open"].card, scenes["open"].person, OWN, OWN)
    assert _attempt(app_connect(), APPOINTMENT, nowhere) in {"KP703", "23503"}


def test_a_step_is_not_taken_in_anothers_name(
    cast: Cast, scenes: dict[str, Scene], app_connect: Connect, owner: Connection
) -> None:
    """The database checks role, territory and turn itself, by the post that is named."""
    before = _state(owner)
    case = case_of(OWN)
    takes = "SELECT certification_take_step(%s, %s, %s, 'x', '{}')"
    tries = [
        (cast.certifier.post_id, "RETURN"),
        (cast.other_province.post_id, "RETURN"),
        (cast.dla.post_id, "RETURN"),
        (cast.recorder.post_id, "ASK_RETURN"),
        (cast.certifier_next_door.post_id, "ASK_RETURN"),
        (uuid.uuid4(), "RETURN"),
    ]
    for post, step in tries:
        connection = app_connect()
        connection.execute(
            "SELECT set_config('kp7.actor', jsonb_build_object("
            "'officer', 'x', 'post_id', %s::text)::text, true)",
            [str(post)],
        )
        with pytest.raises(psycopg.Error) as refused:
            connection.execute(takes, [case.id, step, case.revision])
        connection.rollback()
        assert refused.value.sqlstate == "KP706"
    assert scenes
    assert _state(owner) == before


def test_every_table_with_a_register_is_guarded_kept_and_tied(owner: Connection) -> None:
    """A new personnel table without its guard fails here by name."""
    with_register = {
        str(table)
        for (table,) in owner.execute(
            "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE a.attname = 'register_id' AND c.relkind = 'r'"
            " AND c.relname LIKE 'personnel%' AND NOT a.attisdropped"
        )
    }
    of_nobody = {"personnel_seat", "personnel_plan"}  # the establishment is the register's own
    assert with_register == {model._meta.db_table for model in GUARDED} | of_nobody
    wanted = {
        "guard_insert": "personnel_guard_insert",
        "guard_row": "personnel_guard_row",
        "guard_truncate": "personnel_guard_truncate",
        "kept_insert": "ledger_keep_change",
        "kept_update": "ledger_keep_change",
        "kept_delete": "ledger_keep_change",
    }
    for table in with_register:
        found = {
            str(name): str(function)
            for name, function in owner.execute(
                "SELECT t.tgname, p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE t.tgrelid = %s::regclass AND t.tgenabled = 'A' AND NOT t.tgisinternal",
                [table],
            )
            if name in wanted  # the establishment has rules of its own beside them
        }
        assert found == wanted, f"{table} lacks its guard or its history"
        tied = owner.execute(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'"
            " AND (confrelid = 'personnel_card'::regclass"
            " OR conrelid = 'personnel_card'::regclass)",
            [table],
        ).fetchone()
        assert tied is not None
        assert tied[0] or table in of_nobody, f"{table} is not tied to its card"


def test_without_its_guard_the_lock_is_open(
    scenes: dict[str, Scene], app_connect: Connect, owner: Connection
) -> None:
    """The attempts above are refused by the guard, not by chance."""
    owner.execute("ALTER TABLE personnel_card DISABLE TRIGGER guard_row")
    assert _attempt(app_connect(), LAWFUL["update"], scenes["sealed"]) is None


def test_while_sealed_the_rows_still_give_the_digest_that_was_kept(
    cast: Cast, scenes: dict[str, Scene], owner: Connection
) -> None:
    assert scenes
    kept, live = owner.execute(
        "SELECT digest, personnel_digest(%s) FROM certification_certification", [OWN]
    ).fetchone() or (None, b"")
    assert kept == live
    assert to_certify(case_of(OWN)).seen.revision == 1
    assert cast
