"""The code tables that cards draw on: DLA changes them, a row keeps the label it was given."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from kp7.database.ids import new_id


class CodeEntry(models.Model):
    """A version of an entry of a code table, valid in [valid_from, valid_until).

    What a code means may change from a day on: the versions of a code are entries of their own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table_name = models.CharField(max_length=30)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=250)
    order = models.IntegerField(default=0)
    attributes = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    revision = models.IntegerField(default=1, db_default=1, editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["table_name", "order", "code", "valid_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="a_code_ends_after_it_starts",
                violation_error_message="วันที่เลิกใช้ต้องอยู่หลังวันที่เริ่มใช้",
            ),
            ExclusionConstraint(
                name="a_code_stands_once_at_a_time",
                expressions=[
                    ("table_name", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_until"),
                            RangeBoundary(),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="ตารางนี้มีรหัสนี้อยู่แล้วในช่วงวันที่เดียวกัน",
            ),
        ]

    def __str__(self) -> str:
        return self.label
