"""`kp7 export`: the register of one organization as an Excel workbook."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

import click

from kp7.cli import NotInOrder, Refused
from kp7.cli.officers import acting
from kp7.cli.ready import database_ready
from kp7.cli.registers import organization_of
from kp7.database.pending import refuse_pending
from kp7.intake.actions.exporting import blank_form, export_register
from kp7.personnel.actions.editing import Gone


@click.command()
@click.argument("lao")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--template", is_flag=True, help="A blank form of the same sheets, to be filled.")
@click.option("--as", "username", help="See what this officer may see, in their name.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(*, lao: str, file: Path, template: bool, username: str | None, force: bool) -> None:
    """Write a register into an Excel workbook, a sheet a section of the card.

    LAO is the organization's DLA code of 7 digits, FILE a new .xlsx file, readable by you alone.
    Everybody is in it, those who have left too; photographs and documents stay apart. What was
    changed in it comes back by `kp7 intake`.

    The organization sees that you looked, under ผู้เข้าดูข้อมูล.
    """
    _check(file, force=force)
    database_ready()
    refuse_pending()
    by, register_id = acting("export", username), organization_of(lao).organization_id
    take = blank_form if template else export_register
    try:
        with take(by=by, register_id=register_id) as content:
            _put(content, file)
    except Gone as gone:
        raise Refused(f"{username} may not read the register of {lao}.") from gone
    click.echo(f"{file}: {file.stat().st_size:,} bytes")


def _check(file: Path, *, force: bool) -> None:
    """Refuse what cannot be written before anything is read."""
    if file.suffix.lower() != ".xlsx":
        raise NotInOrder(f"{file} is to be a workbook; give it a name that ends in .xlsx.")
    if not file.parent.is_dir():
        raise NotInOrder(f"There is no folder {file.parent}.")
    if file.exists() and not force:
        raise NotInOrder(f"{file} is there already; --force writes over it.")


def _put(content: IO[bytes], file: Path) -> None:
    """Write the file whole or not at all: beside its place first, then into it."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".kp7-", delete=False) as beside:
            unfinished = Path(beside.name)
            try:
                shutil.copyfileobj(content, beside)
                beside.flush()
                os.fsync(beside.fileno())
                unfinished.replace(file)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
    except OSError as problem:
        raise NotInOrder(f"{file} cannot be written: {problem.strerror}.") from problem
