"""A card as plain values: what the rules, the exports and the printed card read. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from kp7.personnel.terms import PositionNumber, Severity
from kp7.thai.calendar import PartialDate

Value = str | int | bool | date | Decimal | PartialDate | UUID | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: its id and its columns by name."""

    id: UUID
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A column that holds text; '' where there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """A column that holds a whole day."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def number(self, name: str) -> int | None:
        """A column that holds a whole number."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def money(self, name: str) -> Decimal | None:
        """A column that holds baht; the database can also hold NaN, which is no amount."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) and value.is_finite() else None

    def partial(self, name: str) -> PartialDate | None:
        """A column that holds a day of which parts may be unknown."""
        value = self.values.get(name)
        return value if isinstance(value, PartialDate) else None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of staff needs.

    `sections` are the codes of the sections it must have, `expected` of those that a card of it
    usually has.
    """

    code: str
    label: str
    position_number: PositionNumber
    sections: frozenset[str]
    expected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Movement:
    """What a movement does to a career.

    `enters`: it starts a service of the present kind; `lowers_salary`: it explains a lower one.
    """

    code: str
    group: str
    enters: bool
    lowers_salary: bool


NOTHING_SAID: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Reference:
    """The code tables as the rules read them: what each entry says, by table and code.

    `coded` names the columns of each section that hold codes, with their tables;
    `sensitive_sections` are those that take a right of their own to read.
    """

    entries: Mapping[str, Mapping[str, Mapping[str, str]]]
    coded: Mapping[str, tuple[tuple[str, str], ...]]
    sensitive_sections: frozenset[str] = frozenset()
    positions: Mapping[str, Mapping[str, str]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Find position lines by their names: a card holds the name, old ones no code."""
        by_name = {
            said.get("label", ""): said for said in self.entries.get("positions", {}).values()
        }
        object.__setattr__(self, "positions", by_name)

    def of(self, table: str, code: str) -> Mapping[str, str]:
        """What an entry says, its `label` included; nothing where the table lacks the code."""
        return self.entries.get(table, {}).get(code, NOTHING_SAID)

    def is_sensitive(self, section: str, line: Line) -> bool:
        """Whether reading a line takes a right of its own."""
        return section in self.sensitive_sections or any(
            self.of(table, line.text(column)).get("sensitive") == "yes"
            for column, table in self.coded.get(section, ())
        )


@dataclass(frozen=True, slots=True)
class Period:
    """Somebody serves here in [started_on, ended_on); `ended_on` is None while they do."""

    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the establishment says of the number of somebody's newest position.

    `closed`: the number was there and is abolished; `known`: it is in the establishment today;
    `holder`: whoever is marked as holding it, '' for nobody; `held`: by the person themselves.
    """

    number: str
    known: bool
    closed: bool
    holder: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of the register says of a card: everything that takes more than one to see.

    `same_number` names those in service with the same position number, `same_person` those who
    may be this person again under another name. `numbered` is None without an establishment.
    """

    same_number: tuple[str, ...] = ()
    same_person: tuple[str, ...] = ()
    numbered: Numbered | None = None


ALONE = Around()


@dataclass(frozen=True, slots=True)
class Explained:
    """What an office said of a warning, and the digest of the data it was said of."""

    rule: str
    line_id: UUID | None
    fingerprint: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """One card: personal data, each section's lines in order, and what was recorded as none.

    `on` is the day it is read on, None where that is of no matter; `services` are the periods in
    this register, the oldest first; `around` is what the rest of the register says of it.
    """

    card_id: UUID
    person_id: UUID
    national_id: str
    personal: Line
    kind: Kind
    lines: Mapping[str, tuple[Line, ...]]
    nothing: frozenset[str]
    movements: Mapping[str, Movement] = field(repr=False)
    reference: Reference = field(repr=False, default=Reference({}, {}))
    explanations: tuple[Explained, ...] = ()
    on: date | None = None
    services: tuple[Period, ...] = ()
    around: Around = ALONE

    def section(self, code: str) -> tuple[Line, ...]:
        """The lines of a section, in the card's order."""
        return self.lines.get(code, ())

    def holds(self, code: str) -> bool:
        """Whether a section holds a line or a recorded “ไม่มี”."""
        return bool(self.section(code)) or code in self.nothing

    def missing(self) -> tuple[str, ...]:
        """The sections that the person's kind needs and that hold nothing yet."""
        return tuple(code for code in sorted(self.kind.sections) if not self.holds(code))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule found: where it is, and what to do, in Thai.

    `line_id` is None where a line is missing or a section as a whole is meant; `field` names the
    column to mend, '' for the whole line. `fingerprint` is the digest of what the rule read, and
    `explanation` what was said of the finding last, be it of those data or of earlier ones.
    """

    code: str
    severity: Severity
    section: str
    sentence: str
    line_id: UUID | None = None
    field: str = ""
    fingerprint: str = ""
    explanation: Explained | None = None

    @property
    def explained(self) -> bool:
        """Whether the explanation speaks of the data as they are."""
        return self.explanation is not None and self.explanation.fingerprint == self.fingerprint

    @property
    def unexplained(self) -> bool:
        """Whether it is a warning of which nothing was said yet."""
        return self.severity is Severity.WARNING and not self.explained


@dataclass(frozen=True, slots=True)
class Assessment:
    """A card with what the rules say of it."""

    record: Record
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that keep the certify button off."""
        return tuple(f for f in self.findings if f.severity is Severity.BLOCKING)

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """The warnings that still need an explanation."""
        return tuple(f for f in self.findings if f.unexplained)

    @property
    def to_mend(self) -> int:
        """How many things keep the card from being complete."""
        blocked = {finding.section for finding in self.blocking}
        return len(self.blocking) + len(set(self.record.missing()) - blocked)

    @property
    def complete(self) -> bool:
        """Every section needed holds something, and nothing blocks."""
        return not self.blocking and not self.record.missing()

    def for_reader(self, *, reads_sensitive: bool) -> "Assessment":
        """The same for somebody's eyes: without the right, no sensitive line and nothing of it."""
        if reads_sensitive:
            return self
        record = self.record
        hidden = {
            line.id
            for section, lines in record.lines.items()
            for line in lines
            if record.reference.is_sensitive(section, line)
        }
        seen = replace(
            record,
            lines={
                section: tuple(line for line in lines if line.id not in hidden)
                for section, lines in record.lines.items()
            },
            explanations=tuple(one for one in record.explanations if one.line_id not in hidden),
        )
        found = tuple(
            finding
            for finding in self.findings
            if finding.line_id not in hidden
            and finding.section not in record.reference.sensitive_sections
        )
        return Assessment(seen, found)
