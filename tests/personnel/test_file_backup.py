"""A copy of the database carries the files, and their guards."""

from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from kp7.database import backup, cluster
from kp7.database.embedded import Server
from kp7.personnel.actions.lines import add_line
from kp7.personnel.files.kinds import Purpose
from kp7.personnel.files.reading import read
from kp7.personnel.models import File
from kp7.personnel.sections import DOCUMENTS
from tests import server as test_server
from tests.cast import add_card, make_cast
from tests.personnel import hostile

pytestmark = pytest.mark.slow  # writes and reads a whole database

FILES = """
SELECT f.id, f.name, f.sha256, encode(sha256(c.content), 'hex'), octet_length(c.content)
  FROM personnel_file f JOIN personnel_filecontent c ON c.file_id = f.id ORDER BY f.id
"""


def files_in(server: Server, database: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.url("owner", database)) as connection:
        return connection.execute(FILES).fetchall()


def test_a_restored_database_holds_every_file_whole(
    server: Server, fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = make_cast().recorder
    card = add_card(by, 1)
    for number, make in enumerate((hostile.scan, hostile.jpeg, hostile.png)):
        kept = read(make(), name=f"แฟ้ม {number}", purpose=Purpose.DOCUMENT)
        values = {"kind": "f06", "title": f"เอกสาร {number}", "file": kept}
        add_line(by=by, card=card, section=DOCUMENTS, values=values)
    before = files_in(server, fresh_database)
    assert len(before) == 3
    assert all(row[2] == row[3] for row in before)
    point_environment_at(server, fresh_database, monkeypatch)
    backup.back_up(tmp_path / "copy.kp7")
    restored = f"{fresh_database}_restored"
    test_server.copy_of(server, test_server.TEMPLATE, restored)
    try:
        with psycopg.connect(server.url("owner", restored), autocommit=True) as connection:
            connection.execute("DROP OWNED BY CURRENT_USER CASCADE")
            for extension in cluster.EXTENSIONS:
                connection.execute(SQL("CREATE EXTENSION {}").format(Identifier(extension)))
        point_environment_at(server, restored, monkeypatch)
        backup.restore(tmp_path / "copy.kp7")
        assert files_in(server, restored) == before
        with (
            psycopg.connect(server.url("owner", restored)) as connection,
            pytest.raises(psycopg.Error, match="not the one it names"),
        ):
            connection.execute("UPDATE personnel_filecontent SET content = 'x'")
    finally:
        test_server.drop(server, restored)


def point_environment_at(server: Server, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command's own functions work on a database."""
    monkeypatch.setenv("DATABASE_URL", server.url("app", name))
    monkeypatch.setenv("DATABASE_OWNER_URL", server.url("owner", name))


def test_nobody_puts_other_bytes_in_a_files_place(
    fresh_database: str,  # noqa: ARG001  what is written is committed
    owner: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    by = make_cast().recorder
    kept = read(hostile.scan(), name="แฟ้ม", purpose=Purpose.DOCUMENT)
    values = {"kind": "f06", "title": "เอกสาร", "file": kept}
    add_line(by=by, card=add_card(by, 1), section=DOCUMENTS, values=values)
    file = File.objects.get()
    with pytest.raises(psycopg.Error, match="not the one it names"):
        owner.execute("UPDATE personnel_filecontent SET content = 'x'")
    owner.execute("DELETE FROM personnel_filecontent")
    with pytest.raises(psycopg.Error, match="not the one it names"):
        owner.execute("INSERT INTO personnel_filecontent VALUES (%s, 'x')", [file.id])
    owner.execute("INSERT INTO personnel_filecontent VALUES (%s, %s)", [file.id, kept.content])
