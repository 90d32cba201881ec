"""Sections of the card about where somebody lives and whom they belong to."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from kp7.personnel.fields import (
    CodeField,
    DayField,
    FoldedText,
    LabelField,
    NationalIdField,
    NumberField,
    PartialDateField,
    PostcodeField,
    SuggestedField,
)
from kp7.personnel.models.cards import Line
from kp7.personnel.models.columns import day, document_date, document_number, words
from kp7.personnel.terms import CodeTable

POSTCODE = RegexValidator(r"^[0-9]{5}$", "รหัสไปรษณีย์ต้องเป็นเลข 5 หลัก เช่น 83110")
BIRTH_HINT = "ถ้าทราบเพียงเดือนหรือปี พิมพ์ 03/2530 หรือ 2530"


class PrivateFacts(Line):
    """ข้อมูลอ่อนไหว: what the law protects more than the rest (PDPA section 26)."""

    ethnicity = words("เชื้อชาติ", 60)
    religion = CodeField("ศาสนา", table=CodeTable.RELIGIONS, blank=True, default="")
    religion_label = LabelField()
    blood_group = CodeField("หมู่โลหิต", table=CodeTable.BLOOD_GROUPS, blank=True, default="")
    blood_group_label = LabelField()

    class Meta:
        verbose_name = "ศาสนาและหมู่โลหิต"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person"],
                name="private_facts_stand_once",
                violation_error_message="บันทึกศาสนาและหมู่โลหิตไว้แล้ว ให้แก้ไขรายการเดิม",
            ),
        ]


class Address(Line):
    """ที่อยู่."""

    kind = CodeField("ประเภทที่อยู่", table=CodeTable.ADDRESS_KINDS)
    kind_label = LabelField()
    house_number = words("บ้านเลขที่", 40)
    moo = words("หมู่ที่", 10)
    village = words("หมู่บ้าน", 100)
    building = words("อาคาร/ชั้น/ห้อง", 100)
    lane = words("ตรอก/ซอย", 100)
    road = words("ถนน", 100)
    subdistrict = words("ตำบล/แขวง", 100)
    district = words("อำเภอ/เขต", 100)
    province = words("จังหวัด", 100)
    postcode = PostcodeField(
        "รหัสไปรษณีย์", max_length=5, blank=True, default="", validators=[POSTCODE]
    )
    phone = words("โทรศัพท์", 60)
    email = words("อีเมล", 150)

    class Meta:
        verbose_name = "ที่อยู่"
        ordering: ClassVar[list[str]] = ["kind", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "kind"],
                name="an_address_of_a_kind_stands_once",
                violation_error_message="มีที่อยู่ประเภทนี้แล้ว ให้แก้ไขรายการเดิม",
            ),
            models.CheckConstraint(
                condition=Q(postcode="") | Q(postcode__regex=r"^[0-9]{5}$"),
                name="a_postcode_has_5_digits",
                violation_error_message="รหัสไปรษณีย์ต้องเป็นเลข 5 หลัก",
            ),
        ]


class Parent(Line):
    """บิดามารดา."""

    relation = models.CharField(
        "ความสัมพันธ์", max_length=6, choices=[("father", "บิดา"), ("mother", "มารดา")]
    )
    title = SuggestedField("คำนำหน้า", max_length=60, table=CodeTable.TITLES, blank=True, default="")
    first_name = FoldedText("ชื่อ", max_length=100)
    last_name = words("นามสกุล", 100)
    maiden_name = words("นามสกุลเดิม", 100)
    national_id = NationalIdField("เลขประจำตัวประชาชน", blank=True, default="")
    birth_date = PartialDateField("วันเดือนปีเกิด", null=True, blank=True, help_text=BIRTH_HINT)
    living = CodeField("สถานภาพ", table=CodeTable.LIVING_STATES, blank=True, default="")
    living_label = LabelField()
    occupation = words("อาชีพ", 100)
    document_number = words("เอกสาร (เช่น มรณบัตรเลขที่)", 100)
    document_date = document_date()

    class Meta:
        verbose_name = "บิดามารดา"
        ordering: ClassVar[list[str]] = ["relation", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "relation"],
                name="a_parent_stands_once",
                violation_error_message="บันทึกบิดาหรือมารดาคนนี้ไว้แล้ว ให้แก้ไขรายการเดิม",
            ),
        ]


class Marriage(Line):
    """คู่สมรสและการสมรส."""

    sequence = models.PositiveSmallIntegerField(
        "ลำดับที่", blank=True, default=1, help_text="ครั้งที่สมรส"
    )
    title = SuggestedField("คำนำหน้า", max_length=60, table=CodeTable.TITLES, blank=True, default="")
    first_name = FoldedText("ชื่อคู่สมรส", max_length=100)
    last_name = words("นามสกุลคู่สมรส", 100)
    maiden_name = words("นามสกุลเดิม", 100)
    national_id = NationalIdField("เลขประจำตัวประชาชน", blank=True, default="")
    birth_date = PartialDateField("วันเดือนปีเกิด", null=True, blank=True, help_text=BIRTH_HINT)
    domicile = words("ภูมิลำเนา", 100)
    occupation = words("อาชีพ", 100)
    registered_on = day("วันจดทะเบียนสมรส")
    registration_number = words("ทะเบียนสมรสเลขที่", 60)
    office = words("สำนักทะเบียน", 100)
    ended_by = CodeField("เหตุที่ขาดจากสมรส", table=CodeTable.MARRIAGE_ENDS, blank=True, default="")
    ended_by_label = LabelField()
    ended_on = day("วันที่ขาดจากสมรส")
    ended_document = words("เอกสาร (เช่น ทะเบียนหย่าเลขที่)", 100)

    class Meta:
        verbose_name = "คู่สมรสและการสมรส"
        ordering: ClassVar[list[str]] = ["sequence", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "sequence"],
                name="a_marriage_has_its_number",
                violation_error_message="มีการสมรสลำดับที่นี้แล้ว กรุณาใส่ลำดับที่อื่น",
            ),
        ]


class Child(Line):
    """บุตร."""

    sequence = models.PositiveSmallIntegerField("คนที่", blank=True, default=1)
    relation = CodeField("ความเป็นบุตร", table=CodeTable.CHILD_RELATIONS, blank=True, default="")
    relation_label = LabelField()
    title = SuggestedField("คำนำหน้า", max_length=60, table=CodeTable.TITLES, blank=True, default="")
    first_name = FoldedText("ชื่อ", max_length=100)
    last_name = words("นามสกุล", 100)
    sex = models.CharField(
        "เพศ", max_length=6, blank=True, default="", choices=[("male", "ชาย"), ("female", "หญิง")]
    )
    birth_date = PartialDateField("วันเดือนปีเกิด", null=True, blank=True, help_text=BIRTH_HINT)
    national_id = NationalIdField("เลขประจำตัวประชาชน", blank=True, default="")
    living = CodeField("สถานภาพ", table=CodeTable.LIVING_STATES, blank=True, default="")
    living_label = LabelField()
    document_number = words("เอกสาร (เช่น สูติบัตร ทะเบียนรับรองบุตร)", 100)
    document_date = document_date()

    class Meta:
        verbose_name = "บุตร"
        ordering: ClassVar[list[str]] = ["sequence", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "sequence"],
                name="a_child_has_its_number",
                violation_error_message="มีบุตรคนที่นี้แล้ว กรุณาใส่ลำดับที่อื่น",
            ),
        ]


class NameChange(Line):
    """การเปลี่ยนชื่อ-นามสกุล."""

    changed_on = DayField("วันที่เปลี่ยน")
    old_name = FoldedText("ชื่อ-นามสกุลเดิม", max_length=250)
    new_name = FoldedText("ชื่อ-นามสกุลใหม่", max_length=250)
    document_number = words("หลักฐานเลขที่", 100, "เช่น หนังสือสำคัญแสดงการเปลี่ยนชื่อตัว เลขที่ 5/2560")
    document_date = document_date()
    office = words("สำนักทะเบียน", 100)

    class Meta:
        verbose_name = "การเปลี่ยนชื่อ-นามสกุล"
        ordering: ClassVar[list[str]] = ["changed_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "changed_on", "new_name"],
                name="a_change_of_name_stands_once",
                violation_error_message="มีการเปลี่ยนชื่อรายการนี้อยู่แล้ว",
            ),
        ]


class Heir(Line):
    """ทายาท."""

    sequence = models.PositiveSmallIntegerField("ลำดับที่", blank=True, default=1)
    name = FoldedText("ชื่อ-นามสกุล", max_length=200)
    relation = words("ความสัมพันธ์", 60, "เช่น คู่สมรส บุตร มารดา")
    national_id = NationalIdField("เลขประจำตัวประชาชน", blank=True, default="")
    share = NumberField("สัดส่วน (ร้อยละ)", null=True, blank=True, help_text="ทุกคนรวมกันเท่ากับ 100")
    phone = words("โทรศัพท์", 60)
    declared_on = day("วันที่แสดงเจตนา")
    document_number = document_number()

    class Meta:
        verbose_name = "ทายาท"
        ordering: ClassVar[list[str]] = ["sequence", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "person", "sequence"],
                name="an_heir_has_their_number",
                violation_error_message="มีทายาทลำดับที่นี้แล้ว กรุณาใส่ลำดับที่อื่น",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gt=0) & Q(share__lte=100)),
                name="a_share_is_a_part_of_a_hundred",
                violation_error_message="สัดส่วนต้องมากกว่า 0 และไม่เกิน 100",
            ),
        ]
