"""What the rules found in a register as an Excel workbook: a row a finding."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Final

import xlsxwriter

from kp7.personnel.checking import Checked
from kp7.personnel.rules import rule_of
from kp7.personnel.sections import section_of
from kp7.personnel.terms import Severity
from kp7.reports.sheets import PLAIN, headed
from kp7.thai import calendar

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


def workbook_of(findings: Sequence[Checked], *, organization: str, on: date) -> bytes:
    """Return the findings in the order given; every cell is text."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"title": f"{organization} {calendar.format_long(on)}"})
        sheet = headed(book, SHEET, COLUMNS)
        for number, one in enumerate(findings, start=1):
            for column, cell in enumerate(cells(one)):
                sheet.write_string(number, column, cell)
        sheet.autofilter(0, 0, max(len(findings), 1), len(COLUMNS) - 1)
    return file.getvalue()


def cells(one: Checked) -> tuple[str, ...]:
    """Return what stands in the row of one finding."""
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
