"""Files of a card: what was uploaded, kept as it was taken in, and the lines that show it.

A file is never changed and never removed: a line that is removed leaves its file to the history.
Its bytes stand in a table of their own, so that no list, digest or history drags them along.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kp7.personnel.fields import (
    CodeField,
    FoldedText,
    LabelField,
    StoredFileField,
    YearField,
)
from kp7.personnel.models.cards import Line, Row
from kp7.personnel.models.columns import document_date, document_number, words
from kp7.personnel.terms import CodeTable


class File(Row):
    """A file of somebody's card: its name as uploaded, its type as found, its hash as stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = FoldedText("ชื่อไฟล์", max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["id", "register", "person"],
                name="a_file_belongs_to_one_card",
                violation_error_message="ไฟล์นี้เป็นของบัตรอื่น",
            ),
            models.CheckConstraint(
                condition=Q(media_type__in=["application/pdf", "image/jpeg", "image/png"]),
                name="a_file_is_a_pdf_or_a_picture",
                violation_error_message="รับเฉพาะไฟล์ PDF, JPEG และ PNG",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="a_file_has_its_hash",
                violation_error_message="ไฟล์ไม่มีค่าตรวจสอบของตน",
            ),
        ]


class FileContent(models.Model):
    """The bytes of a file. Inserted with it, never changed."""

    file = models.OneToOneField(
        File, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.file_id)


class Photograph(Line):
    """รูปถ่าย: up to seven, each with its year."""

    taken_year = YearField("ปีที่ถ่าย (พ.ศ.)")
    file = StoredFileField("รูปถ่าย", accepts="photograph")

    class Meta:
        verbose_name = "รูปถ่าย"
        ordering: ClassVar[list[str]] = ["taken_year", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "taken_year"],
                name="a_photograph_stands_once_a_year",
                violation_error_message="มีรูปถ่ายของปีนี้แล้ว ให้แก้ไขรายการเดิม",
            ),
        ]


class Document(Line):
    """เอกสารในแฟ้มประวัติ."""

    kind = CodeField("หมวดในแฟ้มประวัติ", table=CodeTable.FOLDER_SECTIONS)
    kind_label = LabelField()
    title = FoldedText("ชื่อเอกสาร", max_length=200)
    document_number = document_number()
    document_date = document_date()
    file = StoredFileField("ไฟล์", accepts="document")
    note = words("หมายเหตุ")

    class Meta:
        verbose_name = "เอกสาร"
        ordering: ClassVar[list[str]] = ["document_date", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "file"],
                name="a_file_is_shown_by_one_document",
                violation_error_message="ไฟล์นี้อยู่ในเอกสารอื่นแล้ว",
            ),
        ]
