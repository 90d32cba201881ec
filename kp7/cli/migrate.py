"""`kp7 migrate`: tables, then the application's rights on them."""

import click
from django.core.management import call_command
from django.db import connection, transaction

from kp7.cli.ready import database_ready
from kp7.database import grants
from kp7.database.checks import check_application_role, check_fitness
from kp7.database.connection import application_role, application_url, as_owner, connect, owner_url
from kp7.database.pending import pending_migrations
from kp7.organizations.authority import system


@click.command()
@click.option("--check", is_flag=True, help="Only list what is to do; end with 1 if there is any.")
def command(*, check: bool) -> None:
    """Bring the tables and the application's rights up to date.

    Needs the role that owns the tables: the embedded server's own, or DATABASE_OWNER_URL. It may
    run while an older kp7 serves, and gives up rather than wait long for a lock. Code tables that
    are loaded get the entries and attributes that this release adds; what DLA changed stays.
    """
    database_ready()
    with connect(owner_url()) as owner:
        check_fitness(owner)
    with connect(application_url()) as application:
        check_application_role(application)
    with as_owner():
        if check:
            _list_pending()
            return
        call_command("migrate", interactive=False, verbosity=1)
        with transaction.atomic(), connection.cursor() as cursor:
            grants.apply(cursor, application_role())
    _complete_code_tables()
    click.echo("The tables and the application's rights are up to date.")


def _complete_code_tables() -> None:
    """Give an installation that has its code tables what this release adds to them."""
    # Models, which are there once the tables are.
    from kp7.personnel.actions.reference import load_code_tables  # noqa: PLC0415
    from kp7.personnel.queries import codes_are_loaded  # noqa: PLC0415

    if codes_are_loaded():
        added = load_code_tables(by=system("kp7 migrate"))
        if added:
            click.echo(f"Added {added} entries of code tables.")


def _list_pending() -> None:
    waiting = pending_migrations()
    for name in waiting:
        click.echo(name)
    if waiting:
        raise SystemExit(1)
