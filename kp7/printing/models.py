"""Who printed what, and the files of many cards at once.

An issue is only ever added. Registers, cards and people are plain ids: the row outlives them.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kp7.database.ids import new_id
from kp7.printing.terms import Bundle, What

DIGEST = r"^[0-9a-f]{64}$"


class Issue(models.Model):
    """One card printed once, by whom, and how its paper stands since.

    `paper` are the lines of item 13 that stand on it, as `continuation.OnPaper`; `page` and `row`
    are where the last of them ends, 0 where none was printed. `stands` says whether that is the
    office's own paper: not a copy for somebody, nor what was printed from outside. `data` is the
    digest of what the card said, `content` that of the file.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register_id = models.UUIDField()
    person_id = models.UUIDField()
    card_id = models.UUIDField()
    batch_id = models.UUIDField(null=True)
    what = models.CharField(max_length=12, choices=[(what.value, what.label) for what in What])
    wanted = models.JSONField()
    sensitive = models.BooleanField()
    stands = models.BooleanField()
    pages = models.PositiveIntegerField()
    lines = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    paper = models.JSONField()
    data = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    printed_at = models.DateTimeField(db_default=Now())
    post_id = models.UUIDField(null=True)
    officer = models.TextField()
    post = models.TextField()
    organization = models.TextField()

    class Meta:
        verbose_name = "การพิมพ์ ก.พ.7"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register_id", "person_id", "id"], name="issue_of_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(what__in=[what.value for what in What]),
                name="a_card_is_printed_whole_or_continued",
                violation_error_message="พิมพ์ได้เฉพาะทั้งฉบับหรือใบต่อ",
            ),
            models.CheckConstraint(
                condition=Q(pages__gt=0),
                name="what_is_printed_has_pages",
                violation_error_message="การพิมพ์ต้องมีอย่างน้อยหนึ่งหน้า",
            ),
            models.CheckConstraint(
                condition=Q(data__regex=DIGEST) & Q(content__regex=DIGEST),
                name="what_is_printed_has_its_digests",
                violation_error_message="การพิมพ์ไม่มีค่าตรวจสอบของตน",
            ),
            models.CheckConstraint(
                condition=~Q(officer=""),
                name="what_is_printed_names_who_printed_it",
                violation_error_message="การพิมพ์ต้องมีชื่อผู้พิมพ์",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.card_id}"


class Batch(models.Model):
    """The cards of many people as one file, asked for by one post and kept for it for a while.

    `finished_at` is None until the file is there; `left_out` counts those with nothing to print,
    `sensitive` says whether the file holds what takes a right of its own to read, and `refused`
    are the cards that could not be printed, each with the sentence that says why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register_id = models.UUIDField()
    title = models.CharField(max_length=300)
    wanted = models.JSONField()
    bundle = models.CharField(max_length=3, choices=[(form.value, form.label) for form in Bundle])
    cards = ArrayField(models.UUIDField())
    asked_at = models.DateTimeField(db_default=Now())
    post_id = models.UUIDField(null=True)
    officer = models.TextField()
    post = models.TextField()
    organization = models.TextField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    sensitive = models.BooleanField(default=False)
    refused = models.JSONField(default=list)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "งานพิมพ์"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["post_id", "id"], name="batch_of_post"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(bundle__in=[form.value for form in Bundle]),
                name="a_batch_comes_as_pdf_or_zip",
                violation_error_message="งานพิมพ์รับได้เฉพาะ PDF หรือ ZIP",
            ),
            models.CheckConstraint(
                condition=~Q(cards=[]),
                name="a_batch_prints_somebody",
                violation_error_message="งานพิมพ์ต้องมีบุคลากรอย่างน้อยหนึ่งคน",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, expires_at__isnull=True)
                | Q(finished_at__isnull=False, expires_at__isnull=False),
                name="a_finished_batch_expires",
                violation_error_message="งานพิมพ์ที่เสร็จแล้วต้องมีวันหมดอายุ",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class BatchPart(models.Model):
    """A piece of a batch's file; together, in order, they are the file."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = "ส่วนของไฟล์งานพิมพ์"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="a_piece_of_a_file_stands_once",
                violation_error_message="ส่วนนี้ของไฟล์มีอยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
