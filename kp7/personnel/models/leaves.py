"""Leave: each time somebody was away, and the totals of years whose days nobody wrote down."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kp7.personnel.fields import CodeField, DayField, LabelField, NumberField, YearField
from kp7.personnel.models.cards import Line
from kp7.personnel.models.columns import document_date, document_number, words
from kp7.personnel.terms import CodeTable


class Leave(Line):
    """การลา ขาดราชการ มาสาย."""

    kind = CodeField("ประเภทการลา", table=CodeTable.LEAVE_KINDS)
    kind_label = LabelField()
    started_on = DayField("ตั้งแต่วันที่")
    ended_on = DayField("ถึงวันที่")
    half_day = models.CharField(
        "ครึ่งวัน",
        max_length=9,
        blank=True,
        default="",
        choices=[("morning", "เช้า"), ("afternoon", "บ่าย")],
    )
    days = NumberField("จำนวนวันทำการ", help_text="เช่น 1 หรือ 0.5")
    reason = words("เหตุผล")
    document_number = document_number()
    document_date = document_date()

    class Meta:
        verbose_name = "การลา"
        ordering: ClassVar[list[str]] = ["started_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "kind", "started_on", "half_day"],
                name="a_leave_stands_once",
                violation_error_message="มีการลารายการนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="a_leave_ends_after_it_starts",
                violation_error_message="“ถึงวันที่” ต้องไม่อยู่ก่อน “ตั้งแต่วันที่”",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=0),
                name="a_leave_has_no_negative_days",
                violation_error_message="จำนวนวันต้องไม่ติดลบ",
            ),
        ]


class LeaveTotal(Line):
    """สรุปวันลาประจำปีงบประมาณ: what the paper card says of a whole year."""

    fiscal_year = YearField("ปีงบประมาณ (พ.ศ.)")
    kind = CodeField("ประเภทการลา", table=CodeTable.LEAVE_KINDS)
    kind_label = LabelField()
    times = models.PositiveSmallIntegerField("จำนวนครั้ง", null=True, blank=True)
    days = NumberField("จำนวนวัน", null=True, blank=True)

    class Meta:
        verbose_name = "สรุปวันลา"
        ordering: ClassVar[list[str]] = ["fiscal_year", "kind", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "fiscal_year", "kind"],
                name="a_leave_total_stands_once_a_year",
                violation_error_message="มีสรุปวันลาประเภทนี้ของปีนี้แล้ว ให้แก้ไขรายการเดิม",
            ),
        ]
