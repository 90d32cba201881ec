import psycopg
import pytest

from kp7.database import embedded
from tests.cli.conftest import Command

pytestmark = pytest.mark.slow  # starts and stops servers of its own


def test_migrate_brings_tables_and_rights_up_to_date(migrated: Command) -> None:
    assert migrated.done("migrate", "--check") == ""
    assert "up to date" in migrated.done("migrate")
    assert not embedded.is_running(migrated.home)
    server = embedded.start(migrated.home)
    with psycopg.connect(server.url("owner")) as owner:
        owners = owner.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname='public'"
        )
        assert owners.fetchall() == [("kp7_owner",)]
    server.stop()


def test_check_lists_what_is_to_do(kp7: Command) -> None:
    answer = kp7.run("migrate", "--check")
    assert answer.returncode == 1
    assert "database.0001_initial" in answer.stdout.splitlines()


def test_real_server_asks_for_the_owner(migrated: Command) -> None:
    server = embedded.start(migrated.home)
    answer = migrated.run("migrate", DATABASE_URL=server.url())
    assert answer.returncode == 2
    assert "DATABASE_OWNER_URL" in answer.stderr
    real = {"DATABASE_URL": server.url(), "DATABASE_OWNER_URL": server.url("owner")}
    assert "up to date" in migrated.done("migrate", **real)
    too_strong = migrated.run("migrate", **{**real, "DATABASE_URL": server.url("owner")})
    assert too_strong.returncode == 2
    assert "is too strong" in too_strong.stderr
    server.stop()


def test_a_release_adds_its_code_tables_to_those_that_are_there(migrated: Command) -> None:
    migrated.done("seed", "reference")
    server = embedded.start(migrated.home)
    gone = "SELECT count(*) FROM personnel_codeentry WHERE table_name = 'religions'"
    with psycopg.connect(server.url("owner")) as owner:
        (had,) = owner.execute(gone).fetchone() or (0,)
        owner.execute("""SELECT set_config('kp7.actor', '{"officer": "a test"}', true)""")
        owner.execute("DELETE FROM personnel_codeentry WHERE table_name = 'religions'")
    server.stop()
    assert f"Added {had} entries of code tables" in migrated.done("migrate")
    assert "Added" not in migrated.done("migrate")
    server = embedded.start(migrated.home)
    with psycopg.connect(server.url("owner")) as owner:
        assert owner.execute(gone).fetchone() == (had,)
    server.stop()
