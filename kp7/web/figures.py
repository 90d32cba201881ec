"""What was counted and found, in the rows and boxes that the pages show."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.urls import reverse

from kp7.certification.queries import ToCertify
from kp7.personnel.figures import Headcounts, KindCount, RegisterState, SectionCount
from kp7.personnel.record import Assessment, Finding
from kp7.personnel.rules import EMPTY_REGISTER, rule_of
from kp7.personnel.sections import section_of
from kp7.personnel.terms import Headcount, Severity

TOTAL: Final = "รวม"
MOST_FINDINGS: Final = 100


@dataclass(frozen=True, slots=True)
class Box:
    """One number in a box, with the kinds it is made of beneath its name."""

    label: str
    number: int
    beneath: str = ""
    unit: str = ""


def boxes(headcounts: Headcounts) -> list[Box]:
    """Return the manual's three headcounts and their total."""
    three = [
        Box(headcount.label, headcounts.of(headcount), _beneath(headcounts, headcount))
        for headcount in Headcount
    ]
    return [*three, Box(TOTAL, headcounts.total)]


def _beneath(headcounts: Headcounts, headcount: Headcount) -> str:
    return " · ".join(f"{kind.label} {kind.people:,}" for kind in _kinds(headcounts, headcount))


def _kinds(headcounts: Headcounts, headcount: Headcount) -> Sequence[KindCount]:
    """Return the kinds; a single one that is called as its heading needs no second naming."""
    kinds = headcounts.kinds_of(headcount)
    return () if [kind.label for kind in kinds] == [headcount.label] else kinds


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    """One of the manual's three, a kind beneath it, or everybody."""

    label: str
    people: int
    complete: int
    to_mend: int
    kinds: Sequence["HeadcountRow"] = field(default=())


def headcount_rows(register: RegisterState) -> list[HeadcountRow]:
    """Return the rows of จำนวนบุคลากรที่บันทึกและจะรับรอง, the total last."""
    complete = Counter(a.record.kind.code for a in register.assessments if a.complete)
    to_mend = Counter(a.record.kind.code for a in register.assessments if a.blocking)

    def row(
        label: str, kinds: Sequence[KindCount], beneath: Sequence[HeadcountRow]
    ) -> HeadcountRow:
        return HeadcountRow(
            label,
            sum(kind.people for kind in kinds),
            sum(complete[kind.kind] for kind in kinds),
            sum(to_mend[kind.kind] for kind in kinds),
            beneath,
        )

    counts = register.headcounts
    return [
        *(
            row(
                headcount.label,
                counts.kinds_of(headcount),
                [row(kind.label, [kind], ()) for kind in _kinds(counts, headcount)],
            )
            for headcount in Headcount
        ),
        row("รวมทั้งสิ้น", counts.kinds, ()),
    ]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """How far a section is recorded."""

    label: str
    needed: int
    held: int

    @property
    def lacking(self) -> int:
        """How many people still lack it."""
        return self.needed - self.held


def section_rows(counts: Sequence[SectionCount]) -> list[SectionRow]:
    """Return ความครบถ้วนรายเมนู in the card's order, without what nobody's kind of staff needs."""
    return [
        SectionRow(count.section.label, count.needed, count.held)
        for count in counts
        if count.needed
    ]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, how many of its warnings need an explanation, and where they stand."""

    says: str
    number: int
    url: str


def unexplained_rows(register: RegisterState) -> list[RuleRow]:
    """Return the warnings that need an explanation, by rule."""
    address = reverse("findings")
    return [
        RuleRow(
            rule.says if (rule := rule_of(code)) else code,
            number,
            f"{address}?rule={code}&explained=no",
        )
        for code, number in register.unexplained.items()
    ]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something to look at: whose it is, what it is, and where it is mended."""

    severity: Severity
    name: str
    section: str
    sentence: str
    url: str


def findings(ready: ToCertify) -> tuple[list[FindingRow], int]:
    """Return what keeps the button off, at most `MOST_FINDINGS` of it, and how much there is."""
    if not ready.register.assessments:
        return [_row("", None, EMPTY_REGISTER)], 1
    found = sorted(_all(ready.register.assessments), key=lambda pair: _GRAVITY[pair[1].severity])
    rows = [
        _row(ready.names[card_id], card_id, finding) for card_id, finding in found[:MOST_FINDINGS]
    ]
    return rows, len(found)


_GRAVITY = {severity: place for place, severity in enumerate(Severity)}


def _all(assessments: Sequence[Assessment]) -> Iterator[tuple[UUID, Finding]]:
    return (
        (assessment.record.card_id, finding)
        for assessment in assessments
        for finding in assessment.findings
        if finding.severity is Severity.BLOCKING or finding.unexplained
    )


def _row(name: str, card_id: UUID | None, finding: Finding) -> FindingRow:
    section = section_of(finding.section)
    return FindingRow(
        finding.severity,
        name,
        section.label if section else "",
        finding.sentence,
        _place(card_id, finding),
    )


def _place(card_id: UUID | None, finding: Finding) -> str:
    """Return the address of the page on which a finding is mended."""
    if card_id is None:
        return reverse("person_add")
    if finding.line_id is None:
        return reverse("card_section", args=[card_id, finding.section])
    return reverse("line_edit", args=[card_id, finding.section, finding.line_id])
