"""What the pages themselves keep."""

import uuid
from typing import ClassVar

from django.db import models

from kp7.database.ids import new_id


class SavedForm(models.Model):
    """Text typed into a form whose session had run out, kept for the same officer for a day.

    Post and holding are plain ids: the row outlives nothing and nobody reads it but `saved_forms`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post_id = models.UUIDField()
    holding_id = models.UUIDField()
    path = models.CharField(max_length=300)
    data = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "ข้อความที่พิมพ์ค้างไว้"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["post_id", "holding_id", "path"], name="savedform_of_officer")
        ]

    def __str__(self) -> str:
        return self.path


class ChosenFile(models.Model):
    """A file that was taken from a form with a mistake in it, kept for the same officer for a day.

    Its content is written anew already, as it will be kept; nobody is ever sent it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post_id = models.UUIDField()
    holding_id = models.UUIDField()
    path = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = "ไฟล์ที่เลือกค้างไว้"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["post_id", "holding_id", "path"], name="chosenfile_of_officer")
        ]

    def __str__(self) -> str:
        return self.path
