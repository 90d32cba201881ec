import time
from pathlib import Path

import psycopg
import pytest

from kp7.database import embedded
from kp7.database.home import Home
from tests.cli.conftest import Command

pytestmark = pytest.mark.slow  # starts and stops servers of its own


def test_start_stays_and_stop_stops(kp7: Command) -> None:
    assert kp7.run("db", "status").returncode == 1
    assert kp7.done("db", "start") == f"Started: {kp7.home}\n"
    assert kp7.done("db", "start") == f"Running already: {kp7.home}\n"
    assert "PostgreSQL 18" in kp7.done("db", "status")
    assert kp7.done("db", "psql", "-Atc", "SELECT current_user") == "kp7_app\n"
    assert embedded.is_running(kp7.home)
    assert kp7.done("db", "stop") == f"Stopped: {kp7.home}\n"
    assert kp7.done("db", "stop") == f"Not running: {kp7.home}\n"


def _stops(home: Path) -> bool:
    """The last command out turns off the light; on a busy machine it takes a moment."""
    until = time.monotonic() + 15
    while embedded.is_running(home) and time.monotonic() < until:
        time.sleep(0.1)
    return not embedded.is_running(home)


def test_psql_starts_the_server_for_itself_only(migrated: Command) -> None:
    assert migrated.done("db", "psql", "-Atc", "SELECT count(*) FROM django_session") == "0\n"
    assert _stops(migrated.home)
    answer = migrated.run("db", "psql", "-v", "ON_ERROR_STOP=1", "-c", "DROP TABLE django_session")
    assert answer.returncode != 0
    assert "must be owner" in answer.stderr


def test_address_is_the_applications(migrated: Command) -> None:
    home = Home(migrated.home)
    assert migrated.done("db", "url") == embedded.url(home, "app") + "\n"
    assert migrated.done("db", "url", "--owner") == embedded.url(home, "owner") + "\n"


def test_real_server_is_not_ours_to_start(kp7: Command) -> None:
    for verb in ("start", "stop"):
        answer = kp7.run("db", verb, DATABASE_URL="postgresql://kp7_app@db.example/kp7")
        assert answer.returncode == 2
        assert "names a real server" in answer.stderr


def test_folder_that_is_taken_is_a_sentence(kp7: Command) -> None:
    (kp7.home / "letter.txt").write_text("dear")
    answer = kp7.run("db", "start")
    assert answer.returncode == 2
    assert "Name an empty folder in KP7_HOME" in answer.stderr
    assert "Traceback" not in answer.stderr


ACLS = """
SELECT relname, a.grantee::regrole, a.privilege_type, NULL
  FROM pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner))) a
  WHERE relnamespace = 'public'::regnamespace AND relkind <> 'S' AND a.grantee <> relowner
UNION ALL SELECT attrelid::regclass::text, a.grantee::regrole, a.privilege_type, attname
  FROM pg_attribute, aclexplode(attacl) a
UNION ALL SELECT p.oid::regprocedure::text, a.grantee::regrole, a.privilege_type, prosecdef::text
  FROM pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
  WHERE pronamespace = 'public'::regnamespace AND a.grantee <> proowner
UNION ALL SELECT tgrelid::regclass || ' ' || tgname, 0, tgenabled::text, pg_get_triggerdef(oid)
  FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT relname, relowner::regrole, relkind::text, NULL
  FROM pg_class WHERE relnamespace = 'public'::regnamespace
ORDER BY 1, 2, 3, 4
"""


def _asked(server: embedded.Server) -> list[tuple[object, ...]]:
    with psycopg.connect(server.url("owner")) as connection:
        return connection.execute(ACLS).fetchall()


def _facts(home: Path) -> list[tuple[object, ...]]:
    server = embedded.start(home)
    try:
        return _asked(server)
    finally:
        server.stop()  # as it was found: other tests share this home


@pytest.mark.slow
def test_backup_and_restore_of_the_real_tables(migrated: Command, kp7: Command) -> None:
    copy = str(kp7.home.with_suffix(".copy"))
    try:
        migrated.done("seed", "reference")
        assert "It holds personal data" in migrated.done("db", "backup", copy)
        assert migrated.run("db", "backup", copy).returncode == 2
        migrated.done("db", "backup", "--force", copy)
        assert "Restored" in kp7.done("db", "restore", copy)
        assert kp7.done("migrate", "--check") == ""
        count = ("db", "psql", "-Atc", "SELECT count(*) FROM organizations_organization")
        assert kp7.done(*count) == migrated.done(*count) != "0\n"
        assert _facts(kp7.home) == _facts(migrated.home)
        answer = kp7.run("db", "restore", copy)
        assert answer.returncode == 2
        assert "--replace" in answer.stderr
        assert "kept as the database kp7_before_" in kp7.done("db", "restore", "--replace", copy)
        assert kp7.done(*count) == migrated.done(*count)
    finally:
        Path(copy).unlink(missing_ok=True)
