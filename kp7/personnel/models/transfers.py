"""A transfer between two organizations: released by one, accepted by the other, then done."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kp7.database.ids import new_id
from kp7.personnel.fields import (
    CodeField,
    DayField,
    FoldedText,
    LabelField,
    MoneyField,
    SuggestedField,
)
from kp7.personnel.models.cards import Person, Register
from kp7.personnel.models.columns import day, words
from kp7.personnel.terms import CodeTable, TransferState


class Transfer(models.Model):
    """โอน: somebody goes from one register to another.

    Not guarded: a sealed register may release and accept, and only the last step, which moves
    the card, waits until both are open and the day has come. Who did what and when is in the
    history. What the receiving organization gives the person stands here until then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    to_register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    revision = models.IntegerField(default=1, db_default=1, editable=False)
    state = models.CharField(
        max_length=12, choices=[(state.value, state.label) for state in TransferState]
    )
    effective_on = DayField("ให้โอนตั้งแต่วันที่")
    document_number = FoldedText("คำสั่งให้โอนเลขที่", max_length=100)
    document_date = day("คำสั่งลงวันที่")
    accepted_document_number = words("คำสั่งรับโอนเลขที่", 100)
    accepted_document_date = day("คำสั่งรับโอนลงวันที่")
    position = SuggestedField(
        "ตำแหน่ง", max_length=200, table=CodeTable.POSITIONS, blank=True, default="", db_default=""
    )
    position_number = FoldedText(
        "เลขที่ตำแหน่ง",
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="เช่น 12-3-01-1101-001 พนักงานจ้างไม่มีเลขที่ตำแหน่ง",
    )
    level = CodeField("ประเภท/ระดับ", table=CodeTable.LEVELS, blank=True, default="", db_default="")
    level_label = LabelField(db_default="")
    division = SuggestedField(
        "สังกัด", max_length=200, table=CodeTable.DIVISIONS, blank=True, default="", db_default=""
    )
    salary = MoneyField("อัตราเงินเดือน (บาท)", null=True, blank=True)
    reason = words("เหตุผล", 250)

    class Meta:
        verbose_name = "การโอน"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["released", "accepted"]),
                name="a_person_is_in_one_transfer_at_a_time",
                violation_error_message="บุคคลนี้อยู่ระหว่างการโอนอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(from_register=F("to_register")),
                name="a_transfer_leads_elsewhere",
                violation_error_message="หน่วยงานที่รับโอนต้องเป็นหน่วยงานอื่น",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TransferState]),
                name="a_transfer_state_is_known",
                violation_error_message="ไม่รู้จักสถานะของการโอนนี้",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["from_register", "state"], name="transfers_out"),
            models.Index(fields=["to_register", "state"], name="transfers_in"),
        ]

    def __str__(self) -> str:
        return str(self.id)
