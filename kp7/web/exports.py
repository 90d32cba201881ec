"""Sending a list as a file: an Excel workbook; CSV or paper where “as=csv”, “as=pdf” ask so."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import IO, Final

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from kp7.reports.sheets import Table, csv_of, workbook
from kp7.thai import calendar
from kp7.web.printed import picked, printed_lists
from kp7.web.request import OfficerRequest

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
AS: Final = "as"

Answer = HttpResponse | FileResponse | StreamingHttpResponse


def send(  # noqa: PLR0913  what is sent, and what paper says of it
    request: OfficerRequest,
    tables: Sequence[Table],
    *,
    name: str,
    title: str,
    organization: str = "",
    filtered: str = "",
    paper: Collection[str] = (),
) -> Answer:
    """Send some lists as one workbook, the first of them as CSV, or all of them on paper.

    Paper says whose they are and what they were searched for; `paper` names the columns that it
    has room for, where that is not all of them.
    """
    match request.GET.get(AS):
        case "csv":
            return StreamingHttpResponse(
                csv_of(tables[0]), content_type=CSV, headers=attached(f"{name}.csv")
            )
        case "pdf":
            return printed_lists(
                request,
                [picked(table, paper) for table in tables],
                title=tables[0].name,
                organization=organization,
                filtered=filtered,
            )
        case _:
            return send_file(workbook(tables, title=title), f"{name}.xlsx")


def send_file(file: IO[bytes], name: str) -> FileResponse:
    """Send an open workbook, which is closed when all of it is sent."""
    return FileResponse(file, content_type=XLSX, headers=attached(name))


def attached(name: str) -> dict[str, str]:
    """Give what makes a browser save an answer under a name of letters and digits."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def dated(name: str, day: date) -> str:
    """Give a file's name with a day of พ.ศ.: kp7-25691123."""
    return f"{name}-{calendar.buddhist_year(day.year)}{day:%m%d}"


def titled(what: str, organization: str, day: date) -> str:
    """Give a workbook's own title: what it is, whose, of which day."""
    return f"{what} {organization} {calendar.format_long(day)}"
