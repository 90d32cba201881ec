"""What the rules would say of a line as it is typed, before it is saved."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kp7.personnel import queries
from kp7.personnel.loading import shape_of
from kp7.personnel.models import Card
from kp7.personnel.record import Finding, Line, Record, Value
from kp7.personnel.rules import assess
from kp7.personnel.sections import PERSONAL, Section

NEW = uuid.UUID(int=0)


def findings_of(
    card: Card,
    section: Section,
    line_id: uuid.UUID | None,
    typed: Mapping[str, Value],
    *,
    reads_sensitive: bool,
) -> Sequence[Finding]:
    """What the rules say of one line with what was typed put in its place.

    `line_id` is None for a line that is added; columns that were not typed stay as they stand.
    """
    (record,) = queries.records(card.register_id, [card])
    line = _typed(record, section, line_id, typed)
    tried = _in_place(record, section, line)
    assessment = assess(tried).for_reader(reads_sensitive=reads_sensitive)
    return [
        finding
        for finding in assessment.findings
        if finding.section == section.code and finding.line_id == line.id
    ]


def _typed(
    record: Record, section: Section, line_id: uuid.UUID | None, typed: Mapping[str, Value]
) -> Line:
    lines = (record.personal,) if section is PERSONAL else record.section(section.code)
    empty = Line(line_id or NEW, {column.attname: None for column in section.stored()})
    stands = next((line for line in lines if line.id == line_id), empty)
    return Line(stands.id, {**stands.values, **typed})


def _in_place(record: Record, section: Section, line: Line) -> Record:
    """The record with the line put where it belongs among the others."""
    if section is PERSONAL:
        return replace(record, personal=line)
    others = (one for one in record.section(section.code) if one.id != line.id)
    lines = tuple(sorted((*others, line), key=shape_of(section).place))
    return replace(record, lines={**record.lines, section.code: lines})
