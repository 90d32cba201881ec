"""Sections of the card about what somebody has learnt."""

from typing import ClassVar

from django.db import models

from kp7.personnel.fields import CodeField, DayField, FoldedText, LabelField, YearField
from kp7.personnel.models.cards import Line
from kp7.personnel.terms import CodeTable


class Education(Line):
    """การศึกษา."""

    level = CodeField("ระดับการศึกษา", table=CodeTable.EDUCATION_LEVELS)
    level_label = LabelField()
    degree = FoldedText("วุฒิที่ได้รับ", max_length=200)
    major = FoldedText("สาขาวิชา", max_length=200, blank=True, default="")
    institution = FoldedText("สถานศึกษา", max_length=200, blank=True, default="")
    country = FoldedText("ประเทศ", max_length=60, blank=True, default="ไทย")
    started_year = YearField("ปีที่เริ่ม (พ.ศ.)", null=True, blank=True)
    finished_year = YearField("ปีที่จบ (พ.ศ.)", null=True, blank=True)
    finished_on = DayField("วันที่จบ", null=True, blank=True)
    used_for_appointment = models.BooleanField("วุฒิที่ใช้บรรจุ", default=False)
    highest = models.BooleanField("วุฒิสูงสุด", default=False)

    class Meta:
        verbose_name = "การศึกษา"
        ordering: ClassVar[list[str]] = ["finished_year", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "level", "degree", "institution", "finished_year"],
                nulls_distinct=False,
                name="an_education_stands_once",
                violation_error_message="มีรายการการศึกษานี้อยู่แล้ว (ระดับ วุฒิ สถานศึกษา และปีที่จบเดียวกัน)",
            ),
        ]
