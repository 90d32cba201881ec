"""Sections of the card about what somebody has learnt."""

from typing import ClassVar

from django.db import models

from kp7.personnel.fields import CodeField, DayField, FoldedText, LabelField, YearField
from kp7.personnel.models.cards import Line
from kp7.personnel.models.columns import day, document_date, document_number, words
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


class Training(Line):
    """การฝึกอบรม ดูงาน สัมมนา."""

    kind = CodeField("ประเภท", table=CodeTable.TRAINING_KINDS, blank=True, default="")
    kind_label = LabelField()
    course = FoldedText("หลักสูตร", max_length=250)
    batch = words("รุ่นที่", 40)
    started_on = day("ตั้งแต่วันที่")
    ended_on = day("ถึงวันที่")
    days = models.PositiveSmallIntegerField("จำนวนวัน", null=True, blank=True)
    organizer = words("หน่วยงานที่จัด")
    place = words("สถานที่")
    country = FoldedText("ประเทศ", max_length=60, blank=True, default="ไทย")
    funding = words("ทุน", 150)
    passed = models.BooleanField("ผ่านการอบรม", default=True)
    printed = models.BooleanField("พิมพ์ใน ก.พ.7", default=True)
    short_name = words("ชื่อย่อสำหรับพิมพ์", 100)
    document_number = document_number()
    document_date = document_date()

    class Meta:
        verbose_name = "การฝึกอบรมและดูงาน"
        ordering: ClassVar[list[str]] = ["started_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "course", "batch", "started_on"],
                nulls_distinct=False,
                name="a_training_stands_once",
                violation_error_message="มีการฝึกอบรมรายการนี้อยู่แล้ว (หลักสูตร รุ่น และวันเริ่มเดียวกัน)",
            ),
        ]


class Skill(Line):
    """ความสามารถพิเศษ."""

    field = words("ด้าน", 100)
    skill = FoldedText("ความสามารถพิเศษ", max_length=250)

    class Meta:
        verbose_name = "ความสามารถพิเศษ"
        ordering: ClassVar[list[str]] = ["field", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "field", "skill"],
                name="a_skill_stands_once",
                violation_error_message="มีความสามารถพิเศษรายการนี้อยู่แล้ว",
            ),
        ]


class Expertise(Line):
    """ความเชี่ยวชาญ."""

    field = FoldedText("ด้านความเชี่ยวชาญ", max_length=150)
    level = words("ระดับ", 60)
    details = words("รายละเอียด", 254)
    evidence = words("หลักฐาน", 2000)

    class Meta:
        verbose_name = "ความเชี่ยวชาญ"
        ordering: ClassVar[list[str]] = ["field", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "field", "level"],
                name="an_expertise_stands_once",
                violation_error_message="มีความเชี่ยวชาญรายการนี้อยู่แล้ว",
            ),
        ]


class Licence(Line):
    """ใบอนุญาตประกอบวิชาชีพ."""

    name = FoldedText("ใบอนุญาต", max_length=200, help_text="เช่น ใบอนุญาตประกอบวิชาชีพครู")
    branch = words("สาขา", 100)
    number = FoldedText("เลขที่", max_length=60)
    issued_on = day("วันที่ออก")
    expires_on = day("วันที่หมดอายุ")
    renewal = words("ต่ออายุครั้งที่", 10)
    issuer = words("ผู้ออก")

    class Meta:
        verbose_name = "ใบอนุญาตประกอบวิชาชีพ"
        ordering: ClassVar[list[str]] = ["issued_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "name", "number", "renewal"],
                name="a_licence_stands_once",
                violation_error_message="มีใบอนุญาตนี้อยู่แล้ว",
            ),
        ]
