"""The code tables that cards draw on: DLA changes them, a row keeps the label it was given."""

from typing import ClassVar

from django.db import models

from kp7.database.ids import new_id


class CodeEntry(models.Model):
    """An entry of a code table, valid in [valid_from, valid_until)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table_name = models.CharField(max_length=30)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=250)
    order = models.IntegerField(default=0)
    attributes = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["table_name", "order", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["table_name", "code"],
                name="a_code_stands_once",
                violation_error_message="รายการนี้มีรหัสนี้อยู่แล้วในตารางรหัสเดียวกัน",
            ),
        ]

    def __str__(self) -> str:
        return self.label
