"""What of one organization must never reach another: looked for in all that a browser gets."""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import unquote

import pypdfium2  # type: ignore[import-untyped]  # it says no types
from django.http import HttpResponse
from python_calamine import CalamineWorkbook

from tests.authorization.routes import READS, Part
from tests.authorization.world import World

XLSX = "spreadsheetml"
PDF = "application/pdf"


def outside(world: World, part: Part) -> dict[str, str]:
    """Each canary that the part must not see, with its name."""
    return {
        value: f"{kind} of {place}"
        for place, held in world.held.items()
        if place not in READS[part]
        for kind, value in held.canaries().items()
    }


def found_in(
    response: HttpResponse, canaries: Mapping[str, str], sent: Iterable[str] = ()
) -> list[str]:
    """The names of the canaries in a response, but for what the request itself had said."""
    if not canaries:
        return []
    text = text_of(response)
    said = "\n".join(sent)
    hits = {value for value in _pattern(frozenset(canaries)).findall(text) if value not in said}
    return sorted(canaries[value] for value in hits)


@cache
def _pattern(values: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(values))))


def text_of(response: HttpResponse) -> str:
    """Everything in a response as a reader could read it: headers, cookies, words, cells."""
    headers = "\n".join(f"{name}: {unquote(value)}" for name, value in response.items())
    cookies = response.cookies.output()
    if XLSX in response.get("Content-Type", "") and response.content:
        return f"{headers}\n{cookies}\n{workbook_text(response.content)}"
    if response.get("Content-Type", "") == PDF and response.content:
        return f"{headers}\n{cookies}\n{pdf_text(response.content)}"
    body = response.content.decode(errors="ignore")
    return f"{headers}\n{cookies}\n{body}\n{html.unescape(body)}"


def pdf_text(content: bytes) -> str:
    """Every word of a document as a reader copies it, and as it stands across lines."""
    document = pypdfium2.PdfDocument(content)
    try:
        said = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return f"{said}\n{' '.join(said.split())}"


def workbook_text(content: bytes) -> str:
    """Every cell of a workbook, and every word of its files."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = [archive.read(name).decode() for name in archive.namelist()]
    return "\n".join([*cells, *files])
