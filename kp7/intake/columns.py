"""What a sheet and a column of the workbook are: plain words, built from the sections by `layout`.

Reading cells, matching headings and writing workbooks all walk these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kp7.personnel.terms import CodeTable

ColumnKind = Literal[
    "text",  # as written, folded
    "code",  # an entry of `table`, by its label or its code
    "suggested",  # text for which `table` makes suggestions
    "day",  # a whole day
    "partial",  # a day of which day or month may be unknown
    "year",  # a year, written in พ.ศ., kept in the common era
    "money",  # baht
    "number",  # a small number that may have two decimals
    "count",  # a whole number, `least` or more
    "bool",
    "choice",  # one of `choices`
    "national_id",
    "postcode",
]

LINE_ID: Final = "line_id"  # รหัสรายการ of our own exports
PERSON_ID: Final = "national_id"  # whose line it is
FULL_NAME: Final = "full_name"  # title, first name and surname in one cell
PERSON_NAME: Final = "person_name"  # shown beside a line, never read back
LISTS: Final = "รายการให้เลือก"  # the hidden sheet of a workbook of ours
REASON: Final = "เหตุผลที่ไม่รับ"  # heads the reasons beside rows that were handed back


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a sheet.

    `note` is the hint that its form shows; `choices` are (code, words); `least` is the smallest
    whole number of a count; `synonyms` are further headings that offices give it.
    """

    key: str
    label: str
    kind: ColumnKind = "text"
    note: str = ""
    required: bool = False
    max_length: int | None = None
    table: CodeTable | None = None
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: a section's code (or "services", "nothing"), its name in Thai, its columns."""

    code: str
    name: str
    columns: tuple[ColumnSpec, ...]
    sensitive: bool = False

    def column(self, key: str) -> ColumnSpec | None:
        """The column of that key."""
        return next((one for one in self.columns if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """All sheets of the workbook, in the card's order."""

    sheets: tuple[SheetSpec, ...]

    def __iter__(self) -> Iterator[SheetSpec]:
        """Walk the sheets."""
        return iter(self.sheets)

    def sheet(self, code: str) -> SheetSpec | None:
        """The sheet of that section."""
        return next((one for one in self.sheets if one.code == code), None)
