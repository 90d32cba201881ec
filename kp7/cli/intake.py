"""`kp7 intake`: a workbook compared with a register and, with --apply, brought into it."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from kp7.cli import NotInOrder, Refused
from kp7.cli.officers import acting
from kp7.cli.ready import database_ready
from kp7.cli.registers import organization_of
from kp7.database.pending import refuse_pending
from kp7.intake import queries, row_queries
from kp7.intake.actions.applying import apply_now
from kp7.intake.actions.planning import plan_now
from kp7.intake.actions.receiving import cancel, receive, use_remembered
from kp7.intake.queries import ImportView
from kp7.intake.row_queries import RowOfPlan
from kp7.intake.terms import ImportState, Outcome
from kp7.organizations.authority import Actor
from kp7.personnel.terms import Severity

MOST_BYTES: Final = 100_000_000  # what reading refuses is smaller; a disk image is not even read


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lao", required=True, help="The organization's DLA code of 7 digits.")
@click.option("--as", "officer", required=True, metavar="OFFICER", help="The account that acts.")
@click.option("--mapping", metavar="NAME", help="A mapping that the organization remembered.")
@click.option("--apply", "applies", is_flag=True, help="Write what the file says.")
@click.option("--skip-refused", is_flag=True, help="Write the other rows where some are refused.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(  # noqa: PLR0913  each is an option
    *,
    file: Path,
    lao: str,
    officer: str,
    mapping: str | None,
    applies: bool,
    skip_refused: bool,
    as_json: bool,
) -> None:
    """Compare FILE with a register, and say what it would add, change and refuse.

    With --apply all of it is written, or nothing: where rows are refused nothing is, unless
    --skip-refused leaves them out. OFFICER is the user name of an account that records in the
    organization; what it writes stands under its name. FILE is .xlsx, .xls, .ods or .csv.

    It ends with 0 when all went well, and with 1 when rows are refused and nothing was written.
    """
    database_ready()
    refuse_pending()
    register_id = organization_of(lao).organization_id
    by = acting("intake", officer)
    one = _received(by, register_id, file)
    if mapping:
        use_remembered(by=by, import_id=one, name=mapping)
    plan_now(by=by, import_id=one, progress=_shown)
    planned = _view(by, one)
    refused = planned.counts.of(Outcome.REFUSED)
    writes = applies and planned.counts.to_write > 0 and (skip_refused or not refused)
    if writes:
        apply_now(
            by=by,
            import_id=one,
            seen=planned.seen,
            progress=_shown,
            skip_refused=skip_refused,
        )
    else:
        cancel(by=by, import_id=one)
    _tell(by, _view(by, one), as_json=as_json)
    if refused and not writes:
        raise Refused(f"{refused:,} rows are refused; nothing was written.")


def _received(by: Actor, register_id: uuid.UUID, file: Path) -> uuid.UUID:
    if file.stat().st_size > MOST_BYTES:
        raise NotInOrder(f"{file} is larger than {MOST_BYTES // 1_000_000} MB.")
    return receive(by=by, register_id=register_id, content=file.read_bytes(), name=file.name)


def _view(by: Actor, import_id: uuid.UUID) -> ImportView:
    view = queries.import_view(import_id, by=by)
    assert view is not None  # noqa: S101  it was received by the same actor
    return view


def _shown(done: int, total: int, note: str) -> None:
    """Nothing is shown on the way: the answer is one document."""


def _tell(by: Actor, view: ImportView, *, as_json: bool) -> None:
    rows = row_queries.rows(view.id, by=by, size=None).rows
    if as_json:
        click.echo(json.dumps(_json(view, rows), ensure_ascii=False, indent=2))
        return
    for line in _told(view, rows):
        click.echo(line)


def _told(view: ImportView, rows: tuple[RowOfPlan, ...]) -> Iterator[str]:
    yield from view.notes
    for row in rows:
        if row.outcome is not Outcome.UNCHANGED:
            yield "\t".join((f"{row.sheet} {row.row}", row.outcome.label, row.person, _why(row)))
    for outcome in Outcome:
        yield f"{outcome.label}: {view.counts.of(outcome):,}"
    for found in view.found:
        severity = Severity(found.severity).label
        yield f"{severity} {found.code} {found.label}: {found.number:,}"
    yield "บันทึกแล้ว" if view.state is ImportState.APPLIED else "ยังไม่ได้บันทึก"


def _why(row: RowOfPlan) -> str:
    if row.outcome is Outcome.REFUSED:
        return "; ".join(
            f"{one.column_letter} {one.label}: {one.sentence}".strip(" :") for one in row.findings
        )
    if row.outcome is Outcome.CHANGED:
        return "; ".join(f"{one.label}: {one.before} → {one.after}" for one in row.differences)
    return f"{row.section_label} {row.shown}"


def _json(view: ImportView, rows: tuple[RowOfPlan, ...]) -> dict[str, object]:
    return {
        "import": str(view.id),
        "file": view.name,
        "state": str(view.state),
        "counts": {str(outcome): view.counts.of(outcome) for outcome in Outcome},
        "notes": list(view.notes),
        "rules": [
            {"rule": one.code, "severity": one.severity, "number": one.number} for one in view.found
        ],
        "rows": [_row(row) for row in rows if row.outcome is not Outcome.UNCHANGED],
    }


def _row(row: RowOfPlan) -> dict[str, object]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "section": row.section,
        "outcome": str(row.outcome),
        "differences": [
            {"column": one.label, "before": one.before, "after": one.after}
            for one in row.differences
        ],
        "findings": [
            {"column": one.column_letter, "label": one.label, "sentence": one.sentence}
            for one in row.findings
        ],
    }
