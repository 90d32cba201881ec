"""`kp7 transfers`: moves that wait for their day."""

import click

from kp7.cli.ready import database_ready
from kp7.database.pending import refuse_pending
from kp7.personnel.actions.transfers import settle_waiting


@click.group()
def command() -> None:
    """Look after transfers between organizations."""


@command.command()
def settle() -> None:
    """Move everybody whom both sides agreed on and for whom nothing is waited any more.

    To be run each morning: a transfer whose day has come is done then, or by a button of either
    side. Those that wait for a register to be opened are done when it is.
    """
    database_ready()
    refuse_pending()
    click.echo(f"{settle_waiting():,} done.")
