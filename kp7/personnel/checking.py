"""ตรวจสอบข้อมูล: everything that the rules find in a register, by rule or by person."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kp7.personnel.models import Card
from kp7.personnel.queries import assessments, cards_of, name_of, today
from kp7.personnel.record import Finding
from kp7.personnel.rules import RULES
from kp7.personnel.terms import Presence, Severity

_WEIGHT: Final = {severity: place for place, severity in enumerate(Severity)}
_PLACE: Final = {rule.code: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; '' and None stand for all. `explained` is asked of warnings alone."""

    severity: str = ""
    rule: str = ""
    section: str = ""
    explained: bool | None = None
    by_person: bool = False

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is asked for."""
        return (
            self.severity in {"", finding.severity}
            and self.rule in {"", finding.code}
            and self.section in {"", finding.section}
            and (self.explained is None or self._explained(finding))
        )

    def _explained(self, finding: Finding) -> bool:
        return finding.severity is Severity.WARNING and finding.explained is self.explained


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding and the card it is of."""

    card: Card
    finding: Finding

    @property
    def name(self) -> str:
        """Whose card it is."""
        return name_of(self.card)

    @property
    def key(self) -> str:
        """What tells it from all others, and stays while the finding does."""
        finding = self.finding
        line = finding.line_id or ""
        return f"{finding.code}.{self.card.id}.{line}.{finding.section}"


@dataclass(frozen=True, slots=True)
class Check:
    """A page of findings; `after` continues it.

    `counts` are those of the whole register by severity, `unexplained` those of `rule` by rule
    as far as their reader may see them; `withheld` are warnings without an explanation that the
    reader has no right to.
    """

    findings: Sequence[Checked]
    total: int
    after: str | None
    people: int
    counts: Mapping[Severity, int]
    by_rule: Mapping[str, int]
    unexplained: Mapping[str, int]
    withheld: int


def check(
    register_id: uuid.UUID,
    wanted: Wanted,
    *,
    reads_sensitive: bool,
    after: str = "",
    size: int | None = 50,
) -> Check:
    """Ask every rule of everybody in service: as many statements for two people as for 2,000."""
    cards = list(cards_of(register_id, Presence.ACTIVE, today()))
    assessed = assessments(register_id, cards)
    readable = [one.for_reader(reads_sensitive=reads_sensitive) for one in assessed]
    everything = [
        Checked(card, finding)
        for card, assessment in zip(cards, readable, strict=True)
        for finding in assessment.findings
    ]
    found = [one for one in everything if wanted.takes(one.finding)]
    if not wanted.by_person:
        found.sort(key=_by_rule)  # stable: those of a rule stay in the order of names
    start = next((place + 1 for place, one in enumerate(found) if one.key == after), 0)
    shown = found[start : start + size] if size else found
    more = size is not None and start + size < len(found)
    unexplained = Counter(one.finding.code for one in everything if one.finding.unexplained)
    return Check(
        findings=shown,
        total=len(found),
        after=shown[-1].key if more else None,
        people=len(cards),
        counts=Counter(one.finding.severity for one in everything),
        by_rule=Counter(one.finding.code for one in everything),
        unexplained=unexplained,
        withheld=sum(len(one.unexplained) for one in assessed) - unexplained.total(),
    )


def _by_rule(one: Checked) -> tuple[int, int]:
    return _WEIGHT[one.finding.severity], _PLACE.get(one.finding.code, len(_PLACE))
