"""`kp7 accounts`: who may sign in."""

import csv
import getpass
import os
from collections.abc import Sequence
from pathlib import Path

import click

from kp7.cli.ready import database_ready
from kp7.organizations import actions, queries
from kp7.organizations.account_rows import COLUMNS
from kp7.organizations.authority import Actor, system
from kp7.organizations.one_time import OneTimePassword
from kp7.organizations.terms import Role

CREATE_HELP = """\
Create the accounts listed in FILE, all of them or none.

FILE is CSV in UTF-8, with a header:

\b
  username,role,organization_code,province_code,amphoe_code,post_name,
  title,first_name,last_name

\b
  role               needs
  lao_certifier      organization_code (7 digits)
  lao_recorder       organization_code
  province_officer   province_code (2 digits); amphoe_code (4) for an amphoe alone
  dla_officer        neither
  auditor            neither, or province_code for one province alone

The custom is: an organization's certifier signs in with its code, its recorder with the code
followed by r. Without post_name the post is named after its role. Each account gets a
one-time password, shown once, to be changed at the first sign-in.
"""

OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write one-time passwords to this new file, readable by you alone, not to the screen.",
)


@click.group()
def command() -> None:
    """Create, list, reset and disable accounts.

    An account is a post: a role over an organization, a province or the country. Its user name
    stays with the post; the officer who holds it is named and can be replaced. All of this is
    written to the history under the name of the system account that runs the command.
    """


@command.command(help=CREATE_HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@OUT
def create(file: Path, out: Path | None) -> None:
    """Open the accounts of a table, or none."""
    rows = _read(file)
    _check_free(out)
    database_ready()
    try:
        given = actions.create_accounts(by=_operator(), rows=rows)
    except actions.AccountsRefused as refused:
        for problem in refused.problems:
            click.echo(f"{file}, line {problem.line}: {problem.text}", err=True)
        raise click.ClickException("No account was created.") from refused
    _hand_out(given, out)


@command.command(name="list")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="Only this role.")
@click.option("--province", default="", help="Only this province and what lies in it (2 digits).")
def list_accounts(role: str | None, province: str) -> None:
    """List the accounts: name, role, state, recent failures, holder, office, sensitive right."""
    database_ready()
    chosen = Role(role) if role else None
    for account in queries.accounts_list(role=chosen, province_code=province):
        click.echo(
            "\t".join(
                (
                    account.username,
                    account.role.value,
                    _state(account),
                    str(account.recent_failures),
                    account.officer or "-",
                    account.organization,
                    "sensitive" if account.reads_sensitive else "-",
                )
            )
        )


@command.command()
@click.argument("username")
@OUT
def reset(username: str, out: Path | None) -> None:
    """Replace the password of USERNAME by a one-time one; its sessions end."""
    _check_free(out)
    database_ready()
    try:
        given = actions.reset(by=_operator(), username=username)
    except actions.NoSuchAccount as refused:
        raise _unknown(username) from refused
    _hand_out([given], out)


@command.command()
@click.argument("username")
def unlock(username: str) -> None:
    """Forget the failed attempts on USERNAME, so that nobody waits."""
    database_ready()
    try:
        actions.unlock(by=_operator(), username=username)
    except actions.NoSuchAccount as refused:
        raise _unknown(username) from refused
    click.echo(f"The failed attempts on {username} are forgotten.")


@command.command()
@click.argument("username")
def disable(username: str) -> None:
    """Close the account USERNAME and end its sessions."""
    database_ready()
    try:
        actions.disable(by=_operator(), username=username)
    except actions.NoSuchAccount as refused:
        raise _unknown(username) from refused
    click.echo(f"{username} is disabled; its sessions have ended.")


@command.command()
@click.argument("username")
def enable(username: str) -> None:
    """Open the disabled account USERNAME again, with the password that it had."""
    database_ready()
    try:
        actions.enable(by=_operator(), username=username)
    except actions.NoSuchAccount as refused:
        raise _unknown(username) from refused
    click.echo(f"{username} is enabled.")


@command.command()
@click.argument("username")
@click.option("--off", is_flag=True, help="Take the right away.")
def sensitive(username: str, off: bool) -> None:  # noqa: FBT001  click gives flags so
    """Let USERNAME read and record what is sensitive: religion, blood, discipline, sick leave.

    A certifier's account has this right from the start, no other has.
    """
    database_ready()
    change = actions.keep_from_sensitive if off else actions.let_read_sensitive
    try:
        change(by=_operator(), username=username)
    except actions.NoSuchAccount as refused:
        raise _unknown(username) from refused
    click.echo(f"{username} {'no longer reads' if off else 'reads'} sensitive sections.")


@command.command(name="hand-over")
@click.argument("username")
@click.option("--title", default="", help="Title or rank of the new officer, such as นางสาว.")
@click.option("--first-name", required=True, help="First name of the new officer.")
@click.option("--last-name", required=True, help="Last name of the new officer.")
@OUT
def hand_over(username: str, title: str, first_name: str, last_name: str, out: Path | None) -> None:
    """Give the post USERNAME to another officer, with a one-time password.

    The officer before loses it at once; what they did stays under their name.
    """
    _check_free(out)
    database_ready()
    try:
        given = actions.hand_over(
            by=_operator(),
            username=username,
            title=title,
            first_name=first_name,
            last_name=last_name,
        )
    except actions.NoSuchAccount as refused:
        raise _unknown(username) from refused
    except actions.OfficerRefused as refused:
        raise click.UsageError(
            "A first and a last name are needed, of a usual length."
        ) from refused
    _hand_out([given], out)


def _operator() -> Actor:
    """Name whoever runs the command as the actor."""
    return system(f"kp7 accounts ({getpass.getuser()})")


def _unknown(username: str) -> click.ClickException:
    return click.ClickException(f"There is no account {username}.")


def _state(account: queries.AccountLine) -> str:
    if not account.is_active:
        return "disabled"
    if not account.officer:
        return "vacant"
    return "one-time password" if account.must_change_password else "in use"


def _read(file: Path) -> list[dict[str, str | None]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            rows = [dict(row) for row in reader]
            header = reader.fieldnames or []
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not UTF-8; save it as “CSV UTF-8”.") from error
    if unknown := [name for name in header if name not in COLUMNS]:
        raise click.UsageError(f"{file} has a column that is not known: {', '.join(unknown)}.")
    if missing := [name for name in ("username", "role") if name not in header]:
        raise click.UsageError(f"{file} lacks the column {', '.join(missing)}.")
    return rows


def _check_free(out: Path | None) -> None:
    """Refuse before anything is done: passwords that cannot be written are lost."""
    if out is not None and out.exists():
        raise click.UsageError(f"{out} exists already; passwords are written to a new file only.")
    if out is not None and not os.access(out.absolute().parent, os.W_OK):
        raise click.UsageError(f"{out} cannot be written there.")


def _hand_out(given: Sequence[OneTimePassword], out: Path | None) -> None:
    lines = ["username,one_time_password", *(f"{one.username},{one.password}" for one in given)]
    text = "\n".join(lines) + "\n"
    if out is None:
        click.echo(text, nl=False)
        click.echo("They are shown this once and work until the first sign-in.", err=True)
        return
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    click.echo(f"One-time passwords written to {out}: {len(given)}.")
