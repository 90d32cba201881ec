"""Workbooks as tests bring them in: sheets by section, rows as a clerk would type them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from uuid import UUID

from xlsxwriter import Workbook

from kp7.intake import queries, row_queries
from kp7.intake.actions.applying import apply_now
from kp7.intake.actions.planning import plan_now
from kp7.intake.actions.receiving import receive, remap
from kp7.intake.layout import layout
from kp7.intake.mapping import Mapping_, SheetMapping
from kp7.intake.queries import ImportView
from kp7.intake.row_queries import RowOfPlan
from kp7.organizations.authority import Actor
from kp7.personnel.document import document
from kp7.personnel.models import Card
from kp7.personnel.queries import cards_of, records, today
from kp7.personnel.terms import Presence

Rows = Sequence[Sequence[object]]
Sheets = Mapping[str, tuple[Sequence[str], Rows]]  # by section: keys of columns, and rows


def quietly(done: int, total: int, note: str) -> None:
    """Nobody watches."""


def workbook(sheets: Sheets) -> bytes:
    """A workbook of these sheets, each under its section's name, keys for headings."""
    written = BytesIO()
    with Workbook(written, {"in_memory": True, "default_date_format": "d/m/yyyy"}) as book:
        for section, (keys, rows) in sheets.items():
            page = book.add_worksheet(name_of(section))
            for place, cells in enumerate([keys, *rows]):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        page.write(place, column, cell)
    return written.getvalue()


def name_of(section: str) -> str:
    """What the sheet of a section is called."""
    sheet = layout().sheet(section)
    assert sheet is not None
    return sheet.name


def mapping(sheets: Sheets) -> Mapping_:
    """What the columns of such a workbook are."""
    return Mapping_(
        tuple(
            SheetMapping(name_of(section), section, (0, 0), dict(enumerate(keys)))
            for section, (keys, _) in sheets.items()
        )
    )


def of_the_layout() -> Mapping_:
    """What the columns of our own workbook are."""
    return Mapping_(
        tuple(
            SheetMapping(
                sheet.name,
                sheet.code,
                (0, 0),
                {place: column.key for place, column in enumerate(sheet.columns)},
            )
            for sheet in layout()
        )
    )


def received(by: Actor, sheets: Sheets) -> UUID:
    """An import of such a workbook, its columns said."""
    assert by.organization_id is not None
    import_id = receive(
        by=by, register_id=by.organization_id, content=workbook(sheets), name="แฟ้ม.xlsx"
    )
    remap(by=by, import_id=import_id, mapping=mapping(sheets))
    return import_id


def planned(by: Actor, sheets: Sheets) -> ImportView:
    """The same, checked against the register."""
    import_id = received(by, sheets)
    plan_now(by=by, import_id=import_id, progress=quietly)
    return view(by, import_id)


def applied(by: Actor, sheets: Sheets, *, skip_refused: bool = False) -> ImportView:
    """The same, and written."""
    one = planned(by, sheets)
    confirm(by, one, skip_refused=skip_refused)
    return view(by, one.id)


def confirm(by: Actor, one: ImportView, *, skip_refused: bool = False) -> None:
    """Write what was planned."""
    apply_now(by=by, import_id=one.id, seen=one.seen, progress=quietly, skip_refused=skip_refused)


def view(by: Actor, import_id: UUID) -> ImportView:
    """The import as its page has it."""
    found = queries.import_view(import_id, by=by)
    assert found is not None
    return found


def rows(by: Actor, one: ImportView) -> list[RowOfPlan]:
    """Every row of a plan, in the file's order."""
    return list(row_queries.rows(one.id, by=by, size=None).rows)


def outcomes(by: Actor, one: ImportView) -> list[str]:
    """What becomes of each row, in the file's order."""
    return [str(row.outcome) for row in rows(by, one)]


def sentences(by: Actor, one: ImportView) -> list[str]:
    """Why rows are refused, each once, with the letter of the column."""
    return [
        f"{found.column_letter} {found.sentence}".strip()
        for row in rows(by, one)
        for found in row.findings
    ]


def documents(register_id: UUID) -> dict[str, object]:
    """Every card of a register as a document without its ids, by national id."""
    cards: list[Card] = list(cards_of(register_id, Presence.ALL, today()))
    return {
        record.national_id: _without_ids(document(record)) for record in records(register_id, cards)
    }


def _without_ids(said: object) -> object:
    if isinstance(said, dict):
        return {name: _without_ids(one) for name, one in said.items() if name not in IDS}
    if isinstance(said, list):
        return sorted((_without_ids(one) for one in said), key=repr)
    return said


IDS = frozenset({"id", "card", "person"})
