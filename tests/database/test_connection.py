from pathlib import Path

import pytest

from kp7.config import environment
from kp7.database import connection
from kp7.database.connection import AddressRefused, ServerUnreachable, django_database
from kp7.database.embedded import Server

REAL = "postgresql://kp7_app:p%40ss@db.example:6432/register?sslmode=require"


@pytest.fixture(autouse=True)
def _no_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "KP7_SECRET_KEY", "KP7_SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KP7_HOME", str(tmp_path / "none"))


def test_embedded_server_is_used_where_no_other_is_named(
    spare: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KP7_HOME", str(spare.home.path))
    assert connection.is_embedded()
    assert connection.application_url() == spare.url("app")
    assert connection.owner_url() == spare.url("owner")
    assert connection.application_role() == "kp7_app"


def test_real_server_is_used_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", REAL)
    assert not connection.is_embedded()
    assert connection.application_url() == REAL


def test_commands_of_the_owner_ask_for_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", REAL)
    with pytest.raises(AddressRefused, match="set DATABASE_OWNER_URL"):
        connection.owner_url()


def test_owner_alone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", REAL)
    with pytest.raises(AddressRefused, match="Set both"):
        connection.is_embedded()


def test_address_becomes_settings() -> None:
    found = django_database(REAL + "&options=-c%20a%3Db", {"statement_timeout": "30s"}, 5)
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("register", "kp7_app", "p@ss")
    assert (found["HOST"], found["PORT"]) == ("db.example", "6432")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["options"] == "-c a=b -c statement_timeout=30s"
    assert found["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 5, "timeout": 10}
    assert found["CONN_MAX_AGE"] == 0
    assert "pool" not in django_database(REAL, {}, 0)["OPTIONS"]


def test_address_that_cannot_be_read_is_named() -> None:
    with pytest.raises(AddressRefused, match="cannot be read"):
        django_database("postgresql://host/db?nonsense=1", {}, 0)
    with pytest.raises(AddressRefused, match="cannot be read"):
        connection.connect("postgresql://host/db?nonsense=1")


def test_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(ServerUnreachable, match="does not answer"):
        connection.connect("postgresql://kp7_app@/kp7?host=/nowhere")


def test_settings_need_no_server(tmp_path: Path) -> None:
    assert environment.database()["HOST"] == str(tmp_path / "none" / "socket")
    assert environment.secret_key().startswith(environment.UNSET)
    assert not (tmp_path / "none").exists()


def test_secret_comes_from_the_environment_a_file_or_the_embedded_server(
    spare: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KP7_HOME", str(spare.home.path))
    assert environment.secret_key() == spare.home.secret("django")
    (tmp_path / "key").write_text("from-a-file\n")
    monkeypatch.setenv("KP7_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert environment.secret_key() == "from-a-file"
    monkeypatch.setenv("KP7_SECRET_KEY", "from-the-environment")
    assert environment.secret_key() == "from-the-environment"


def test_secret_of_the_embedded_server_is_not_lent_to_a_real_one(
    spare: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KP7_HOME", str(spare.home.path))
    monkeypatch.setenv("DATABASE_URL", REAL)
    assert environment.secret_key().startswith(environment.UNSET)


@pytest.mark.parametrize("content", [None, "", " \n"])
def test_secret_file_that_is_missing_or_empty_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "key").write_text(content)
    monkeypatch.setenv("KP7_SECRET_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(Exception, match="KP7_SECRET_KEY_FILE names"):
        environment.secret_key()


def test_lists_and_switches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KP7_ALLOWED_HOSTS", "kp7.go.th, www.kp7.go.th,")
    assert environment.allowed_hosts() == ["kp7.go.th", "www.kp7.go.th"]
    assert environment.trusted_origins() == []
    monkeypatch.setenv("KP7_HTTPS", "1")
    assert environment.https()
    monkeypatch.setenv("KP7_DEMO", "1")
    assert environment.allowed_hosts() == list(environment.LOOPBACK)
    monkeypatch.setenv("KP7_HTTPS", "yes")
    with pytest.raises(Exception, match="give 1 for yes or 0 for no"):
        environment.https()
    monkeypatch.setenv("KP7_DATABASE_POOL", "many")
    with pytest.raises(Exception, match="KP7_DATABASE_POOL"):
        environment.database()
