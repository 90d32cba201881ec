"""The lists that a workbook's cells choose from, on a hidden sheet, each under a name."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kp7.intake.code_cells import written
from kp7.intake.columns import ColumnSpec, SheetSpec
from kp7.intake.outgoing import NO, YES
from kp7.personnel.entries import Choice, choices
from kp7.personnel.terms import CodeTable

PREFIX: Final = "kp7"
YES_NO: Final = f"{PREFIX}_yes_no"


@dataclass(frozen=True, slots=True)
class Listed:
    """A named list of words."""

    name: str
    words: Sequence[str]


def lists_of(register_id: uuid.UUID, sheets: Iterable[SheetSpec], on: date) -> Mapping[str, Listed]:
    """Give every list that the columns of some sheets choose from, by name, in their order.

    Codes are those in use on a day, named as in this organization: two statements.
    """
    columns = [(sheet, column) for sheet in sheets for column in sheet.columns]
    tables = list(dict.fromkeys(one.table for _, one in columns if one.table is not None))
    offered = choices(register_id, tables, on)
    found = {YES_NO: Listed(YES_NO, (YES, NO))}
    for sheet, column in columns:
        name = list_name(sheet, column)
        if name and name not in found:
            found[name] = Listed(name, _words(column, offered))
    return {name: listed for name, listed in found.items() if listed.words}


def list_name(sheet: SheetSpec, column: ColumnSpec) -> str:
    """Name the list of a column; '' where it has none."""
    match column.kind:
        case "code" | "suggested" if column.table is not None:
            return f"{PREFIX}_{column.table}"
        case "choice":
            return f"{PREFIX}_{sheet.code}_{column.key}"
        case "bool":
            return YES_NO
        case _:
            return ""


def _words(column: ColumnSpec, offered: Mapping[CodeTable, Sequence[Choice]]) -> Sequence[str]:
    if column.table is None:
        return [words for _, words in column.choices]
    entries = offered[column.table]
    if column.kind == "suggested":
        return list(dict.fromkeys(entry.label for entry in entries))
    named = Counter(entry.label for entry in entries)
    return [written(entry.code, entry.label, plain=named[entry.label] == 1) for entry in entries]
