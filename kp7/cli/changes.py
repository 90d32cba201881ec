"""`kp7 changes`: what was changed in the register of one organization."""

import getpass
import json
from collections.abc import Iterable, Iterator
from datetime import date

import click

from kp7.cli.days import Day
from kp7.cli.ready import database_ready
from kp7.cli.registers import organization_of
from kp7.database.pending import refuse_pending
from kp7.organizations.authority import system
from kp7.personnel.actions.remembering import look_at_changes
from kp7.personnel.history import Asked, Edit
from kp7.thai.calendar import format_instant


@click.command()
@click.argument("lao")
@click.option("--since", type=Day(), help="From this day on; without it, from the first.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def command(*, lao: str, since: date | None, as_json: bool) -> None:
    """List what was changed in a register: who, when, whose, before and after.

    LAO is the organization's DLA code of 7 digits. Newest first. Days: 2027-08-22, 22/08/2570,
    "22 ส.ค. 2570".

    The organization sees that you looked, under ผู้เข้าดูข้อมูล.
    """
    database_ready()
    refuse_pending()
    register_id = organization_of(lao).organization_id
    found = look_at_changes(
        by=system(f"kp7 changes ({getpass.getuser()})"),
        register_id=register_id,
        asked=Asked(since=since),
    )
    for line in _json(found) if as_json else _told(found):
        click.echo(line)


def _told(edits: Iterable[Edit]) -> Iterator[str]:
    """A line a change, and beneath it one for each column that differs."""
    for edit in edits:
        what = f"{edit.deed.label} {edit.section.label}" + (" “ไม่มี”" if edit.nothing else "")
        yield "\t".join((format_instant(edit.at), edit.officer, edit.name, what))
        for one in edit.differences:
            yield f"\t{one.label}: {one.before or '-'} → {one.after or '-'}"


def _json(edits: Iterable[Edit]) -> Iterator[str]:
    """The changes as a list, one a line, told while they are read."""
    between = "["
    for edit in edits:
        yield between + json.dumps(_item(edit), ensure_ascii=False)
        between = ","
    yield "]" if between == "," else "[]"


def _item(edit: Edit) -> dict[str, object]:
    return {
        "at": edit.at.isoformat(),
        "officer": edit.officer,
        "post": edit.post,
        "organization": edit.organization,
        "person": str(edit.person_id),
        "card": str(edit.card_id) if edit.card_id else None,
        "name": edit.name,
        "section": edit.section.code,
        "done": edit.deed.value,
        "nothing": edit.nothing,
        "columns": [
            {"label": one.label, "before": one.before, "after": one.after}
            for one in edit.differences
        ],
    }
