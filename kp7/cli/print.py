"""`kp7 print`: cards of one organization into a file, at once."""

import uuid
from pathlib import Path
from typing import Final

import click

from kp7.cli import NotInOrder, Refused
from kp7.cli.officers import acting
from kp7.cli.ready import database_ready
from kp7.cli.registers import organization_of
from kp7.database.pending import refuse_pending
from kp7.personnel.actions.editing import Gone
from kp7.personnel.past import card_called
from kp7.personnel.queries import card_in
from kp7.printing.actions.batches import print_to
from kp7.printing.actions.drawing import Drawn
from kp7.printing.cards.choices import WHOLE, Digits, Part
from kp7.printing.queries import cards_by_id
from kp7.printing.terms import What
from kp7.printing.wanted import Wanted

SUFFIXES: Final = {".pdf", ".zip"}
UNKNOWN: Final = (
    "There is no such card in that organization. PERSON is the id of a card or of a person, or a "
    "national id of 13 digits."
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--lao", required=True, help="DLA code of the organization, 7 digits.")
@click.option("--person", help="Only this one: id of the card or person, or national id.")
@click.option("--continue", "continued", is_flag=True, help="ใบต่อ: only the lines the paper lacks.")
@click.option("--thai-digits", is_flag=True, help="Thai digits instead of Arabic ones.")
@click.option("--copy", is_flag=True, help="With a place to sign “สำเนาถูกต้อง”.")
@click.option("--as", "username", help="Print as this officer may, in their name.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(  # noqa: PLR0913  the options of the verb
    *,
    file: Path,
    lao: str,
    person: str | None,
    continued: bool,
    thai_digits: bool,
    copy: bool,
    username: str | None,
    force: bool,
) -> None:
    """Print cards into FILE: one PDF, or a ZIP with a PDF each where FILE ends in .zip.

    Everybody in service in the organization, or one person. What was printed is kept with every
    card, and the organization sees it under ผู้เข้าดูข้อมูล. FILE appears when all is in it,
    readable by you alone.
    """
    _check(file, force=force)
    database_ready()
    refuse_pending()
    standing = organization_of(lao)
    register_id = standing.organization_id
    wanted = Wanted(
        what=What.CONTINUATION if continued else What.WHOLE,
        parts=(Part.INSIDE,) if continued else WHOLE,
        digits=Digits.THAI if thai_digits else Digits.ARABIC,
        certified_copy=copy,
    )
    try:
        drawn = print_to(
            by=acting("print", username),
            register_id=register_id,
            card_ids=[_card(register_id, person)] if person else None,
            wanted=wanted,
            title=f"ก.พ.7 {wanted.what.label} {standing.full_name}",
            path=file.absolute(),
            shown=lambda _done, _of: None,
        )
    except Gone as gone:
        raise Refused(f"{username} may not read the register of {lao}.") from gone
    except OSError as problem:
        raise NotInOrder(f"{file} cannot be written: {problem.strerror}.") from problem
    _tell(drawn, file)


def _check(file: Path, *, force: bool) -> None:
    """Refuse what cannot be written before anything is read."""
    if file.suffix.lower() not in SUFFIXES:
        raise NotInOrder(f"{file} is to be printed on; give it a name that ends in .pdf or .zip.")
    if not file.absolute().parent.is_dir():
        raise NotInOrder(f"There is no folder {file.absolute().parent}.")
    if file.exists() and not force:
        raise NotInOrder(f"{file} is there already; --force writes over it.")


def _card(register_id: uuid.UUID, person: str) -> uuid.UUID:
    """The card of somebody in a register; of somebody with several, the one that it has."""
    own = card_in(register_id, person.replace("-", ""))
    card_id = own.id if own else card_called(person)
    found = cards_by_id(register_id, [card_id]) if card_id else []
    if not found:
        raise NotInOrder(UNKNOWN)
    return found[0].id


def _tell(drawn: Drawn, file: Path) -> None:
    for name, sentence in drawn.refused:
        click.echo(f"{name}: {sentence}", err=True)
    more = f"; {drawn.left_out:,} with nothing new" if drawn.left_out else ""
    more += f"; {len(drawn.refused):,} could not be printed" if drawn.refused else ""
    click.echo(f"{file}: {len(drawn.issues):,} cards, {drawn.pages:,} pages{more}.")
