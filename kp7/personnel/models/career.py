"""Sections of the card about what somebody has served as and been paid."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kp7.personnel.fields import (
    CodeField,
    DayField,
    FoldedText,
    LabelField,
    MoneyField,
    SuggestedField,
)
from kp7.personnel.models.cards import Line
from kp7.personnel.terms import CodeTable


class Appointment(Line):
    """ตำแหน่งและอัตราเงินเดือน (item 13 of the card)."""

    effective_on = DayField("วันที่มีผล")
    sequence = models.PositiveSmallIntegerField(
        "ลำดับที่ในวันเดียวกัน",
        blank=True,
        default=1,
        help_text="เว้นว่างได้ ระบบจะต่อท้ายรายการของวันนั้น",
    )
    movement = CodeField("ประเภทการเคลื่อนไหว", table=CodeTable.MOVEMENTS)
    movement_label = LabelField()
    position = SuggestedField(
        "ตำแหน่ง", max_length=200, table=CodeTable.POSITIONS, blank=True, default=""
    )
    position_number = FoldedText(
        "เลขที่ตำแหน่ง",
        max_length=40,
        blank=True,
        default="",
        help_text="เช่น 12-3-01-1101-001 พนักงานจ้างไม่มีเลขที่ตำแหน่ง",
    )
    level = CodeField("ประเภท/ระดับ", table=CodeTable.LEVELS, blank=True, default="")
    level_label = LabelField()
    division = SuggestedField(
        "สังกัด", max_length=200, table=CodeTable.DIVISIONS, blank=True, default=""
    )
    salary = MoneyField("อัตราเงินเดือน (บาท)", null=True, blank=True)
    document_kind = CodeField("เอกสารอ้างอิง", table=CodeTable.DOCUMENTS, blank=True, default="")
    document_kind_label = LabelField()
    document_issuer = FoldedText("ผู้ออกเอกสาร", max_length=200, blank=True, default="")
    document_number = FoldedText(
        "เลขที่เอกสาร", max_length=60, blank=True, default="", help_text="เช่น 123/2565"
    )
    document_date = DayField("เอกสารลงวันที่", null=True, blank=True)

    class Meta:
        verbose_name = "ตำแหน่งและอัตราเงินเดือน"
        ordering: ClassVar[list[str]] = ["effective_on", "sequence", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "effective_on", "sequence"],
                name="a_day_has_one_line_of_each_number",
                violation_error_message="วันนี้มีรายการลำดับที่นี้แล้ว กรุณาใส่ลำดับที่อื่นหรือเว้นว่าง",
            ),
            models.UniqueConstraint(
                fields=[
                    "register",
                    "person",
                    "effective_on",
                    "movement",
                    "position",
                    "position_number",
                    "level",
                    "salary",
                    "document_number",
                ],
                nulls_distinct=False,
                name="an_appointment_stands_once",
                violation_error_message="มีรายการนี้อยู่แล้วทุกช่องเหมือนกัน ไม่ต้องบันทึกซ้ำ",
            ),
            models.CheckConstraint(
                condition=Q(salary__isnull=True) | Q(salary__gte=0),
                name="a_salary_is_not_negative",
                violation_error_message="อัตราเงินเดือนต้องไม่ติดลบ",
            ),
        ]
