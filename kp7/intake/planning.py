"""Working out what each row of a file would do to a register, without doing any of it.

The register is read in chunks of people; what is worked out is given row by row, to be staged.
"""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kp7.database.ids import new_id
from kp7.intake.coding import CodeBook
from kp7.intake.layout import NOTHING, SERVICES
from kp7.intake.lines import Becomes
from kp7.intake.matching import FileLine
from kp7.intake.people import Around, PersonPlan, Standing
from kp7.intake.shapes import BY_CODE, SERVICE, shape
from kp7.intake.terms import Outcome
from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.personnel.loading import shape_of
from kp7.personnel.models import Card, CodeEntry, Person, Service
from kp7.personnel.queries import codes, name_of, records, today
from kp7.personnel.record import Line
from kp7.personnel.rules import rule_of
from kp7.personnel.sections import PERSONAL
from kp7.thai import text

CHUNK: Final = 100

Period = tuple[date, date | None]  # [started_on, ended_on)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be done with one row."""

    line: FileLine
    outcome: Outcome
    person: str = ""
    person_id: uuid.UUID | None = None
    card_id: uuid.UUID | None = None
    becomes: Becomes | None = None

    @property
    def line_id(self) -> uuid.UUID | None:
        """The line that it means, or that it would be."""
        if self.becomes is None or (self.outcome is Outcome.REFUSED and not self.becomes.before):
            return None
        return self.becomes.id

    @property
    def sensitive(self) -> bool:
        """Whether reading what is planned takes a right of its own."""
        return self.outcome is not Outcome.REFUSED and bool(self._sensitive)

    @property
    def _sensitive(self) -> bool:
        section = BY_CODE.get(self.line.section)
        return (self.becomes is not None and self.becomes.sensitive) or (
            section is not None and section.sensitive
        )


@dataclass(slots=True)
class Tally:
    """What a plan comes to: rows by section and outcome, findings by rule, its fingerprint."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    digest: hashlib.blake2b = field(default_factory=lambda: hashlib.blake2b(digest_size=32))

    def take(self, one: Planned) -> None:
        """Count a row in."""
        self.counts.setdefault(one.line.section, Counter())[one.outcome] += 1
        self.digest.update(_print_of(one).encode("utf-8", "surrogatepass"))

    def rules(self) -> list[dict[str, object]]:
        """The rules that would find something, as they are kept and shown."""
        said = []
        for code, number in sorted(self.found.items()):
            rule = rule_of(code)
            if rule is not None:
                said.append(
                    {
                        "code": code,
                        "severity": str(rule.severity),
                        "label": rule.says,
                        "number": number,
                    }
                )
        return said


def _print_of(one: Planned) -> str:
    """What a reader confirms of a row: two plans that say the same do the same."""
    becomes = one.becomes
    before: list[str | None] = []
    after: list[str | None] = []
    if becomes is not None and one.outcome.writes:
        known = shape(one.line.section)
        after = known.texts(becomes.after)
        before = known.texts(becomes.before.values) if becomes.before else []
    return json.dumps(
        [
            one.line.number,
            one.outcome,
            str(one.line_id) if before else "",
            before,
            after,
            [said.sentence for said in one.line.wrong],
        ]
    )


class Plan:
    """The rows of a file against a register as it stands; walk it once, then read its `tally`.

    `refused` says of people by national id why a period of theirs cannot stand here.
    """

    def __init__(
        self,
        by: Actor,
        register_id: uuid.UUID,
        lines: Iterable[FileLine],
        refused: Mapping[str, str],
    ) -> None:
        self.tally = Tally()
        self._register_id = register_id
        self._unknown: list[FileLine] = []
        self._people: dict[str, list[FileLine]] = {}
        for line in lines:
            if line.digits:
                self._people.setdefault(line.digits, []).append(line)
            else:
                self._unknown.append(line)
        day = today()
        self._around = Around(
            book=CodeBook(standing_on(register_id, day).type, day),
            codes=codes(),
            reads_sensitive=by.reads_sensitive,
            today=day,
            refused=refused,
            owners=_owners(register_id, self._all()),
        )

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._unknown) + sum(len(lines) for lines in self._people.values())

    def walk(self, progress: Progress) -> Iterator[list[Planned]]:
        """Every row with what would be done with it, some people's at a time."""
        yield [
            self._counted(Planned(line, Outcome.REFUSED, text.fold(line.name)))
            for line in self._unknown
        ]
        done = len(self._unknown)
        for chunk in _chunks(list(self._people)):
            found: list[Planned] = []
            for standing in self._standing(chunk):
                lines = self._people.pop(standing.digits)
                done += len(lines)
                found += self._of_person(standing, lines)
            yield found
            progress(done, done + sum(len(lines) for lines in self._people.values()))

    def _all(self) -> Iterator[FileLine]:
        for lines in self._people.values():
            yield from lines

    def _counted(self, one: Planned) -> Planned:
        self.tally.take(one)
        return one

    def _of_person(self, standing: Standing, lines: Sequence[FileLine]) -> Iterator[Planned]:
        plan = PersonPlan(self._around, standing, lines)
        plan.settle()
        self.tally.found.update(plan.newly_found())
        name = name_of(standing.card) if standing.card else plan.name
        card_id = standing.card.id if standing.card else None
        for line, outcome, one in plan.outcomes():
            yield self._counted(Planned(line, outcome, name, standing.person_id, card_id, one))

    def _standing(self, digits: Sequence[str]) -> Iterator[Standing]:
        """What stands of some people: a handful of statements for all of them."""
        cards = {
            card.national_id: card
            for card in Card.objects.filter(
                register_id=self._register_id, person__national_id__in=digits
            ).select_related("person")
        }
        found = records(self._register_id, list(cards.values()))
        by_person = {record.person_id: record for record in found}
        services = _services(self._register_id, list(by_person))
        new = [one for one in digits if one not in cards]
        known = dict(Person.objects.filter(national_id__in=new).values_list("national_id", "id"))
        for one in digits:
            card = cards.get(one)
            if card is None:
                yield Standing(known.get(one) or new_id(), one)
            else:
                person_id = card.person_id
                yield Standing(
                    person_id, one, card, by_person[person_id], services.get(person_id, [])
                )


