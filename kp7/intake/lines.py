"""What a file would make of one section of one card: each row's line, before and after."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kp7.database.ids import new_id
from kp7.intake.coding import CodeBook, Coded, held_labels
from kp7.intake.constraints import checks_of, keys_of
from kp7.intake.matching import (
    FileLine,
    Key,
    Would,
    match,
    refuse_repeated,
    refuse_swaps,
    refuse_twins,
)
from kp7.intake.shapes import SERVICE, Shape
from kp7.intake.terms import Outcome
from kp7.personnel.record import Line, Value
from kp7.personnel.sections import PERSONAL
from kp7.personnel.terms import CodeTable

NUMBER: Final = "sequence"
NUMBERED_WITHIN: Final = {"appointments": "effective_on"}  # elsewhere within the section
PERIODS: Final = (Key(("started_on",), "มีช่วงเวลาปฏิบัติงานที่เริ่มวันนี้อยู่แล้ว"),)
NO_RIGHT: Final = "เป็นข้อมูลอ่อนไหว บัญชีของท่านไม่มีสิทธิบันทึก ให้ผู้ที่มีสิทธิเป็นผู้นำเข้า"
OVERLAP: Final = "ช่วงเวลาปฏิบัติงานซ้อนกับที่บันทึกไว้แล้ว"


@dataclass(slots=True)
class Becomes:
    """What a row makes of a line: None before for a new one."""

    id: uuid.UUID
    before: Line | None
    after: dict[str, Value]
    sensitive: bool = False

    @property
    def changed(self) -> bool:
        """Whether the line would say something else."""
        held = self.before.values if self.before else {}
        return self.before is None or any(held.get(n) != v for n, v in self.after.items())

    @property
    def line(self) -> Line:
        """The line as it would stand."""
        return Line(self.id, self.after)

    @property
    def outcome(self) -> Outcome:
        """What becomes of its row, where nothing refuses it."""
        if self.before is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changed else Outcome.UNCHANGED


@dataclass(slots=True)
class SectionPlan:
    """The rows of one section of one card: settled once, then read."""

    shape: Shape
    book: CodeBook
    standing: Sequence[Line]
    rows: Sequence[FileLine]
    reads_sensitive: bool
    becomes: dict[FileLine, Becomes] = field(default_factory=dict)

    def settle(self) -> None:
        """Find each row's line, and refuse what a form would refuse."""
        if self.shape.section.sensitive and not self.reads_sensitive:
            for row in self.rows:
                row.refuse(f"{self.shape.section.label}{NO_RIGHT}")
        for row in self.rows:
            self._code(row)
            row.entire = {**self.shape.defaults, **row.values}
        if self.shape.section is not PERSONAL:  # people are told apart before
            refuse_repeated(self.rows, self._keys)
        meant = match(self.standing, list(self._taken()), self._keys)
        for row in self._taken():
            self._become(row, meant[row])
        self._number()
        self._refuse_twins()
        if self.shape.section is SERVICE:
            self._refuse_overlaps()

    @property
    def _keys(self) -> Sequence[Key]:
        return PERIODS if self.shape.section is SERVICE else keys_of(self.shape.section)

    def _taken(self) -> Iterator[FileLine]:
        return (row for row in self.rows if not row.wrong)

    def lines(self) -> list[Line]:
        """The lines as they would stand, in no order."""
        taken = {row: self.becomes[row] for row in self.rows if not row.wrong}
        changed = {one.id for one in taken.values()}
        return [
            *(line for line in self.standing if line.id not in changed),
            *(one.line for one in taken.values()),
        ]

    # --- codes ---------------------------------------------------------------------------------

    def _code(self, row: FileLine) -> None:
        """Tell which codes a row means, as far as can be told before its line is found."""
        named = next((line for line in self.standing if line.id == row.line_id), None)
        for name, written in row.codes.items():
            coded = self._coded(name, written, self._day(row, named), named)
            if not coded.code and coded.wrong:
                row.refuse(coded.wrong, name)
            row.values[name] = coded.code

    def _coded(self, name: str, written: str, day: date | None, line: Line | None) -> Coded:
        if not written:
            return Coded("")
        column = self.shape.columns[name]
        if line is not None and (stays := _stays(line, name, written)):
            return stays
        coded = self.book.coded(column.table, written, day, column.label)
        if line is not None and coded.code and (kept := _stays(line, name, coded.code)):
            return kept
        if not coded.code:
            held = held_labels(name, [one.values for one in self.standing])
            return Coded(held.get(written, ""), "", coded.wrong)
        return coded

    def _day(self, row: FileLine, line: Line | None) -> date | None:
        """The day that a line counts from, as the row says or as it stands."""
        name = self.shape.section.effective
        if not name:
            return None
        said = row.values.get(name, line.values.get(name) if line else None)
        return said if isinstance(said, date) else None

    def _take_codes(self, row: FileLine, line: Line | None) -> None:
        """The codes as the line that was found takes them: one that stays keeps its label."""
        for name, written in row.codes.items():
            coded = self._coded(name, written, self._day(row, line), line)
            if coded.wrong:
                row.refuse(coded.wrong, name)
            row.values[name], row.values[f"{name}_label"] = coded.code, coded.label

    # --- lines ---------------------------------------------------------------------------------

    def _become(self, row: FileLine, line: Line | None) -> None:
        self._take_codes(row, line)
        base = line.values if line else self.shape.defaults
        after = {name: row.values.get(name, base.get(name)) for name in self.shape.stored}
        one = Becomes(line.id if line else new_id(), line, after)
        one.sensitive = self._is_sensitive(one)
        self.becomes[row] = one
        if one.sensitive and not self.reads_sensitive:
            row.refuse(f"รายการนี้{NO_RIGHT}")
        if row.wrong or not one.changed:
            return
        for name, wrong in self.shape.faults(after):
            if not (name == NUMBER and line is None):
                row.refuse(wrong, name)
        for check in checks_of(self.shape.section):
            if check.broken_by(after):
                row.refuse(check.sentence)
        if self.shape.section is SERVICE:
            self._check_end(row, after)

    def _is_sensitive(self, one: Becomes) -> bool:
        held = one.before.values if one.before else {}
        return self.shape.section.sensitive or self.book.is_sensitive(
            [*self.shape.coded(one.after), *self.shape.coded(held)]
        )

    def _number(self) -> None:
        """Put new lines without a number behind the others, as a form does."""
        if NUMBER not in self.shape.columns:
            return
        within = NUMBERED_WITHIN.get(self.shape.section.code, "")
        numbers: dict[Value, int] = {}
        for line in [*self.standing, *(one.line for _, one in self._known() if _says_number(_))]:
            group = line.values.get(within) if within else None
            numbers[group] = max(numbers.get(group, 0), line.number(NUMBER) or 0)
        for row, one in self._known():
            if one.before is None and not _says_number(row):
                group = one.after.get(within) if within else None
                numbers[group] = numbers.get(group, 0) + 1
                one.after[NUMBER] = numbers[group]

    def _known(self) -> Iterator[tuple[FileLine, Becomes]]:
        return ((row, self.becomes[row]) for row in self.rows if not row.wrong)

    # --- together ------------------------------------------------------------------------------

    def _refuse_twins(self) -> None:
        refuse_twins(self._would, self._keys)
        while refuse_swaps(self._would(), self._keys):
            refuse_twins(self._would, self._keys)

    def _would(self) -> list[Would]:
        known = {one.before.id: (row, one) for row, one in self._known() if one.before}
        lines = []
        for line in self.standing:
            row, one = known.get(line.id, (None, None))
            if row is not None and one is not None and one.changed:
                lines.append(Would(one.after, row, line))
            else:
                lines.append(Would(line.values, None, line))
        return lines + [Would(one.after, row) for row, one in self._known() if one.before is None]

    # --- periods of service --------------------------------------------------------------------

    def _check_end(self, row: FileLine, after: Mapping[str, Value]) -> None:
        ended_on, ended_by = after.get("ended_on"), str(after.get("ended_by") or "")
        if ended_on is None:
            if ended_by:
                row.refuse("กรุณากรอกวันที่พ้น หรือเว้นเหตุที่พ้นไว้", "ended_on")
        elif not isinstance(ended_on, date):
            return
        elif not ended_by or (
            self.book.says(CodeTable.MOVEMENTS, ended_by, "leaves", ended_on) != "yes"
        ):
            row.refuse("กรุณาเลือกเหตุที่พ้นจากรายการ", "ended_by")

    def _refuse_overlaps(self) -> None:
        """Two periods of one person never overlap."""
        periods = self._would()
        for one in periods:
            row = one.row
            if row is None or row.wrong:
                continue
            others = (other for other in periods if other is not one)
            if any(_overlap(one.values, other.values) for other in others if _stands(other)):
                row.refuse(OVERLAP)


def _stands(one: Would) -> bool:
    return one.row is None or not one.row.wrong


def _overlap(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    return _before(one, "started_on", other) and _before(other, "started_on", one)


def _before(one: Mapping[str, Value], start: str, other: Mapping[str, Value]) -> bool:
    begins, ends = one.get(start), other.get("ended_on")
    return ends is None or (isinstance(begins, date) and isinstance(ends, date) and begins < ends)


def _says_number(row: FileLine) -> bool:
    return bool(row.values.get(NUMBER))


def _stays(line: Line, name: str, written: str) -> Coded | None:
    """The code that a line holds, where a file writes it or its label; it keeps its label."""
    code, label = line.text(name), line.text(f"{name}_label")
    if code and label and written in {code, label, f"{label} [{code}]"}:
        return Coded(code, label)
    return None
