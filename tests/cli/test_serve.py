import re
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from http import HTTPStatus

import psycopg
import pytest

from kp7.database import embedded
from tests.cli.conftest import Command

pytestmark = pytest.mark.slow  # starts and stops servers of its own

Ended = Callable[["subprocess.Popen[str]"], None]


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    announced = process.stdout.readline()
    found = re.match(r"kp7 answers on (http://127\.0\.0\.1:\d+/); data ", announced)
    assert found, announced
    return found[1]


def _status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  loopback
        return int(answer.status)


def test_serve_answers_and_stops_the_server_it_started(migrated: Command, ended: Ended) -> None:
    serving = migrated.start("serve", "--port", "0", "--workers", "1")
    ended(serving)
    assert _status(_address(serving) + "login/") == HTTPStatus.OK
    assert embedded.is_running(migrated.home)
    serving.terminate()
    assert serving.wait(timeout=60) == 0
    assert not embedded.is_running(migrated.home)


def test_serve_lives_through_a_restart_of_the_server(migrated: Command, ended: Ended) -> None:
    serving = migrated.start("serve", "--port", "0", "--workers", "1")
    ended(serving)
    address = _address(serving) + "login/"
    assert _status(address) == HTTPStatus.OK
    migrated.done("db", "stop")
    migrated.done("db", "start")
    assert _status(address) == HTTPStatus.OK
    serving.terminate()
    serving.wait(timeout=60)
    assert embedded.is_running(migrated.home)  # `db start` has asked for it to stay
    migrated.done("db", "stop")


def test_port_that_is_taken_is_named(migrated: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = migrated.run("serve", "--port", str(port))
    assert answer.returncode == 2
    assert f"Port {port} on 127.0.0.1" in answer.stderr
    assert "--port" in answer.stderr


def test_pending_migrations_are_refused(kp7: Command) -> None:
    answer = kp7.run("serve", "--port", "0")
    assert answer.returncode == 2
    assert "run `kp7 migrate`" in answer.stderr


def test_real_server_needs_a_secret(migrated: Command, ended: Ended) -> None:
    server = embedded.start(migrated.home)
    real = {"DATABASE_URL": server.url()}
    answer = migrated.run("serve", "--port", "0", **real)
    assert answer.returncode == 2
    assert "KP7_SECRET_KEY" in answer.stderr
    serving = migrated.start("serve", "--port", "0", **real, KP7_SECRET_KEY="x" * 50)
    ended(serving)
    assert _status(_address(serving) + "login/") == HTTPStatus.OK
    serving.terminate()
    serving.wait(timeout=60)
    server.stop()


def test_role_that_is_too_strong_is_refused(migrated: Command) -> None:
    server = embedded.start(migrated.home)
    for role in ("owner", "superuser"):
        answer = migrated.run(
            "serve", "--port", "0", DATABASE_URL=server.url(role), KP7_SECRET_KEY="x" * 50
        )
        assert answer.returncode == 2
        assert "too strong" in answer.stderr
    server.stop()


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104  it is refused
def test_demo_data_answer_on_loopback_only(migrated: Command, host: str) -> None:
    server = embedded.start(migrated.home)
    with psycopg.connect(server.url()) as connection:
        connection.execute("INSERT INTO database_demonstration (seeded_at) VALUES (now())")
    try:
        answer = migrated.run("serve", "--port", "0", "--host", host)
        assert answer.returncode == 2
        assert "does not answer on" in answer.stderr
    finally:
        with psycopg.connect(server.url("owner")) as connection:
            connection.execute("DELETE FROM database_demonstration")
        server.stop()
