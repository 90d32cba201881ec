"""Handing back the rows of a file that are not taken, with the reasons beside them."""

import uuid
from typing import IO

from kp7.intake.mapping import Mapping_
from kp7.intake.models import ReceivedFile
from kp7.intake.queries import found_import, sees_cells
from kp7.intake.reading.reader import read
from kp7.intake.returned import refused_rows
from kp7.intake.row_queries import Problem, rows
from kp7.intake.terms import Outcome
from kp7.organizations import authority
from kp7.organizations.authority import Actor


def hand_back(*, by: Actor, import_id: uuid.UUID) -> IO[bytes]:
    """Give an open workbook of the rows that the newest plan refuses, read anew from the file.

    Rows come whole, as the office wrote them: who did not bring them in needs the right to what
    is sensitive.
    """
    one = found_import(import_id, by=by)
    if not sees_cells(one, by):
        authority.check_sensitive(by)
    reasons: dict[tuple[str, int], list[str]] = {}
    for row in rows(import_id, by=by, outcome=Outcome.REFUSED, size=None).rows:
        said = reasons.setdefault((row.sheet, row.row - 1), [])
        said += [reason for found in row.findings if (reason := _said(found)) not in said]
    content = bytes(ReceivedFile.objects.get(of_import=one).content)
    book = read(content, name=one.name)
    return refused_rows(book, Mapping_.from_json(one.mapping), reasons)


def _said(found: Problem) -> str:
    """Say what is wrong, and in which column where it is in one."""
    column = f"คอลัมน์ {found.column_letter} {found.label}".strip()
    return f"{column}: {found.sentence}" if found.column_letter else found.sentence
