"""The establishment: an organization's numbered positions, and who holds each in which time."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from kp7.database.ids import new_id
from kp7.personnel.fields import (
    CodeField,
    DayField,
    FoldedText,
    LabelField,
    SuggestedField,
    YearField,
)
from kp7.personnel.models.cards import Register, Row
from kp7.personnel.models.columns import day, words
from kp7.personnel.terms import CodeTable


def _period(start: str, end: str) -> Func:
    return Func(
        F(start), F(end), RangeBoundary(), function="daterange", output_field=DateRangeField()
    )


class Seat(models.Model):
    """A numbered position (อัตรา) of one organization, in [opened_on, closed_on)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="+", editable=False
    )
    revision = models.IntegerField(default=1, db_default=1, editable=False)
    number = FoldedText("เลขที่ตำแหน่ง", max_length=40, help_text="เช่น 12-3-01-1101-001")
    kind = CodeField("ประเภทบุคลากร", table=CodeTable.KINDS)
    kind_label = LabelField()
    division = SuggestedField("สังกัด", max_length=200, table=CodeTable.DIVISIONS)
    position = SuggestedField("ตำแหน่งในสายงาน", max_length=200, table=CodeTable.POSITIONS)
    administrative_position = words("ตำแหน่งทางบริหาร")
    level = words("ระดับ", 100, "เช่น ปฏิบัติการ/ชำนาญการ")
    opened_on = DayField("กำหนดตำแหน่งตั้งแต่วันที่")
    closed_on = day("ยุบเลิกตั้งแต่วันที่")
    document_number = words("มติหรือคำสั่งกำหนดตำแหน่ง", 200)
    closed_document = words("มติหรือคำสั่งยุบเลิก", 200)

    class Meta:
        verbose_name = "กรอบอัตรากำลัง"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
                name="a_seat_closes_after_it_opens",
                violation_error_message="วันที่ยุบเลิกต้องอยู่หลังวันที่กำหนดตำแหน่ง",
            ),
            ExclusionConstraint(
                name="a_position_number_stands_once_at_a_time",
                expressions=[
                    ("register", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    (_period("opened_on", "closed_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="มีเลขที่ตำแหน่งนี้ในกรอบอัตรากำลังของหน่วยงานแล้ว",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SeatHolding(Row):
    """Somebody holds a numbered position during [started_on, ended_on)."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holdings")
    started_on = DayField("ดำรงตำแหน่งตั้งแต่วันที่")
    ended_on = day("พ้นตั้งแต่วันที่")

    class Meta:
        verbose_name = "ผู้ดำรงตำแหน่ง"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
                name="a_holding_ends_after_it_starts",
                violation_error_message="วันที่พ้นต้องอยู่หลังวันที่เริ่มดำรงตำแหน่ง",
            ),
            ExclusionConstraint(
                name="one_holder_a_position",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    (_period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="ตำแหน่งนี้มีผู้ดำรงตำแหน่งอยู่แล้วในช่วงเวลานั้น",
            ),
            ExclusionConstraint(
                name="one_position_a_holder",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (_period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="บุคคลนี้ดำรงตำแหน่งเลขที่อื่นอยู่แล้วในช่วงเวลานั้น",
            ),
        ]


class Plan(models.Model):
    """แผนอัตรากำลัง 3 ปี: the paper by which the establishment of three fiscal years stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="+", editable=False
    )
    revision = models.IntegerField(default=1, db_default=1, editable=False)
    first_year = YearField("ปีงบประมาณแรก (พ.ศ.)")
    resolution = FoldedText("มติ ก.จังหวัดที่เห็นชอบ", max_length=200)
    resolved_on = day("เมื่อวันที่")

    class Meta:
        verbose_name = "แผนอัตรากำลัง 3 ปี"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "first_year"],
                name="a_plan_of_three_years_stands_once",
                violation_error_message="มีแผนอัตรากำลังที่เริ่มปีงบประมาณนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return str(self.first_year)
