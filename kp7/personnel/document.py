"""A record as one document of plain JSON: what is printed, handed on, and can be sealed.

The same record always gives the same document: sections in the card's order with their lines in
the card's order, a code beside the label that it had, days in ISO's form, amounts of money with
two decimals. No Django.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias
from uuid import UUID

from kp7.personnel.record import Line, Record, Value
from kp7.thai.calendar import PartialDate

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

FORM: Final = 1  # of this document; another number where a reader must read it otherwise
LABEL: Final = "_label"


def document(record: Record) -> dict[str, Json]:
    """The whole record. `personal` is one line, every other section a list of them."""
    return {
        "form": FORM,
        "card": str(record.card_id),
        "person": str(record.person_id),
        "national_id": record.national_id,
        "personal": _line(record.personal),
        "sections": {code: [_line(line) for line in lines] for code, lines in record.lines.items()},
        "nothing": [*sorted(record.nothing)],
    }


def _line(line: Line) -> dict[str, Json]:
    columns = {
        name: _column(name, value, line.values)
        for name, value in line.values.items()
        if not _is_label(name, line.values)
    }
    return {"id": str(line.id), **columns}


def _column(name: str, value: Value, beside: Mapping[str, Value]) -> Json:
    """A column; a code together with its label, nothing where there is no code."""
    if name + LABEL not in beside:
        return _plain(value)
    return {"code": _plain(value), "label": _plain(beside[name + LABEL])} if value else None


def _is_label(name: str, beside: Mapping[str, Value]) -> bool:
    return name.endswith(LABEL) and name.removesuffix(LABEL) in beside


def _plain(value: Value) -> Json:
    match value:
        case Decimal():
            return f"{value:.2f}"
        case PartialDate():
            return _partial(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def _partial(known: PartialDate) -> str:
    """As it is stored: '1960', '1960-03' or '1960-03-05'."""
    whole = known.first_day.isoformat()
    return whole[: {"year": 4, "month": 7, "day": 10}[known.precision]]
