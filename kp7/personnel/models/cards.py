"""The card: a person's record in one register, and the periods they served there.

Every table with a `register_id` is guarded: see `sql/guard.sql`. A section of the card is a
subclass of `Line`; `sections.py` lists them.
"""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from kp7.database.ids import new_id
from kp7.organizations.models import Organization
from kp7.personnel.fields import (
    CodeField,
    DayField,
    FoldedText,
    LabelField,
    PartialDateField,
    SuggestedField,
)
from kp7.personnel.terms import CodeTable

FULL_NAME = Func(
    F("first_name"),
    Value(" "),
    F("last_name"),
    template="%(expressions)s",
    arg_joiner=" || ",
    output_field=models.TextField(),
)


class Register(models.Model):
    """An organization's cards as a whole: what is sealed by a certification.

    The application's role may lock this row (UPDATE on `idle`), never write it: sealing and
    unsealing are functions of the database (`certification/sql`).
    """

    organization = models.OneToOneField(
        Organization, on_delete=models.PROTECT, primary_key=True, related_name="register"
    )
    sealed = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=30, default="", db_default="")
    sealed_at = models.DateTimeField(null=True)
    sealed_by = models.TextField(default="", db_default="")
    idle = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sealed=False) | Q(sealed_at__isnull=False),
                name="a_seal_has_its_time",
                violation_error_message="การปิดข้อมูลต้องมีวันเวลาที่รับรอง",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization_id)


class Person(models.Model):
    """Somebody, once in the country: an identity and nothing else. Never changed, never removed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    national_id = models.TextField(unique=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(national_id__regex=r"^[0-9]{13}$"),
                name="a_national_id_has_13_digits",
                violation_error_message="เลขประจำตัวประชาชนต้องมี 13 หลัก",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Row(models.Model):
    """A row that belongs to one person's card in one register.

    The foreign keys are the database's composite ones (`kp7.database.guards.tied_to_card`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(
        Register,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", editable=False, db_constraint=False
    )
    revision = models.IntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.label} {self.id}"


class Line(Row):
    """A line of a section; ordered as the card prints it."""

    class Meta:
        abstract = True


class Card(Row):
    """ข้อมูลส่วนตัว: what the card says of the person, as this register keeps it."""

    title = SuggestedField("คำนำหน้า", max_length=60, table=CodeTable.TITLES)
    first_name = FoldedText("ชื่อ", max_length=100)
    last_name = FoldedText("นามสกุล", max_length=100)
    first_name_en = FoldedText("ชื่อ (อังกฤษ)", max_length=100, blank=True, default="")
    last_name_en = FoldedText("นามสกุล (อังกฤษ)", max_length=100, blank=True, default="")
    former_names = FoldedText(
        "ชื่อ-นามสกุลเดิม",
        max_length=250,
        blank=True,
        default="",
        help_text="ถ้าเคยเปลี่ยนชื่อหรือนามสกุล คั่นแต่ละชื่อด้วยเครื่องหมาย ,",
    )
    official_number = FoldedText(
        "เลขประจำตัวข้าราชการ", max_length=30, blank=True, default="", db_default=""
    )
    birth_date = PartialDateField(
        "วันเดือนปีเกิด",
        null=True,
        blank=True,
        help_text="เช่น 05/03/2530 ถ้าทราบเพียงเดือนหรือปี พิมพ์ 03/2530 หรือ 2530",
    )
    sex = models.CharField(
        "เพศ", max_length=6, blank=True, default="", choices=[("male", "ชาย"), ("female", "หญิง")]
    )
    nationality = FoldedText("สัญชาติ", max_length=60, blank=True, default="ไทย")
    marital_state = CodeField("สถานภาพสมรส", table=CodeTable.MARITAL_STATES, blank=True, default="")
    marital_state_label = LabelField()
    kind = CodeField("ประเภทบุคลากร", table=CodeTable.KINDS)
    kind_label = LabelField()
    first_appointed_on = DayField("วันสั่งบรรจุ", null=True, blank=True)
    service_started_on = DayField("วันเริ่มปฏิบัติราชการ", null=True, blank=True)
    sort_key = models.GeneratedField(
        expression=Func(FULL_NAME, function="thai_sort_key"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        editable=False,
    )
    search_key = models.GeneratedField(
        expression=Func(FULL_NAME, function="thai_search_key"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        editable=False,
    )

    class Meta:
        verbose_name = "ข้อมูลส่วนตัว"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person"],
                name="a_person_has_one_card_in_a_register",
                violation_error_message="บุคคลนี้มีบัตร ก.พ.7 ในหน่วยงานนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True)
                | Q(birth_date__regex=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
                name="a_birth_date_has_a_precision",
                violation_error_message="วันเดือนปีเกิดไม่ถูกต้อง",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "sort_key", "id"], name="cards_in_thai_order"),
        ]

    @property
    def national_id(self) -> str:
        """The person's national id (to be read with `select_related("person")`)."""
        return self.person.national_id


class Service(Row):
    """That person in that register for one period [started_on, ended_on)."""

    started_on = DayField("วันที่เริ่มงานที่หน่วยงานนี้")
    ended_on = DayField(
        "พ้นตั้งแต่วันที่", null=True, blank=True, help_text="วันแรกที่ไม่ได้ปฏิบัติงานแล้ว ตามคำสั่ง"
    )
    ended_by = CodeField("เหตุที่พ้น", table=CodeTable.MOVEMENTS, blank=True, default="")
    ended_by_label = LabelField()
    document = FoldedText("เอกสารอ้างอิง", max_length=250, blank=True, default="")

    class Meta:
        verbose_name = "ช่วงเวลาปฏิบัติงาน"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
                name="a_service_ends_after_it_starts",
                violation_error_message="วันที่พ้นต้องอยู่หลังวันที่เริ่มงานที่หน่วยงานนี้",
            ),
            ExclusionConstraint(
                name="one_service_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            F("started_on"),
                            F("ended_on"),
                            RangeBoundary(),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="ช่วงเวลาปฏิบัติงานซ้อนกับที่บันทึกไว้แล้ว",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "person"], name="services_of_a_card"),
        ]


class NothingRecorded(Row):
    """A recorded “ไม่มี”: the section was looked into and there is nothing to record."""

    section = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "section"],
                name="nothing_is_recorded_once",
                violation_error_message="บันทึก “ไม่มี” ไว้แล้ว",
            ),
        ]
