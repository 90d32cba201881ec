"""What the rules found in a register as a list: a row a finding."""

from collections.abc import Iterable
from typing import Final

from kp7.personnel.checking import Checked
from kp7.personnel.rules import rule_of
from kp7.personnel.sections import section_of
from kp7.personnel.terms import Severity
from kp7.reports.sheets import Table

SHEET: Final = "ตรวจสอบข้อมูล"
COLUMNS: Final = (
    ("ระดับ", 14),
    ("รหัส", 9),
    ("สิ่งที่ตรวจ", 40),
    ("ชื่อ-นามสกุล", 26),
    ("เมนู", 26),
    ("สิ่งที่พบ", 70),
    ("คำชี้แจง", 50),
)
OLD: Final = "(ข้อมูลเปลี่ยนหลังชี้แจง) "


def table_of(findings: Iterable[Checked]) -> Table:
    """Give the findings in the order given; every cell is text."""
    return Table(SHEET, COLUMNS, map(cells, findings))


def cells(one: Checked) -> tuple[str, ...]:
    """Give what stands in the row of one finding."""
    finding = one.finding
    rule, section = rule_of(finding.code), section_of(finding.section)
    return (
        finding.severity.label,
        finding.code,
        rule.says if rule else "",
        one.name,
        section.label if section else "",
        finding.sentence,
        _said(one) if finding.severity is Severity.WARNING else "",
    )


def _said(one: Checked) -> str:
    explanation = one.finding.explanation
    if explanation is None:
        return ""
    return explanation.text if one.finding.explained else f"{OLD}{explanation.text}"
