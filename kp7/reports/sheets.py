"""What every list has as a sheet of Excel: a heading that stays, text that is never a formula."""

from collections.abc import Sequence
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

HEADING: Final = {"bold": True, "bottom": 1, "bg_color": "#E7EDF6"}
PLAIN: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def headed(book: Workbook, name: str, columns: Sequence[tuple[str, int]]) -> Worksheet:
    """Add a sheet with its columns, each a label and a width, above the frozen line."""
    sheet = book.add_worksheet(name)
    heading = book.add_format(HEADING)
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, heading)
    sheet.freeze_panes(1, 0)
    return sheet
