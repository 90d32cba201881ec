"""Sections of the card about what somebody has been honoured with."""

from typing import ClassVar

from django.db import models

from kp7.personnel.fields import CodeField, DayField, FoldedText, LabelField
from kp7.personnel.models.cards import Line
from kp7.personnel.models.columns import day, document_date, document_number, words
from kp7.personnel.terms import CodeTable


class Decoration(Line):
    """เครื่องราชอิสริยาภรณ์."""

    decoration = CodeField("ชั้นตรา", table=CodeTable.DECORATIONS)
    decoration_label = LabelField()
    granted_on = DayField("วันที่ได้รับพระราชทาน")
    position = words("ตำแหน่งขณะได้รับ")
    gazette = words("ราชกิจจานุเบกษา", 60, "เช่น ฉบับทะเบียนฐานันดร")
    gazette_volume = words("เล่ม", 20)
    gazette_part = words("ตอนที่", 20)
    gazette_page = words("หน้า", 20)
    gazette_item = words("ลำดับที่", 20)
    gazette_date = day("ราชกิจจานุเบกษาลงวันที่")
    received_on = day("วันที่รับมอบ")
    returned_on = day("วันที่ส่งคืน")
    returned_as = models.CharField(
        "ส่งคืนเป็น",
        max_length=10,
        blank=True,
        default="",
        choices=[("decoration", "เครื่องราชฯ"), ("cash", "เงินสด")],
    )

    class Meta:
        verbose_name = "เครื่องราชอิสริยาภรณ์"
        ordering: ClassVar[list[str]] = ["granted_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "decoration"],
                name="a_decoration_is_granted_once",
                violation_error_message="มีเครื่องราชอิสริยาภรณ์ชั้นนี้แล้ว",
            ),
        ]


class Merit(Line):
    """ความดีความชอบ."""

    granted_on = DayField("วันที่ได้รับ")
    merit = FoldedText("รายการ", max_length=250)
    giver = words("ผู้มอบ")
    document_number = document_number()
    document_date = document_date()

    class Meta:
        verbose_name = "ความดีความชอบ"
        ordering: ClassVar[list[str]] = ["granted_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "granted_on", "merit"],
                name="a_merit_stands_once",
                violation_error_message="มีความดีความชอบรายการนี้อยู่แล้ว",
            ),
        ]
