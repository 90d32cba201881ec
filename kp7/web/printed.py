"""Lists and reports as PDF: what a page shows, on paper, opened beside it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Final

from django.http import HttpResponse
from django.utils import timezone

from kp7.printing.lists.blocks import Block, Column, Head, Table
from kp7.printing.lists.setting import TooLong, most_rows, report_pdf, table_pdf
from kp7.reports import sheets
from kp7.reports.sheets import Cell
from kp7.thai import calendar
from kp7.web.paper import pdf
from kp7.web.request import OfficerRequest

NAMES: Final = ("ชื่อ-นามสกุล", "บัตรของ", "ผู้")  # how headings of people's names begin
MANY: Final = 8  # so many columns are printed on a page on its side alone


def printed_lists(
    request: OfficerRequest,
    tables: Sequence[sheets.Table],
    *,
    title: str,
    filtered: str = "",
    organization: str = "",
) -> HttpResponse:
    """Return the lists of an export on paper, in its rows and columns."""
    shown = [_table(table, caption=table.name if at else "") for at, table in enumerate(tables)]
    head = head_of(request, title, filtered=filtered, organization=organization)
    if len(shown) == 1:
        return pdf(table_pdf(head, shown[0]), f"{title}.pdf")
    sideways = max(len(table.columns) for table in shown) >= MANY
    return pdf(report_pdf(head, shown, sideways=sideways), f"{title}.pdf")


def printed_report(
    request: OfficerRequest, blocks: Sequence[Block], *, title: str, sideways: bool = False
) -> HttpResponse:
    """Return a report on paper."""
    return pdf(report_pdf(head_of(request, title), blocks, sideways=sideways), f"{title}.pdf")


def head_of(
    request: OfficerRequest, title: str, *, filtered: str = "", organization: str = ""
) -> Head:
    """Return what stands above: the organization is the officer's own, unless it is named."""
    return Head(
        organization or request.actor.organization,
        title,
        " ".join(filter(None, [request.actor.officer, request.actor.post])),
        timezone.now(),
        filtered,
    )


def picked(table: sheets.Table, labels: Collection[str]) -> sheets.Table:
    """Return the columns of a list that paper has room for; all of one that has none of them."""
    places = [at for at, (label, _) in enumerate(table.columns) if label in labels]
    if not places:
        return table
    return sheets.Table(
        table.name,
        [table.columns[at] for at in places],
        ([row[at] for at in places] for row in table.rows),
    )


def _table(table: sheets.Table, *, caption: str) -> Table:
    """Return a list as paper takes it; a list too long for it is not even read to its end."""
    most = most_rows(len(table.columns))
    rows = list(islice(table.rows, most + 1))
    if len(rows) > most:
        raise TooLong(most)
    numeric = _numeric(rows, len(table.columns))
    columns = [
        Column(label, width, numeric=at in numeric, names=label.startswith(NAMES))
        for at, (label, width) in enumerate(table.columns)
    ]
    return Table(columns, [[said(cell) for cell in row] for row in rows], caption)


def _numeric(rows: Iterable[Sequence[Cell]], columns: int) -> frozenset[int]:
    """The columns that hold numbers alone."""
    numbers, others = set(), set()
    for row in rows:
        for at, cell in enumerate(row):
            if isinstance(cell, (int, Decimal)):
                numbers.add(at)
            elif cell not in {None, ""}:
                others.add(at)
    return frozenset(at for at in range(columns) if at in numbers - others)


def said(cell: Cell) -> str:
    """Return what stands in a cell, in words."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:,.2f}"
        case int():
            return f"{cell:,}"
        case date():
            return calendar.format_short(cell)
        case _:
            return cell
