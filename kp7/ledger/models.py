"""Rows that only ever grow: what was changed, and who looked from outside."""

from typing import ClassVar

from django.db import models


class Change(models.Model):
    """One row of a kept table as it stood after one change (before it, where it was removed).

    Written by the trigger function `ledger_keep_change()` alone; names and post are frozen.
    """

    id = models.BigAutoField(primary_key=True)
    table_name = models.TextField()
    row_id = models.UUIDField()
    register_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    action = models.CharField(max_length=6)
    row = models.JSONField()
    effective_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    officer = models.TextField()
    post = models.TextField()
    organization = models.TextField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register_id", "recorded_at", "id"], name="change_by_time"),
            models.Index(fields=["register_id", "person_id", "id"], name="change_of_person"),
            models.Index(fields=["row_id", "id"], name="change_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.table_name} {self.row_id}"


class Look(models.Model):
    """One look at a card, or at a national id's whereabouts, from outside its organization."""

    id = models.BigAutoField(primary_key=True)
    register_id = models.UUIDField()
    person_id = models.UUIDField()
    what = models.TextField()
    looked_at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    officer = models.TextField()
    post = models.TextField()
    organization = models.TextField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register_id", "id"], name="look_at_register"),
            models.Index(fields=["post_id", "what", "looked_at"], name="look_by_post"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.person_id}"
