"""What a register comes to: headcounts, completeness, what the rules find over all its cards."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from kp7.personnel.queries import assessments, cards_of, today
from kp7.personnel.record import Assessment
from kp7.personnel.sections import SECTIONS, Section
from kp7.personnel.terms import Headcount, Presence


@dataclass(frozen=True, slots=True)
class KindCount:
    """People in service of one kind."""

    kind: str
    label: str
    headcount: Headcount
    people: int


@dataclass(frozen=True, slots=True)
class Headcounts:
    """The manual's three numbers, and the kinds they are made of."""

    kinds: tuple[KindCount, ...]

    def of(self, headcount: Headcount) -> int:
        """One of the three."""
        return sum(kind.people for kind in self.kinds if kind.headcount is headcount)

    def kinds_of(self, headcount: Headcount) -> tuple[KindCount, ...]:
        """What one of the three is made of."""
        return tuple(kind for kind in self.kinds if kind.headcount is headcount)

    @property
    def total(self) -> int:
        """Everybody in service."""
        return sum(kind.people for kind in self.kinds)


def headcounts(register_id: uuid.UUID) -> Headcounts:
    """How many people of each kind are in service today."""
    return headcounts_of([register_id]).get(register_id, Headcounts(()))


def headcounts_of(register_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Headcounts]:
    """The headcounts of several registers: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.id, counted.* FROM unnest(%s::uuid[]) AS asked(id),"
            " LATERAL personnel_headcounts(asked.id, %s) AS counted",
            [list(register_ids), today()],
        )
        counted: dict[uuid.UUID, list[KindCount]] = defaultdict(list)
        for register_id, kind, label, headcount, number in cursor.fetchall():
            counted[register_id].append(
                KindCount(kind, label, Headcount(headcount or Headcount.OFFICIALS), number)
            )
    return {register_id: Headcounts(tuple(kinds)) for register_id, kinds in counted.items()}


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How many people need a section, and how many have it."""

    section: Section
    needed: int
    held: int


@dataclass(frozen=True, slots=True)
class RegisterState:
    """What was recorded and is about to be certified."""

    headcounts: Headcounts
    assessments: Sequence[Assessment]
    sections: Sequence[SectionCount]

    @property
    def complete(self) -> int:
        """How many cards are complete."""
        return sum(a.complete for a in self.assessments)

    @property
    def blocking(self) -> int:
        """How many findings block, an empty register among them."""
        return sum(len(a.blocking) for a in self.assessments) + (not self.assessments)

    @property
    def unexplained(self) -> dict[str, int]:
        """How many warnings of each rule still need an explanation, the most first."""
        counted = Counter(f.code for a in self.assessments for f in a.unexplained)
        return dict(counted.most_common())

    @property
    def explained(self) -> int:
        """How many warnings stand with their explanations."""
        return sum(f.explained for a in self.assessments for f in a.findings)


def register_state(register_id: uuid.UUID) -> RegisterState:
    """Every card in service, assessed."""
    cards = list(cards_of(register_id, Presence.ACTIVE, today()))
    assessed = assessments(register_id, cards)
    return RegisterState(headcounts(register_id), assessed, _by_section(assessed))


def _by_section(assessed: Sequence[Assessment]) -> list[SectionCount]:
    counts = []
    for section in SECTIONS:
        if section.is_list:
            needing = [a.record for a in assessed if section.code in a.record.kind.sections]
            held = sum(record.holds(section.code) for record in needing)
        else:
            needing = [a.record for a in assessed]
            held = sum(not _lacks(a, section) for a in assessed)
        counts.append(SectionCount(section, len(needing), held))
    return counts


def _lacks(assessment: Assessment, section: Section) -> bool:
    return any(finding.section == section.code for finding in assessment.blocking)
