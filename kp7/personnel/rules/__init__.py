"""The rules: small pure functions from a record to its findings. None of them raises.

`RULES` is the one list that the forms, the people list, ตรวจสอบข้อมูล and the certification read,
and docs/rules.md is written from it.
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from uuid import UUID

from kp7.personnel.record import Assessment, Explained, Finding, Line, Record
from kp7.personnel.rules.career import RULES as CAREER_RULES
from kp7.personnel.rules.conduct import RULES as CONDUCT_RULES
from kp7.personnel.rules.documents import RULES as DOCUMENTS_RULES
from kp7.personnel.rules.education import RULES as EDUCATION_RULES
from kp7.personnel.rules.establishment import RULES as ESTABLISHMENT_RULES
from kp7.personnel.rules.family import RULES as FAMILY_RULES
from kp7.personnel.rules.honours import RULES as HONOURS_RULES
from kp7.personnel.rules.leave import RULES as LEAVE_RULES
from kp7.personnel.rules.pay import RULES as PAY_RULES
from kp7.personnel.rules.personal import RULES as PERSONAL_RULES
from kp7.personnel.rules.reading import (
    APPOINTMENTS,
    EDUCATION,
    PERSONAL,
    Check,
    Found,
    Reading,
    Rule,
)
from kp7.personnel.terms import Severity

__all__ = [
    "APPOINTMENTS",
    "EDUCATION",
    "EMPTY_REGISTER",
    "PERSONAL",
    "RULES",
    "Check",
    "Found",
    "Reading",
    "Rule",
    "assess",
    "rule_of",
]

RULES: tuple[Rule, ...] = (
    *CAREER_RULES,
    *PAY_RULES,
    *PERSONAL_RULES,
    *FAMILY_RULES,
    *EDUCATION_RULES,
    *LEAVE_RULES,
    *CONDUCT_RULES,
    *HONOURS_RULES,
    *DOCUMENTS_RULES,
    *ESTABLISHMENT_RULES,
)

EMPTY_REGISTER = Finding(
    "REG-01",
    Severity.BLOCKING,
    "",
    "ยังไม่มีบุคลากรในทะเบียน กรุณาเพิ่มบุคลากรก่อนรับรองข้อมูล",
)

_ORDER = {Severity.BLOCKING: 0, Severity.WARNING: 1, Severity.HINT: 2}
_BY_CODE = {rule.code: rule for rule in RULES}
# What rules hold lines against: a change of one of these makes an explanation old.
_MEASURES = ("birth_date", "sex", "kind", "first_appointed_on", "service_started_on")


def rule_of(code: str) -> Rule | None:
    """The rule of that code."""
    return _BY_CODE.get(code)


def assess(record: Record) -> Assessment:
    """What all rules say of one card, blocking findings first, with what was said of them.

    A warning stands once for a line, as its explanation does.
    """
    reading = Reading(record)
    said = {(one.rule, one.line_id): one for one in record.explanations}
    findings: list[Finding] = []
    warned: set[tuple[str, UUID | None]] = set()
    for rule in RULES:
        for found in rule.check(reading):
            place = rule.code, found.line.id if found.line else None
            if rule.severity is not Severity.WARNING:
                findings.append(_finding(rule, found))
            elif place not in warned:
                warned.add(place)
                findings.append(_explained(rule, record, found, said))
    findings.sort(key=lambda finding: _ORDER[finding.severity])
    return Assessment(record, tuple(findings))


def _finding(rule: Rule, found: Found) -> Finding:
    return Finding(
        rule.code,
        rule.severity,
        found.section or rule.section,
        found.sentence,
        found.line.id if found.line else None,
        found.field,
    )


def _explained(
    rule: Rule,
    record: Record,
    found: Found,
    said: Mapping[tuple[str, UUID | None], Explained],
) -> Finding:
    finding = _finding(rule, found)
    return replace(
        finding,
        fingerprint=_fingerprint(rule, record, found, finding.section),
        explanation=said.get((finding.code, finding.line_id)),
    )


def _fingerprint(rule: Rule, record: Record, found: Found, section: str) -> str:
    """The digest of what the rule read: its lines (or the section's), and the person's dates.

    Columns that say nothing are left out, so that a column that comes later changes no digest;
    of the personal data only the column that is meant is read.
    """
    digest = blake2b(digest_size=16)
    digest.update(rule.code.encode())
    for name in _MEASURES:
        digest.update(repr(record.personal.values.get(name)).encode(*_AS_TEXT))
    if found.line is record.personal:
        digest.update(repr(record.personal.values.get(found.field)).encode(*_AS_TEXT))
    else:
        for line in (found.line, *found.beside) if found.line else record.section(section):
            digest.update(_said(line).encode(*_AS_TEXT))
    if rule.widely:
        digest.update(repr(record.around).encode(*_AS_TEXT))
    return digest.hexdigest()


_AS_TEXT = ("utf-8", "surrogatepass")


def _said(line: Line) -> str:
    said = ((name, str(value)) for name, value in line.values.items() if value is not False)
    return repr(sorted((name, text) for name, text in said if text not in {"", "None"}))
