"""Codes as a file writes them: by label or by code, as of the day that a line takes effect.

The same versions that a form's save asks, read once for a whole file.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kp7.intake.code_cells import apart
from kp7.organizations.terms import OrganizationType
from kp7.personnel.codes import valid_on, versions
from kp7.personnel.entries import LABELS, label_of
from kp7.personnel.models import CodeEntry
from kp7.personnel.terms import CodeTable
from kp7.thai import calendar, text

SENSITIVE: Final = "sensitive"


@dataclass(frozen=True, slots=True)
class Coded:
    """A code with the label that its row gets; `wrong` says why it cannot be taken."""

    code: str
    label: str = ""
    wrong: str = ""


class CodeBook:
    """Every version of every code, found by label or code on a day."""

    def __init__(self, organization: OrganizationType, today: date) -> None:
        self._organization = organization
        self._today = today
        self._versions: dict[tuple[str, str], list[CodeEntry]] = defaultdict(list)
        self._by_label: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._known: dict[tuple[str, str, date | None, str], Coded] = {}
        for entry in sorted(versions(list(CodeTable)), key=_start):
            self._versions[entry.table_name, entry.code].append(entry)
            for label in _labels(entry):
                for key in (label, text.search_key(label)):
                    self._by_label[entry.table_name, key][entry.code] = None

    def coded(self, table: str, written: str, day: date | None, named: str) -> Coded:
        """The entry that a text means on a day (None: today), as `fill` would take it.

        `named` is the column, for the sentence.
        """
        key = (table, written, day, named)
        if key not in self._known:
            self._known[key] = self._find(table, written, day, named)
        return self._known[key]

    def _find(self, table: str, written: str, day: date | None, named: str) -> Coded:
        words, code = apart(written)
        if code:
            return self._of_code(table, code, words, day, named)
        codes = self._meant(table, written, day or self._today)
        if not codes:
            return Coded("", "", f"ไม่มี “{written}” ใน{named} กรุณาเลือกจากรายการ")
        if len(codes) > 1:
            choices = ", ".join(f"“{written} [{code}]”" for code in codes[:3])
            return Coded("", "", f"“{written}” ใน{named}หมายถึงได้มากกว่า 1 รายการ กรุณาพิมพ์ {choices}")
        return self._of_code(table, codes[0], "", day, named)

    def _meant(self, table: str, written: str, day: date) -> list[str]:
        """The codes that a text may mean: the fewest that something speaks for."""
        if (table, written) in self._versions:
            return [written]
        codes = self._by_label.get((table, written)) or self._by_label.get(
            (table, text.search_key(written)), {}
        )
        found = list(codes)
        for keep in (self._is_used, self._says):
            kept = [code for code in found if keep(table, code, written, day)]
            found = kept or found
        return found

    def _is_used(self, table: str, code: str, written: str, day: date) -> bool:  # noqa: ARG002  as _says
        entry = self.version_on(table, code, day)
        return entry is not None and valid_on(entry, day)

    def _says(self, table: str, code: str, written: str, day: date) -> bool:
        entry = self.version_on(table, code, day)
        return entry is not None and text.search_key(self.label(entry)) == text.search_key(written)

    def _of_code(self, table: str, code: str, words: str, day: date | None, named: str) -> Coded:
        on = day or self._today
        entry = self.version_on(table, code, on)
        if entry is None:
            return Coded("", "", f"ไม่มีรหัส “{code}” ใน{named} กรุณาเลือกจากรายการ")
        label = words if words and self._was_called(table, code, words) else self.label(entry)
        if not valid_on(entry, on):
            return Coded(code, label, _not_in_use(entry, day, on))
        return Coded(code, label)

    def _was_called(self, table: str, code: str, words: str) -> bool:
        return any(words in set(_labels(entry)) for entry in self._versions[table, code])

    def version_on(self, table: str, code: str, day: date) -> CodeEntry | None:
        """The version in force on a day: the last begun, else the first at all (`in_force`)."""
        known = self._versions.get((table, code), [])
        begun = [entry for entry in known if _start(entry) <= day]
        return begun[-1] if begun else next(iter(known), None)

    def label(self, entry: CodeEntry) -> str:
        """The entry's label as this organization names it."""
        kind = self._organization if entry.table_name == CodeTable.KINDS else None
        return label_of(entry, kind) or entry.label

    def says(self, table: str, code: str, attribute: str, day: date | None = None) -> str:
        """What an entry says beside its label on a day (None: today)."""
        entry = self.version_on(table, code, day or self._today)
        return str(entry.attributes.get(attribute, "")) if entry else ""

    def is_sensitive(self, coded: Iterable[tuple[str, str]]) -> bool:
        """Whether any version of one of these codes is called sensitive, as a form asks."""
        return any(
            entry.attributes.get(SENSITIVE) == "yes"
            for table, code in coded
            if code
            for entry in self._versions.get((table, code), ())
        )


def held_labels(column: str, lines: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """The codes that lines hold in a column, by the labels they were given."""
    return {
        str(said): str(values.get(column) or "")
        for values in lines
        if (said := values.get(f"{column}_label"))
    }


def _labels(entry: CodeEntry) -> set[str]:
    named = {str(entry.attributes[key]) for key in set(LABELS.values()) if key in entry.attributes}
    return {entry.label, *named} - {""}


def _start(entry: CodeEntry) -> date:
    return entry.valid_from or date.min


def _not_in_use(entry: CodeEntry, effective: date | None, on: date) -> str:
    """The sentence of `fill` for a code that is not in use when the line takes effect."""
    if entry.valid_until is not None and entry.valid_until <= on:
        since = f"เลิกใช้แล้วตั้งแต่วันที่ {calendar.format_long(entry.valid_until)}"
    else:
        begins = calendar.format_long(entry.valid_from) if entry.valid_from else ""
        since = f"เริ่มใช้วันที่ {begins}"
    beside = f"กับรายการที่มีผลวันที่ {calendar.format_long(effective)} " if effective else ""
    return f"“{entry.label}” {since} จึงใช้{beside}ไม่ได้ กรุณาเลือกรายการอื่น"
