"""Taking a register out as a workbook: kept as a look at everybody in it, where from outside."""

import tempfile
import uuid
from collections.abc import Callable, Sequence
from typing import IO, Final

from kp7.intake.cards import chunks, held_on, wanted_by
from kp7.intake.choices import lists_of
from kp7.intake.coding import CodeBook
from kp7.intake.columns import SheetSpec
from kp7.intake.layout import sheets
from kp7.intake.outgoing import Outgoing
from kp7.intake.template import how_to_fill
from kp7.intake.writing import Book
from kp7.ledger.actions import record_looks
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.organizations.standings import described
from kp7.personnel import queries
from kp7.personnel.actions.looking import check_reach, named
from kp7.personnel.models import Card
from kp7.personnel.queries import Filter
from kp7.personnel.terms import Presence

EXPORT: Final = "export"
EVERYBODY: Final = Filter(presence=Presence.ALL)
Progress = Callable[[int, int], None]


def nobody_waits(done: int, total: int) -> None:
    """Tell nobody how far it got."""


def export_register(
    *,
    by: Actor,
    register_id: uuid.UUID,
    wanted: Filter = EVERYBODY,
    progress: Progress = nobody_waits,
) -> IO[bytes]:
    """Give an open workbook of the cards asked for, without what `by` may not read.

    A sheet a section, people as their list has them; `progress` hears how many are written.
    Gone where the register is out of reach.
    """
    cards = _looked_at(by, register_id, wanted)
    readable = _readable(by)
    outgoing = Outgoing(readable, _codes(register_id))
    file, book = _begun(register_id, readable, people=len(cards))
    done = 0
    with book:
        for chunk in chunks(cards):
            for held in held_on(register_id, chunk, by):
                for code, row in outgoing.rows(held):
                    book.add(code, row)
            done += len(chunk)
            progress(done, len(cards))
    file.seek(0)
    return file


def blank_form(*, by: Actor, register_id: uuid.UUID) -> IO[bytes]:
    """Give an open workbook of the same sheets without a row, to be filled and brought in."""
    check_reach(by, register_id)
    file, book = _begun(register_id, _readable(by), people=None)
    with book:
        pass
    file.seek(0)
    return file


def _looked_at(by: Actor, register_id: uuid.UUID, wanted: Filter) -> list[Card]:
    """Find the cards that are asked for; a look at each of them is kept where from outside."""
    outside = not authority.may_record(by, register_id)
    if outside:
        check_reach(by, register_id)
    cards = wanted_by(register_id, wanted)
    if outside:
        persons = [card.person_id for card in cards]
        record_looks(actor=named(by), register_id=register_id, person_ids=persons, what=EXPORT)
    return cards


def _readable(by: Actor) -> Sequence[SheetSpec]:
    return [sheet for sheet in sheets() if by.reads_sensitive or not sheet.sensitive]


def _codes(register_id: uuid.UUID) -> CodeBook:
    today = queries.today()
    return CodeBook(standing_on(register_id, today).type, today)


def _begun(
    register_id: uuid.UUID, readable: Sequence[SheetSpec], *, people: int | None
) -> tuple[IO[bytes], Book]:
    """Begin a workbook in a file that is gone when it is closed."""
    today = queries.today()
    organization = described(standing_on(register_id, today))
    how = list(how_to_fill(readable, organization=organization, on=today, people=people))
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    lists = lists_of(register_id, readable, today)
    return file, Book(file, readable, lists, how)