def periods_wanted(register_id: uuid.UUID, lines: Iterable[FileLine]) -> dict[str, list[Period]]:
    """The periods of service that a file would begin, by national id: for asking elsewhere."""
    said: dict[str, list[Period]] = {}
    starts: dict[str, date] = {}
    for line in lines:
        if line.section == SERVICES and isinstance(day := line.values.get("started_on"), date):
            ended_on = line.values.get("ended_on")
            period = day, ended_on if isinstance(ended_on, date) else None
            said.setdefault(line.digits, []).append(period)
        elif line.section == PERSONAL.code:
            day = line.values.get("service_started_on")
            starts.setdefault(line.digits, day if isinstance(day, date) else date.max)
    here = _periods_here(register_id, {*said, *starts})
    wanted = {
        digits: [period for period in periods if period not in here.get(digits, ())]
        for digits, periods in said.items()
    }
    for digits, day in starts.items():
        if digits not in here and digits not in said and day != date.max:
            wanted[digits] = [(day, None)]
    return {digits: periods for digits, periods in wanted.items() if periods}


def _periods_here(register_id: uuid.UUID, digits: set[str]) -> dict[str, list[Period]]:
    """The periods of people in this register; none of somebody with a card and no period."""
    found: dict[str, list[Period]] = {
        one: []
        for one in Card.objects.filter(
            register_id=register_id, person__national_id__in=digits
        ).values_list("person__national_id", flat=True)
    }
    for one, started_on, ended_on in Service.objects.filter(
        register_id=register_id, person__national_id__in=digits
    ).values_list("person__national_id", "started_on", "ended_on"):
        found.setdefault(one, []).append((started_on, ended_on))
    return found


def state_of_codes() -> str:
    """What tells one state of the code tables from another."""
    digest = hashlib.sha256()
    for said in CodeEntry.objects.order_by("id").values_list("id", "revision").iterator():
        digest.update(repr(said).encode())
    return digest.hexdigest()


def _services(register_id: uuid.UUID, persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Line]]:
    found: dict[uuid.UUID, list[Line]] = {}
    names = shape_of(SERVICE).names
    for one in Service.objects.filter(register_id=register_id, person_id__in=persons).order_by(
        "started_on", "id"
    ):
        line = Line(one.id, {name: getattr(one, name) for name in names})
        found.setdefault(one.person_id, []).append(line)
    return found


def _owners(register_id: uuid.UUID, lines: Iterable[FileLine]) -> dict[uuid.UUID, uuid.UUID]:
    """Whose lines of this register the file names by รหัสรายการ: one statement a section."""
    named: dict[str, list[uuid.UUID]] = {}
    for line in lines:
        if line.line_id is not None and line.section != NOTHING:
            named.setdefault(line.section, []).append(line.line_id)
    owners: dict[uuid.UUID, uuid.UUID] = {}
    for code, ids in named.items():
        rows = BY_CODE[code].model._default_manager.filter(register_id=register_id, id__in=ids)
        owners.update(rows.order_by().values_list("id", "person_id"))
    return owners


def _chunks(digits: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(digits), CHUNK):
        yield digits[start : start + CHUNK]
