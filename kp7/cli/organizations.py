"""`kp7 organizations`: what organizations become."""

import uuid
from datetime import date

import click

from kp7.certification.mergers import merge_organizations
from kp7.cli.days import Day
from kp7.cli.ready import database_ready
from kp7.cli.registers import organization_of
from kp7.database.pending import refuse_pending
from kp7.organizations.queries import PostInactive, actor_called
from kp7.organizations.standings import described


@click.group()
def command() -> None:
    """Change what organizations are."""


@command.command()
@click.argument("from_code", metavar="FROM")
@click.argument("into_code", metavar="INTO")
@click.option("--on", "on", type=Day(), required=True, help="The first day on which they are one.")
@click.option("--by", metavar="USERNAME", required=True, help="The DLA officer who answers for it.")
def merge(*, from_code: str, into_code: str, on: date, by: str) -> None:
    """Let the organization of code FROM go up in that of code INTO (ควบรวม).

    Everybody goes over with cards, lines, files and past; the positions of FROM are abolished, its
    accounts closed, and in the round that runs it has nothing to certify. Both registers must be
    open. All or nothing.
    """
    database_ready()
    refuse_pending()
    try:
        actor = actor_called(by)
    except PostInactive as refused:
        raise click.ClickException(
            f"There is no account {by} that is in use and that somebody holds."
        ) from refused
    merged = merge_organizations(by=actor, from_id=_id(from_code), into_id=_id(into_code), on=on)
    click.echo(
        f"Merged: {merged.moved:,} cards went over, {merged.joined:,} people had one in both."
    )


def _id(code: str) -> uuid.UUID:
    found = organization_of(code)
    click.echo(f"{code}: {described(found)}")
    return found.organization_id
