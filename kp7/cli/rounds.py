"""`kp7 round`: when organizations certify."""

import getpass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from kp7.certification import actions, queries
from kp7.cli.days import BUDDHIST, common_era, thai_day
from kp7.cli.ready import database_ready
from kp7.database.pending import refuse_pending
from kp7.organizations.authority import Actor, NotAuthorized, system
from kp7.organizations.queries import PostInactive, actor_called, today
from kp7.thai.calendar import format_instant

BANGKOK = ZoneInfo("Asia/Bangkok")
FIRST_YEAR, LAST_YEAR = 2500, 2700
LONGEST_NAME = 200
FORMS = "2027-08-22, 2027-08-22T16:30, 22/08/2570 or 22 ส.ค. 2570"

BY = click.option(
    "--by",
    metavar="USERNAME",
    help="The DLA officer in whose name it is done; without it, the system account.",
)


class Instant(click.ParamType[datetime]):
    """An instant: common era in ISO's order, พ.ศ. in the Thai one; a day alone is its start."""

    name = "date"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002  click's signature
        ctx: click.Context | None,  # noqa: ARG002  click's signature
    ) -> datetime:
        """Read what was typed."""
        if isinstance(value, datetime):
            return value
        typed = str(value).strip()
        try:
            found = common_era(datetime.fromisoformat(typed))
        except ValueError:
            return _start_of(thai_day(typed, FORMS))
        return found if found.tzinfo else found.replace(tzinfo=BANGKOK)


@click.group()
def command() -> None:
    """Open rounds of certification, close them and list them."""


@command.command(name="open")
@click.argument("name")
@click.option("--fiscal-year", type=int, required=True, help="Fiscal year in พ.ศ., such as 2570.")
@click.option("--opens", type=Instant(), help="When it opens; not ahead. Default: today.")
@click.option("--closes", type=Instant(), required=True, help="When it is over.")
@BY
def open_(
    *, name: str, fiscal_year: int, opens: datetime | None, closes: datetime, by: str | None
) -> None:
    """Open the round NAME: every organization gets a case, ยังไม่รับรอง, and its register opens.

    A day alone means its first moment in Bangkok, so --closes 2027-08-22 ends with the 21st.
    Days and times: 2027-08-22, 2027-08-22T16:30, 22/08/2570, "22 ส.ค. 2570".
    """
    _check(name, fiscal_year)
    _ready()
    opens_at = opens or _earliest_today()
    _check_order(opens_at, closes)
    actor = _actor(by)
    try:
        opened = actions.open_round(
            by=actor, name=name, fiscal_year=fiscal_year, opens_at=opens_at, closes_at=closes
        )
    except actions.RoundRefused as refused:
        raise _in_the_way(name, opens_at, closes) from refused
    except actions.RoundClosed as refused:
        raise click.ClickException(
            "A round is opened while it runs: it must open now or earlier and close later."
        ) from refused
    except NotAuthorized as refused:
        raise _no_right(by) from refused
    click.echo(f"Opened “{opened.name}”: {_runs(opened.opens_at, opened.closes_at)}.")


@command.command()
@click.argument("name", required=False)
@BY
def close(*, name: str | None, by: str | None) -> None:
    """Close the running round before its time; give its NAME to be sure that it is the one.

    What is certified stays so, and sealed; no step can be taken any more.
    """
    _ready()
    running = queries.running_round()
    if running is None:
        raise click.ClickException("No round is running.")
    if name is not None and name.strip() != running.name:
        raise click.ClickException(f"The round that is running is “{running.name}”.")
    try:
        closed = actions.close_round(by=_actor(by), round_id=running.id)
    except actions.RoundClosed as refused:
        raise click.ClickException("The round is not running any more.") from refused
    except NotAuthorized as refused:
        raise _no_right(by) from refused
    click.echo(f"Closed “{closed.name}” on {format_instant(closed.closes_at)}")


@command.command(name="list")
def list_rounds() -> None:
    """List the rounds, newest first: state, fiscal year, opens, closes, name."""
    _ready()
    running = queries.running_round()
    for one in queries.rounds():
        state = "running" if running is not None and one.id == running.id else "over"
        opens, closes = format_instant(one.opens_at), format_instant(one.closes_at)
        click.echo("\t".join((state, str(one.fiscal_year), opens, closes, one.name)))


def _ready() -> None:
    database_ready()
    refuse_pending()


def _earliest_today() -> datetime:
    """The start of today, or the end of a round that ended since."""
    start = _start_of(today())
    over = [one.closes_at for one in queries.rounds() if one.closes_at <= timezone.now()]
    return max([start, *over])


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)


def _check(name: str, fiscal_year: int) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise click.UsageError(f"A round needs a name of at most {LONGEST_NAME} letters.")
    if fiscal_year < BUDDHIST:
        raise click.UsageError(
            f"--fiscal-year {fiscal_year} looks like the common era; in พ.ศ. it is "
            f"{fiscal_year + 543}."
        )
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise click.UsageError(
            f"--fiscal-year {fiscal_year} is not between {FIRST_YEAR} and {LAST_YEAR}."
        )


def _check_order(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= opens_at:
        raise click.UsageError(
            f"It would close ({format_instant(closes_at)}) before it opens "
            f"({format_instant(opens_at)})."
        )


def _actor(username: str | None) -> Actor:
    if username is None:
        return system(f"kp7 round ({getpass.getuser()})")
    try:
        return actor_called(username)
    except PostInactive as refused:
        raise click.ClickException(
            f"There is no account {username} that is in use and that somebody holds."
        ) from refused


def _no_right(username: str | None) -> click.ClickException:
    return click.ClickException(f"{username} is no DLA officer: only DLA opens and closes rounds.")


def _in_the_way(name: str, opens_at: datetime, closes_at: datetime) -> click.ClickException:
    """Name the round that keeps another from being opened."""
    for one in queries.rounds():
        if one.name == name:
            return click.ClickException(
                f"There is a round “{name}” already: {_runs(one.opens_at, one.closes_at)}."
            )
        if one.opens_at < closes_at and opens_at < one.closes_at:
            return click.ClickException(
                f"“{one.name}” {_runs(one.opens_at, one.closes_at)}, and rounds do not overlap. "
                "Close it first (kp7 round close), or open this one after it."
            )
    return click.ClickException("Another round was opened just now; look at kp7 round list.")


def _runs(opens_at: datetime, closes_at: datetime) -> str:
    return f"runs from {format_instant(opens_at)} to {format_instant(closes_at)}"
