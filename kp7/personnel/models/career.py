"""Sections of the card about what somebody has served as and been paid."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kp7.personnel.fields import (
    CodeField,
    DayField,
    FoldedText,
    LabelField,
    MoneyField,
    NumberField,
    SuggestedField,
    YearField,
)
from kp7.personnel.models.cards import Line
from kp7.personnel.models.columns import day, document_date, document_number, words
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
    administrative_position = FoldedText(
        "ตำแหน่งทางบริหาร", max_length=200, blank=True, default="", db_default=""
    )
    salary = MoneyField("อัตราเงินเดือน (บาท)", null=True, blank=True)
    step = FoldedText(
        "ขั้น",
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text="เช่น 12.5 เว้นว่างได้",
    )
    position_allowance = MoneyField("เงินประจำตำแหน่ง (บาท)", null=True, blank=True)
    acting_order = FoldedText("รักษาการลำดับที่", max_length=10, blank=True, default="", db_default="")
    ends_on = day("ถึงวันที่", "ของการรักษาการ ช่วยราชการ หรือสัญญาจ้าง")
    contract_number = FoldedText(
        "สัญญาจ้างเลขที่", max_length=60, blank=True, default="", db_default=""
    )
    document_kind = CodeField("เอกสารอ้างอิง", table=CodeTable.DOCUMENTS, blank=True, default="")
    document_kind_label = LabelField()
    document_issuer = FoldedText("ผู้ออกเอกสาร", max_length=200, blank=True, default="")
    document_number = FoldedText(
        "เลขที่เอกสาร", max_length=60, blank=True, default="", help_text="เช่น 123/2565"
    )
    document_date = DayField("เอกสารลงวันที่", null=True, blank=True)
    amends_number = FoldedText(
        "แก้ไข/ยกเลิกคำสั่งเลขที่",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="เลขที่ของคำสั่งเดิม เมื่อรายการนี้แก้ไขหรือยกเลิกคำสั่ง",
    )
    amends_date = day("คำสั่งเดิมลงวันที่")
    resolution = FoldedText(
        "มติ ก.จังหวัด",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="เช่น มติ ก.อบต.จังหวัด ครั้งที่ 3/2565 เมื่อวันที่ 30 มี.ค. 2565",
    )

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
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("effective_on")),
                name="an_appointment_ends_after_it_starts",
                violation_error_message="“ถึงวันที่” ต้องไม่อยู่ก่อนวันที่มีผล",
            ),
        ]


class Allowance(Line):
    """เงินเพิ่มพิเศษ."""

    kind = CodeField("ประเภทเงินเพิ่ม", table=CodeTable.ALLOWANCES)
    kind_label = LabelField()
    amount = MoneyField("จำนวนเงิน (บาท)", null=True, blank=True)
    started_on = DayField("ตั้งแต่วันที่")
    ended_on = day("ถึงวันที่")
    document_number = document_number()
    document_date = document_date()

    class Meta:
        verbose_name = "เงินเพิ่มพิเศษ"
        ordering: ClassVar[list[str]] = ["started_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "kind", "started_on"],
                name="an_allowance_stands_once",
                violation_error_message="มีเงินเพิ่มประเภทนี้ตั้งแต่วันเดียวกันอยู่แล้ว",
            ),
        ]


class Evaluation(Line):
    """ผลการประเมินการปฏิบัติราชการ."""

    fiscal_year = YearField("ปีงบประมาณ (พ.ศ.)")
    half = models.PositiveSmallIntegerField(
        "ครั้งที่",
        choices=[(1, "ครั้งที่ 1 (1 ต.ค. - 31 มี.ค.)"), (2, "ครั้งที่ 2 (1 เม.ย. - 30 ก.ย.)")],
    )
    result = CodeField("ผลการประเมิน", table=CodeTable.EVALUATION_RESULTS)
    result_label = LabelField()
    score = NumberField("คะแนน (ร้อยละ)", null=True, blank=True)
    raised_steps = words("ขั้นที่ได้เลื่อน", 10, "เช่น 0.5 หรือ 1")
    document_number = document_number()
    document_date = document_date()

    class Meta:
        verbose_name = "ผลการประเมิน"
        ordering: ClassVar[list[str]] = ["fiscal_year", "half", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "fiscal_year", "half"],
                name="an_evaluation_stands_once_a_half_year",
                violation_error_message="มีผลการประเมินของครั้งนี้แล้ว ให้แก้ไขรายการเดิม",
            ),
            models.CheckConstraint(
                condition=Q(half__in=[1, 2]),
                name="a_year_has_two_halves",
                violation_error_message="การประเมินมีปีละ 2 ครั้ง",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | (Q(score__gte=0) & Q(score__lte=100)),
                name="a_score_is_a_part_of_a_hundred",
                violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]


class Discipline(Line):
    """การได้รับโทษทางวินัย (item 11 of the card)."""

    penalty = CodeField("โทษ", table=CodeTable.PENALTIES)
    penalty_label = LabelField()
    severity = CodeField("ระดับ", table=CodeTable.OFFENCE_LEVELS, blank=True, default="")
    severity_label = LabelField()
    offence = FoldedText("กรณีความผิด", max_length=250)
    committed_on = day("วันที่กระทำผิด")
    inquiry_number = words("คำสั่งสอบสวนเลขที่", 100)
    effective_on = DayField("วันที่มีผล")
    ended_on = day("ถึงวันที่")
    document_number = document_number()
    document_date = document_date()
    cleansed_by = words("การล้างมลทิน", 200, "พระราชบัญญัติที่ล้างมลทิน")

    class Meta:
        verbose_name = "การได้รับโทษทางวินัย"
        ordering: ClassVar[list[str]] = ["effective_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "penalty", "effective_on", "document_number"],
                name="a_penalty_stands_once",
                violation_error_message="มีโทษรายการนี้อยู่แล้ว",
            ),
        ]


class UnpaidPeriod(Line):
    """วันที่ไม่ได้รับเงินเดือน (item 12 of the card)."""

    kind = CodeField("ประเภท", table=CodeTable.UNPAID_KINDS)
    kind_label = LabelField()
    started_on = DayField("ตั้งแต่วันที่")
    ended_on = day("ถึงวันที่")
    details = words("รายการ", 250)
    document_number = document_number()
    document_date = document_date()

    class Meta:
        verbose_name = "วันที่ไม่ได้รับเงินเดือนเต็มและกฎอัยการศึก"
        ordering: ClassVar[list[str]] = ["started_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "kind", "started_on"],
                name="an_unpaid_period_stands_once",
                violation_error_message="มีช่วงเวลานี้อยู่แล้ว",
            ),
        ]


class SpecialDuty(Line):
    """การปฏิบัติราชการพิเศษ."""

    kind = words("ประเภท", 100)
    subject = FoldedText("รายการ", max_length=250)
    place = words("สถานที่")
    started_on = DayField("ตั้งแต่วันที่")
    ended_on = day("ถึงวันที่")
    document_number = document_number()
    document_date = document_date()

    class Meta:
        verbose_name = "การปฏิบัติราชการพิเศษ"
        ordering: ClassVar[list[str]] = ["started_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "subject", "started_on"],
                name="a_special_duty_stands_once",
                violation_error_message="มีราชการพิเศษรายการนี้อยู่แล้ว",
            ),
        ]


class DoubleTime(Line):
    """เวลาราชการทวีคูณ."""

    announcement = FoldedText("ประกาศ", max_length=250)
    started_on = DayField("ตั้งแต่วันที่")
    ended_on = DayField("ถึงวันที่")
    excluded_days = models.PositiveSmallIntegerField("จำนวนวันที่ไม่นับ", blank=True, default=0)
    doubled_days = models.PositiveSmallIntegerField("จำนวนวันที่ได้ทวีคูณ", null=True, blank=True)
    document_number = document_number()

    class Meta:
        verbose_name = "เวลาราชการทวีคูณ"
        ordering: ClassVar[list[str]] = ["started_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "started_on", "ended_on"],
                name="a_double_time_stands_once",
                violation_error_message="มีเวลาทวีคูณช่วงนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="a_double_time_ends_after_it_starts",
                violation_error_message="“ถึงวันที่” ต้องไม่อยู่ก่อน “ตั้งแต่วันที่”",
            ),
        ]
