"""`kp7 seed`: what a database needs before the first card, and invented people to try it with."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import click

from kp7.certification.queries import CaseFilter, cases
from kp7.cli.demo import scenario
from kp7.cli.ready import database_ready
from kp7.database import demonstration
from kp7.database.pending import refuse_pending
from kp7.database.problems import DatabaseProblem
from kp7.organizations.authority import system
from kp7.personnel.figures import register_state
from kp7.thai.text import sort_key

SEED = system("kp7 seed")
# Organizations shown after seeding: one in each state, and one with something to mend.
EXAMPLES = ("6830306", "6830307", "6830108", "6830304", "6810106")


class NoDemo(DatabaseProblem):
    """There is nothing invented here to list."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """An organization of the demonstration as it stands now."""

    code: str
    name: str
    province: str
    state: str
    blocking: int
    officials: int
    permanent: int
    contract: int


@click.group()
def command() -> None:
    """Load the organizations, or demo data to try kp7 with."""


@command.command()
def reference() -> None:
    """Load provinces, organizations and code tables; what is there already stays as it is."""
    database_ready()
    refuse_pending()
    organizations, entries, registers = scenario.load_reference(by=SEED)
    click.echo(
        f"Added {organizations:,} organizations, {entries:,} entries of code tables and "
        f"{registers:,} registers."
    )


@command.command()
@click.option("--if-empty", is_flag=True, help="Leave a database alone that is not empty.")
@click.option("--list", "listing", is_flag=True, help="List the demo's organizations as they are.")
@click.option("--json", "as_json", is_flag=True, help="With --list: as JSON.")
def demo(*, if_empty: bool, listing: bool, as_json: bool) -> None:
    """Fill an empty embedded database with invented people, the same every time.

    Some 6,000 people in the 81 organizations of ภูเก็ต and กระบี่, an account for everybody who
    works with them, and a round that is running. Their ids begin with 9 and belong to nobody. A
    real server (DATABASE_URL) takes no demo data.

    --list gives each organization's code, name, province, state, number of blocking findings, and
    officials, permanent employees and staff on contracts.
    """
    if as_json and not listing:
        raise click.UsageError("--json goes with --list.")
    if listing:
        _list(as_json=as_json)
        return
    demonstration.refuse_real_server()
    database_ready()
    refuse_pending()
    if if_empty and not scenario.is_empty():
        click.echo("The database is not empty: what is there is kept, nothing was added.")
        if scenario.is_demo():
            _show_accounts()
        return
    scenario.check_empty()
    click.echo("Inventing people; this takes less than a minute.")
    number = scenario.load_demo(by=SEED)
    click.echo(f"{number:,} invented people are in the database.")
    _show_accounts()


def _list(*, as_json: bool) -> None:
    database_ready()
    refuse_pending()
    if not scenario.is_demo():
        raise NoDemo("This database holds no demo data. `kp7 seed demo` fills an empty one.")
    found = list(seeded(scenario.PROVINCES))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        _show(found)


def seeded(provinces: Sequence[str]) -> Iterator[Seeded]:
    """Yield the organizations of some provinces as they are now, by name and code.

    The rules are asked anew.
    """
    for province in provinces:
        found = cases(SEED, CaseFilter(province=province), size=None).cases
        for listed in sorted(
            found, key=lambda one: (sort_key(one.standing.name), one.standing.code)
        ):
            yield Seeded(
                code=listed.standing.code,
                name=listed.standing.full_name,
                province=listed.standing.province,
                state=listed.state.label,
                blocking=register_state(listed.standing.organization_id).blocking,
                officials=listed.officials,
                permanent=listed.permanent,
                contract=listed.contract,
            )


def _show(found: Sequence[Seeded]) -> None:
    """Numbers first: Thai letters have no width that a terminal agrees on."""
    click.echo("code     blocking  officials  permanent  contract  state, name, province")
    for one in found:
        click.echo(
            f"{one.code}  {one.blocking:8}  {one.officials:9}  {one.permanent:9}"
            f"  {one.contract:8}  {one.state}, {one.name}, {one.province}"
        )


def _show_accounts() -> None:
    """Print whom to sign in as."""
    click.echo(f"\nAccounts (all with the password {scenario.PASSWORD}):")
    click.echo("  p83       province officer, ภูเก็ต")
    click.echo("  p81       province officer, กระบี่")
    click.echo("  dla       officer of the Department of Local Administration")
    click.echo("  auditor   reads everything")
    for code in EXAMPLES:
        (listed,) = cases(SEED, CaseFilter(searched=code), size=None).cases
        standing, blocking = listed.standing, register_state(listed.case.register_id).blocking
        click.echo(
            f"  {code}   certifier of {standing.short_name} จ.{standing.province}: "
            f"{listed.state.label}" + (f", {blocking} findings block" if blocking else "")
        )
    click.echo(
        "Every organization's code signs its certifier in, the code followed by r its recorder\n"
        f"({EXAMPLES[0]}, {EXAMPLES[0]}r). Certifiers read sensitive sections; of the recorders,\n"
        f"only {scenario.READS_SENSITIVE} does. All of them: kp7 seed demo --list\n"
    )
