"""What a printed report is made of. Plain text; how it is set is `setting.py`'s to know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first page: whose, what, which of it, and who printed it when."""

    organization: str
    title: str
    printed_by: str
    moment: datetime
    filtered: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, what it holds.

    `names`: of people, so that only a space ends a line.
    """

    label: str
    width: float
    numeric: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that stand again on each page.

    `strong` are the places of rows that count others together, `inner` of those counted in the
    row above; `empty` is said instead of a table without rows.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    strong: frozenset[int] = frozenset()
    inner: frozenset[int] = frozenset()
    empty: str = "ไม่มีรายการ"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the whole: a label and what stands behind it, each."""

    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign by hand; each has its lines beneath the dotted one."""

    lines: Sequence[Sequence[str]] = field(default_factory=tuple)


Block: TypeAlias = Table | Facts | Signatures
