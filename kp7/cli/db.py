"""`kp7 db`: the database as a thing to start, stop, look into, copy and bring back."""

import os
from pathlib import Path

import click

from kp7.cli.ready import server_ready
from kp7.database import backup, embedded
from kp7.database.connection import application_url, connect, is_embedded, owner_url
from kp7.database.home import default_path
from kp7.database.problems import DatabaseProblem
from kp7.database.programs import find, without_password

FILE = click.Path(dir_okay=False, path_type=Path)


class NotEmbedded(DatabaseProblem):
    """The verb is about the embedded server, and another one is in use."""


@click.group()
def command() -> None:
    """Start, stop, copy and restore the database."""


@command.command()
def start() -> None:
    """Start the embedded server and leave it running."""
    _embedded_only()
    server = embedded.start()
    click.echo(f"{'Started' if server.started else 'Running already'}: {server.home.path}")


@command.command()
def stop() -> None:
    """Stop the embedded server; what is committed is kept."""
    _embedded_only()
    was_running = embedded.stop()
    click.echo(f"{'Stopped' if was_running else 'Not running'}: {default_path()}")


@command.command()
def status() -> None:
    """Say which database is in use and whether it answers; end with 1 if not."""
    if is_embedded() and not embedded.is_running():
        click.echo(f"The embedded server in {default_path()} is not running.")
        raise SystemExit(1)
    with connect(application_url()) as connection:
        info = connection.info
        place = f"embedded in {default_path()}" if is_embedded() else f"on {info.host}:{info.port}"
        version = info.parameter_status("server_version")
        click.echo(f"PostgreSQL {version} answers, {place}; database {info.dbname}.")


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(arguments: tuple[str, ...]) -> None:
    """Open psql as the application's role; ARGUMENTS go to psql (-c "SELECT …")."""
    server_ready()
    url = application_url()
    with connect(url) as connection:
        program = find("psql", connection.info.server_version // 10000)
    address = without_password(url)
    answer = os.spawnve(  # noqa: S606  no shell; we wait, so that the server stays until the end
        os.P_WAIT, program, ["psql", address.conninfo, *arguments], address.environment
    )
    raise SystemExit(answer)


@command.command()
@click.option("--owner", is_flag=True, help="As the role that owns the tables.")
def url(*, owner: bool) -> None:
    """Print the database's address, its password included."""
    click.echo(owner_url() if owner else application_url())


@command.command(name="backup")
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def back_up(*, file: Path, force: bool) -> None:
    """Write everything the database holds to FILE. kp7 may go on serving."""
    server_ready()
    if force:
        backup.replace_backup(file)
    else:
        backup.back_up(file)
    size = f"{file.stat().st_size:,} bytes"
    click.echo(f"Written: {file} ({size}). It holds personal data: keep it safe.")


@command.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Put it in the place of what is there now.")
def restore(*, file: Path, replace: bool) -> None:
    """Bring back what `kp7 db backup` wrote to FILE, into an empty database.

    With --replace the present database is kept under another name, and only exchanged when the
    copy is complete.
    """
    server_ready()
    if replace:
        kept = backup.restore_beside(file)
        click.echo(f"Restored: {file}. What was there before is kept as the database {kept}.")
    else:
        backup.restore(file)
        click.echo(f"Restored: {file}.")
    click.echo("Run `kp7 migrate` if this kp7 is newer than the copy.")


def _embedded_only() -> None:
    if not is_embedded():
        message = "DATABASE_URL names a real server; it is started and stopped where it runs."
        raise NotEmbedded(message)
