"""What a file would make of one card: its sections settled together, and what rules would find."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from kp7.intake.coding import CodeBook
from kp7.intake.layout import NOTHING, SERVICES
from kp7.intake.lines import NO_RIGHT, Becomes, SectionPlan
from kp7.intake.matching import FileLine, place_of
from kp7.intake.shapes import BY_CODE, is_of_cards, section_labels, shape
from kp7.intake.terms import Outcome
from kp7.personnel.loading import shape_of
from kp7.personnel.models import Card
from kp7.personnel.queries import Codes, kind_of
from kp7.personnel.record import Line, Period, Record
from kp7.personnel.rules import assess
from kp7.personnel.sections import LISTS, PERSONAL, Section
from kp7.thai import names, text

NO_CARD: Final = (
    "ไม่พบบุคคลนี้ในทะเบียนของหน่วยงาน ถ้าเป็นบุคลากรใหม่ "
    "กรุณาเพิ่มแถวของบุคคลนี้ในข้อมูลส่วนตัวด้วย ถ้าไม่ใช่ กรุณาตรวจเลขประจำตัวประชาชน"
)
PERSON_REFUSED: Final = "บุคคลนี้ไม่ผ่าน จึงเพิ่มรายการนี้ไม่ได้ กรุณาแก้แถวข้อมูลส่วนตัวของบุคคลนี้ก่อน"
STANDS_TWICE: Final = (
    "เลขประจำตัวประชาชนนี้อยู่ใน{one} และ{other} กรุณาเหลือไว้แถวเดียวหรือแก้เลขให้ถูก จึงจะรับรายการของบุคคลนี้"
)
SERVICE_REFUSED: Final = "ช่วงเวลาปฏิบัติงานของบุคคลนี้ไม่ผ่าน จึงเพิ่มบุคคลนี้ไม่ได้"
NO_START: Final = "กรุณากรอกวันเริ่มปฏิบัติราชการ หรือวันที่เริ่มงานที่หน่วยงานนี้ อย่างใดอย่างหนึ่ง"
ANOTHERS_LINE: Final = "รหัสรายการนี้เป็นของบุคคลอื่นในทะเบียนนี้ กรุณาตรวจเลขประจำตัวประชาชนหรือลบรหัสรายการ"
ANOTHERS_CARD: Final = (
    "รหัสรายการนี้เป็นบัตรของเลขประจำตัวประชาชนอื่น ถ้าต้องการแก้เลขประจำตัวประชาชน "
    "กรุณาแก้ที่หน้าบัตร ก.พ.7 ของบุคคลนั้น"
)

Found = Counter[str]  # findings by the rule's code


@dataclass(frozen=True, slots=True)
class Standing:
    """A card as it stands: None of it for somebody new; `services` are its periods as lines."""

    person_id: uuid.UUID
    digits: str
    card: Card | None = None
    record: Record | None = None
    services: Sequence[Line] = ()

    def lines(self, code: str) -> Sequence[Line]:
        """The lines of a section as they stand."""
        if self.record is None:
            return ()
        if code == PERSONAL.code:
            return (self.record.personal,)
        return self.services if code == SERVICES else self.record.section(code)


@dataclass(frozen=True, slots=True)
class Around:
    """What is asked of every card alike.

    `refused` says of people by national id why a period of theirs cannot stand here; `owners`
    whose a รหัสรายการ of this register is.
    """

    book: CodeBook
    codes: Codes
    reads_sensitive: bool
    today: date
    refused: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)


@dataclass(slots=True)
class PersonPlan:
    """The rows of one person: settled once, then read."""

    around: Around
    standing: Standing
    rows: Sequence[FileLine]
    sections: dict[str, SectionPlan] = field(default_factory=dict)
    nothing: dict[FileLine, bool] = field(default_factory=dict)  # whether it was recorded before

    def settle(self) -> None:
        """Settle each section, then what takes more than one."""
        self.rows = list(_apart(self.rows))
        by_section: dict[str, list[FileLine]] = {}
        for row in self.rows:
            by_section.setdefault(row.section, []).append(row)
        self._refuse_anothers()
        self._refuse_twice()
        for code in [code for code in BY_CODE if code in by_section]:
            self.sections[code] = SectionPlan(
                shape(code),
                self.around.book,
                self.standing.lines(code),
                by_section[code],
                self.around.reads_sensitive,
            )
            self.sections[code].settle()
        self._refuse_served_elsewhere()
        if self.standing.card is None:
            self._check_new_person()
        self._settle_nothing(by_section.get(NOTHING, []))

    @property
    def name(self) -> str:
        """The person's name: as the card would have it, else as the file."""
        line = self._personal
        if line is not None:
            parts = (line.text("title"), line.text("first_name"), line.text("last_name"))
            return names.full_name(*parts)
        return next((text.fold(row.name) for row in self.rows if row.name), "")

    @property
    def _personal(self) -> Line | None:
        plan = self.sections.get(PERSONAL.code)
        lines = plan.lines() if plan else list(self.standing.lines(PERSONAL.code))
        return lines[0] if lines else None

    def outcomes(self) -> Iterator[tuple[FileLine, Outcome, Becomes | None]]:
        """Each row with what becomes of it."""
        for row in self.rows:
            plan = self.sections.get(row.section)
            one = plan.becomes.get(row) if plan else None
            if row.wrong:
                yield row, Outcome.REFUSED, one
            elif one is not None:
                yield row, one.outcome, one
            else:
                yield row, Outcome.UNCHANGED if self.nothing[row] else Outcome.NEW, None

    # --- a whole person -----------------------------------------------------------------------

    def _refuse_anothers(self) -> None:
        for row in self.rows:
            owner = self.around.owners.get(row.line_id) if row.line_id else None
            if owner is not None and owner != self.standing.person_id:
                row.refuse(ANOTHERS_CARD if row.section == PERSONAL.code else ANOTHERS_LINE)

    def _refuse_twice(self) -> None:
        """Of two rows with one id one is somebody else's: nobody can tell which, or whose lines."""
        personal = [row for row in self.rows if row.section == PERSONAL.code]
        if len(personal) > 1:
            one, other = (place_of(row) for row in personal[:2])
            for row in self.rows:
                row.refuse(STANDS_TWICE.format(one=one, other=other))

    def _refuse_served_elsewhere(self) -> None:
        sentence = self.around.refused.get(self.standing.digits)
        if sentence is None:
            return
        plan = self.sections.get(SERVICES)
        for row, one in plan.becomes.items() if plan else ():
            if not row.wrong and one.outcome.writes:
                row.refuse(sentence)
        if self.standing.card is None:
            for row in self._rows_of(PERSONAL.code):
                row.refuse(sentence)

    def _check_new_person(self) -> None:
        """Somebody new needs a card and a first day; without them nothing of theirs is taken."""
        personal = self._rows_of(PERSONAL.code)
        periods = self._rows_of(SERVICES)
        for row in personal:
            if any(period.wrong for period in periods):
                row.refuse(SERVICE_REFUSED)
            elif not periods and not row.wrong and self._started_on is None:
                row.refuse(NO_START, "service_started_on")
        if not any(not row.wrong for row in personal):
            for row in self.rows:
                if row.section != PERSONAL.code:
                    row.refuse(PERSON_REFUSED if personal else NO_CARD)

    @property
    def _started_on(self) -> date | None:
        line = self._personal
        return line.day("service_started_on") if line else None

    def _rows_of(self, code: str) -> list[FileLine]:
        plan = self.sections.get(code)
        return list(plan.rows) if plan else []

    # --- “ไม่มี” ------------------------------------------------------------------------------

    def _settle_nothing(self, rows: Sequence[FileLine]) -> None:
        recorded = self.standing.record.nothing if self.standing.record else frozenset()
        first: dict[str, FileLine] = {}
        labels = section_labels()
        for row in rows:
            if row.wrong:
                continue
            code = str(row.values.get("section") or "")
            section, label = BY_CODE.get(code), labels.get(code, "")
            if section is None or not section.may_be_nothing:
                row.refuse("กรุณาเลือกหมวดจากรายการ", "section")
            elif section.sensitive and not self.around.reads_sensitive:
                row.refuse(f"{label}{NO_RIGHT}")
            elif self._lines_of(section):
                row.refuse(f"{label} มีรายการอยู่ จึงบันทึก “ไม่มี” ไม่ได้", "section")
            elif (other := first.setdefault(code, row)) is not row:
                row.refuse(f"ซ้ำกับ{place_of(other)} กรุณาเหลือไว้แถวเดียว")
            else:
                self.nothing[row] = code in recorded

    def _lines_of(self, section: Section) -> Sequence[Line]:
        plan = self.sections.get(section.code)
        return plan.lines() if plan else self.standing.lines(section.code)

    # --- what the rules would find ------------------------------------------------------------

    def newly_found(self) -> Found:
        """What rules would find of the card that they do not find now, by their codes."""
        writes = any(outcome.writes for _, outcome, _ in self.outcomes())
        would = self._would() if writes else None
        if would is None:
            return Counter()
        before = Counter(_findings(self.standing.record, self.around.reads_sensitive))
        after = Counter(_findings(would, self.around.reads_sensitive))
        found: Found = Counter()
        for (code, _, _), number in (after - before).items():
            found[code] += number
        return found

    def _would(self) -> Record | None:
        """The record as it would be; None for somebody who would have no card."""
        personal = self._personal
        if personal is None:
            return None
        standing = self.standing.record
        lines = {
            section.code: tuple(sorted(self._lines_of(section), key=shape_of(section).place))
            for section in LISTS
        }
        nothing = standing.nothing if standing else frozenset()
        recorded = {str(row.values["section"]) for row in self.nothing if not row.wrong} | nothing
        kind = Card(kind=personal.text("kind"), kind_label=personal.text("kind_label"))
        whole = {
            "personal": personal,
            "kind": kind_of(kind, self.around.codes),
            "lines": lines,
            "nothing": frozenset(code for code in recorded if not lines.get(code)),
            "services": self._services(),
        }
        if standing is not None:
            return replace(standing, **whole)  # type: ignore[arg-type]  # its own columns
        return Record(
            card_id=personal.id,
            person_id=self.standing.person_id,
            national_id=self.standing.digits,
            movements=self.around.codes.movements,
            reference=self.around.codes.reference,
            on=self.around.today,
            **whole,  # type: ignore[arg-type]  # its own columns
        )

    def _services(self) -> tuple[Period, ...]:
        plan = self.sections.get(SERVICES)
        lines = plan.lines() if plan else list(self.standing.services)
        found = [
            Period(started, line.day("ended_on"))
            for line in lines
            if (started := line.day("started_on"))
        ]
        if not found and self._started_on is not None:
            found = [Period(self._started_on)]
        return tuple(sorted(found, key=lambda period: period.started_on))


def _findings(record: Record | None, reads_sensitive: bool) -> Iterator[tuple[str, object, str]]:  # noqa: FBT001  as for_reader has it
    if record is None:
        return
    for one in assess(record).for_reader(reads_sensitive=reads_sensitive).findings:
        yield one.code, one.line_id, one.field


def _apart(rows: Iterable[FileLine]) -> Iterator[FileLine]:
    """The rows without those that only repeat what stands beside lines of another section."""
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        if row.further and not row.wrong and is_of_cards(row.section):
            said = (row.section, *sorted(row.codes.items()), *sorted(row.values.items()))
            if said in seen:
                continue
            seen.add(said)
        yield row
