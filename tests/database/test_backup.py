"""Backup, an emptied folder, restore: rows, owners, grants, guards and functions are all there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kp7.database import backup, embedded
from kp7.database.backup import BackupRefused, RestoreRefused
from kp7.database.embedded import Server
from tests.database.conftest import mode

pytestmark = pytest.mark.slow  # starts and stops servers of its own

SCHEMA = """
CREATE TABLE django_migrations (id int);
CREATE TABLE database_demonstration (id int);
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower($1);
CREATE TABLE register (id int PRIMARY KEY, sealed bool NOT NULL);
CREATE TABLE card (
  id int PRIMARY KEY, register_id int REFERENCES register, name text,
  folded text GENERATED ALWAYS AS (fold(name)) STORED
);
CREATE INDEX ON card USING gin (folded gin_trgm_ops);
CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (SELECT sealed FROM register WHERE id = NEW.register_id FOR SHARE) THEN
    RAISE EXCEPTION 'the register is sealed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON card FOR EACH ROW EXECUTE FUNCTION guard();
ALTER TABLE card ENABLE ALWAYS TRIGGER guard;
REVOKE EXECUTE ON FUNCTION guard(), fold(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold(text) TO kp7_app;
GRANT SELECT, INSERT ON card TO kp7_app;
GRANT SELECT ON register TO kp7_app;
COMMENT ON TABLE card IS 'ก.พ.7';
INSERT INTO register VALUES (1, false), (2, false);
INSERT INTO card SELECT n, 1 + n % 2, 'สมชาย ' || n FROM generate_series(1, 500) n;
UPDATE register SET sealed = true WHERE id = 2;
"""
FACTS = """
SELECT 'rows', count(*)::text || sum(hashtext(c::text))::text FROM card c
UNION ALL SELECT 'table ' || relname, relowner::regrole::text || coalesce(relacl::text, '')
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i', 'S')
UNION ALL SELECT 'function ' || proname, coalesce(proacl::text, '') || prosecdef
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner = 'kp7_owner'::regrole
UNION ALL SELECT 'trigger ' || tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'schema', nspowner::regrole::text || nspacl::text
  FROM pg_namespace WHERE nspname = 'public'
UNION ALL SELECT 'comment', obj_description('card'::regclass)
UNION ALL SELECT 'extension', extname FROM pg_extension
UNION ALL SELECT 'database', datdba::regrole::text || datacl::text || datlocale || encoding
  FROM pg_database WHERE datname = current_database()
ORDER BY 1, 2
"""


@pytest.fixture
def filled(quiet: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server of KP7_HOME, with cards, an open register and a sealed one."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("KP7_HOME", str(quiet))
    server = embedded.start(quiet)
    _empty(server)
    with psycopg.connect(server.url("owner")) as connection:
        connection.execute(SCHEMA)
    yield server
    _empty(server)


def _empty(server: Server) -> None:
    with psycopg.connect(server.url("owner")) as connection:
        connection.execute(
            "DROP TABLE IF EXISTS card, register, django_migrations, database_demonstration;"
            "DROP FUNCTION IF EXISTS guard, fold"
        )


def _facts(server: Server, role: embedded.Role = "owner") -> list[tuple[object, ...]]:
    with psycopg.connect(server.url(role)) as connection:
        return connection.execute(FACTS).fetchall()


def _guards_hold(server: Server) -> None:
    with psycopg.connect(server.url(), autocommit=True) as application:
        application.execute("INSERT INTO card VALUES (1001, 1, 'เปิด')")
        with pytest.raises(psycopg.errors.RaiseException, match="sealed"):
            application.execute("INSERT INTO card VALUES (1002, 2, 'ปิด')")
        for refused in ("DELETE FROM card", "UPDATE register SET sealed = false", "TRUNCATE card"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(refused.encode())


def test_emptied_folder_gets_everything_back(filled: Server, folder: Path) -> None:
    before = _facts(filled)
    backup.back_up(folder / "copy.kp7")
    assert mode(folder / "copy.kp7") == 0o600
    home = filled.home.path
    filled.stop()
    shutil.rmtree(home)
    home.mkdir(mode=0o755)
    again = embedded.start(home)
    backup.restore(folder / "copy.kp7")
    assert _facts(again) == before
    _guards_hold(again)


def test_database_in_use_is_exchanged_and_kept(filled: Server, folder: Path) -> None:
    before = _facts(filled)
    backup.back_up(folder / "copy.kp7")
    with psycopg.connect(filled.url("owner")) as connection:
        connection.execute("DELETE FROM card WHERE id > 100")
    with psycopg.connect(filled.url()) as guest:
        guest.execute("SELECT 1")
        kept = backup.restore_beside(folder / "copy.kp7")
        with pytest.raises(psycopg.OperationalError):
            guest.execute("SELECT 1")
    assert _facts(filled) == before
    _guards_hold(filled)
    with psycopg.connect(filled.url("owner", kept)) as connection:
        row = connection.execute("SELECT count(*) FROM card").fetchone()
    assert row == (100,)


def test_database_that_is_not_empty_is_refused(filled: Server, folder: Path) -> None:
    before = _facts(filled)
    backup.back_up(folder / "copy.kp7")
    with pytest.raises(RestoreRefused, match=r"not empty \(4 tables\).*--replace"):
        backup.restore(folder / "copy.kp7")
    assert _facts(filled) == before


def _damaged(whole: Path) -> Path:
    damaged = whole.with_name("damaged.kp7")
    damaged.write_bytes(whole.read_bytes()[:-3000])
    return damaged


def test_damaged_copy_changes_nothing(filled: Server, folder: Path) -> None:
    before = _facts(filled)
    backup.back_up(folder / "copy.kp7")
    damaged = _damaged(folder / "copy.kp7")
    with pytest.raises(Exception, match="pg_restore failed"):
        backup.restore_beside(damaged)
    assert _facts(filled) == before
    _empty(filled)
    with pytest.raises(Exception, match="pg_restore failed"):
        backup.restore(damaged)
    backup.restore(folder / "copy.kp7")
    assert _facts(filled) == before


def test_foreign_file_is_refused(filled: Server, folder: Path) -> None:
    (folder / "letter.txt").write_text("dear")
    for file, says in ((folder / "letter.txt", "not a copy made by"), (folder / "no", "cannot be")):
        with pytest.raises(RestoreRefused, match=says):
            backup.restore_beside(file)
    with psycopg.connect(filled.url("owner")) as connection:
        connection.execute("DROP TABLE django_migrations")
    backup.back_up(folder / "other.kp7")
    with pytest.raises(RestoreRefused, match="another program's database"):
        backup.restore_beside(folder / "other.kp7")


def test_file_is_replaced_only_on_demand(filled: Server, folder: Path) -> None:
    file = folder / "copy.kp7"
    file.write_text("precious")
    with pytest.raises(BackupRefused, match="--force"):
        backup.back_up(file)
    assert file.read_text() == "precious"
    filled.stop()
    with pytest.raises(Exception, match="does not answer"):
        backup.replace_backup(file)
    assert file.read_text() == "precious"
    embedded.start(filled.home.path)
    backup.replace_backup(file)
    assert file.read_bytes().startswith(b"PGDMP")
    assert [entry.name for entry in folder.iterdir()] == ["copy.kp7"]


def test_real_server_is_copied_and_restored_and_takes_no_demo_data(
    filled: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _facts(filled)
    monkeypatch.setenv("DATABASE_URL", filled.url("app"))
    monkeypatch.setenv("DATABASE_OWNER_URL", filled.url("owner"))
    backup.back_up(folder / "copy.kp7")
    with psycopg.connect(filled.url("superuser")) as administrator:
        administrator.execute("GRANT CONNECT ON DATABASE postgres TO kp7_owner")
    with pytest.raises(RestoreRefused, match="may not make a database"):
        backup.restore_beside(folder / "copy.kp7")
    _empty(filled)
    backup.restore(folder / "copy.kp7")
    assert _facts(filled) == before
    with psycopg.connect(filled.url("owner")) as connection:
        connection.execute("INSERT INTO database_demonstration VALUES (1)")
    backup.replace_backup(folder / "copy.kp7")
    _empty(filled)
    with pytest.raises(Exception, match="Demo data go into the embedded database only"):
        backup.restore(folder / "copy.kp7")
