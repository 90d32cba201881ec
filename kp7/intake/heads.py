"""The first rows of a file, kept as text beside it: what the page of a mapping shows and asks."""

from datetime import date, datetime, time
from typing import Any, Final

from kp7.intake.reading.book import Book, Cell, Merged, Sheet
from kp7.thai import text

ROWS: Final = 40
COLUMNS: Final = 200
LETTERS: Final = 120


def heads_of(book: Book) -> list[dict[str, Any]]:  # a JSON document
    """The first rows of each sheet as they are kept."""
    return [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "total_rows": len(sheet.rows),
            "rows": [[as_text(cell) for cell in row[:COLUMNS]] for row in sheet.rows[:ROWS]],
            "hidden_rows": sorted(row for row in sheet.hidden_rows if row < ROWS),
            "merged": [
                [one.first_row, one.first_column, one.last_row, one.last_column]
                for one in sheet.merged
                if one.first_row < ROWS
            ],
        }
        for sheet in book.sheets
    ]


def book_of(name: str, kind: Any, heads: list[dict[str, Any]]) -> Book:  # noqa: ANN401  as it was kept
    """The first rows as a book of their own."""
    return Book(name, kind, tuple(sheet_of(head) for head in heads))


def sheet_of(head: dict[str, Any]) -> Sheet:  # a JSON document
    """The first rows of one sheet."""
    return Sheet(
        head["name"],
        [[cell or None for cell in row] for row in head["rows"]],
        hidden=head["hidden"],
        hidden_rows=frozenset(head["hidden_rows"]),
        merged=tuple(Merged(*one) for one in head["merged"]),
    )


def as_text(cell: Cell) -> str:
    """A cell as whoever made the file would read it."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
        case time():
            return cell.isoformat("minutes")
        case _:
            return text.fold(str(cell))[:LETTERS]
