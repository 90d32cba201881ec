"""Sending a list as a file: an Excel workbook, or CSV where “as=csv” is asked for."""

from collections.abc import Sequence
from datetime import date
from typing import IO, Final

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from kp7.reports.sheets import Table, csv_of, workbook
from kp7.thai import calendar
from kp7.web.request import OfficerRequest

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
AS: Final = "as"

Answer = HttpResponse | FileResponse | StreamingHttpResponse


def send(request: OfficerRequest, tables: Sequence[Table], *, name: str, title: str) -> Answer:
    """Send some lists as one workbook, or the first of them as CSV."""
    if request.GET.get(AS) == "csv":
        return StreamingHttpResponse(
            csv_of(tables[0]), content_type=CSV, headers=attached(f"{name}.csv")
        )
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
