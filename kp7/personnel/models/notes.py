"""What an office says of a warning that the rules give."""

from typing import ClassVar

from django.db import models

from kp7.personnel.fields import FoldedText
from kp7.personnel.models.cards import Row


class Explanation(Row):
    """Why a warning stands: it holds while the data that the rule read stay as they were.

    `fingerprint` is the digest of those data; `line_id` is null where the whole card is meant.
    """

    rule = models.CharField(max_length=10)
    line_id = models.UUIDField(null=True)
    fingerprint = models.CharField(max_length=64)
    text = FoldedText("คำชี้แจง", max_length=500)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "rule", "line_id"],
                nulls_distinct=False,
                name="a_warning_is_explained_once",
                violation_error_message="มีคำชี้แจงของรายการนี้แล้ว ให้แก้ไขคำชี้แจงเดิม",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="an_explanation_says_something",
                violation_error_message="กรุณาพิมพ์คำชี้แจง",
            ),
        ]
