"""Territory, organizations through time, posts and the officers who hold them."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Left
from django.utils.crypto import salted_hmac

from kp7.database.ids import new_id
from kp7.organizations.terms import OrganizationType, Role

# Values, not members: a migration keeps what they were, whatever becomes of the enumeration.
LAO_ROLES = [Role.LAO_RECORDER.value, Role.LAO_CERTIFIER.value]
TYPES = [kind.value for kind in OrganizationType]


class Province(models.Model):
    """A province, by its DOPA code; `map_id` is its shape on the map of progress.

    `alphabetical_rank` (1-76, without Bangkok) begins a position number.
    """

    code = models.CharField("รหัสจังหวัด", max_length=2, primary_key=True)
    name_th = models.TextField("ชื่อจังหวัด")
    name_en = models.TextField()
    abbr_th = models.TextField("อักษรย่อ")
    region = models.TextField("ภาค")
    alphabetical_rank = models.PositiveSmallIntegerField(null=True)
    map_id = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{2}$"),
                name="province_code_has_two_digits",
                violation_error_message="รหัสจังหวัดต้องเป็นตัวเลข 2 หลัก",
            ),
            models.UniqueConstraint(
                fields=["name_th"],
                name="province_name_is_used_once",
                violation_error_message="มีจังหวัดชื่อนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class Amphoe(models.Model):
    """An amphoe, by its DOPA code, which begins with its province's."""

    code = models.CharField("รหัสอำเภอ", max_length=4, primary_key=True)
    name_th = models.TextField("ชื่ออำเภอ")
    name_en = models.TextField()
    province = models.ForeignKey(Province, models.PROTECT)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{4}$") & Q(province=Left("code", 2)),
                name="amphoe_code_begins_with_its_province",
                violation_error_message="รหัสอำเภอต้องเป็นตัวเลข 4 หลักและขึ้นต้นด้วยรหัสจังหวัด",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class Organization(models.Model):
    """A local administrative organization as such; what it is at a time is its Standing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    def __str__(self) -> str:
        return str(self.id)


class Standing(models.Model):
    """Type, DLA code, name and place of an organization during [valid_from, valid_until).

    `valid_from` NULL: since before our records; `valid_until` NULL: now.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="standings")
    code = models.CharField("รหัส อปท.", max_length=7)
    type = models.CharField(
        "ประเภท", max_length=10, choices=[(kind.value, kind.label) for kind in OrganizationType]
    )
    name = models.TextField("ชื่อ")
    full_name = models.TextField("ชื่อเต็ม")
    short_name = models.TextField("ชื่อย่อ")
    amphoe = models.ForeignKey(Amphoe, models.PROTECT)
    province = models.ForeignKey(Province, models.PROTECT)
    valid_from = models.DateField("ตั้งแต่วันที่", null=True)
    valid_until = models.DateField("ก่อนวันที่", null=True)
    search_key = models.GeneratedField(
        expression=Func(
            Func(
                F("full_name"),
                Value(" "),
                F("short_name"),
                template="%(expressions)s",
                arg_joiner=" || ",
            ),
            function="thai_search_key",
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_key = models.GeneratedField(
        expression=Func(F("name"), function="thai_sort_key"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{7}$"),
                name="standing_code_has_seven_digits",
                violation_error_message="รหัส อปท. ต้องเป็นตัวเลข 7 หลัก",
            ),
            models.CheckConstraint(
                condition=Q(type__in=TYPES),
                name="standing_type_is_known",
                violation_error_message="ไม่รู้จักประเภทของ อปท. นี้",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(full_name=""),
                name="standing_has_a_name",
                violation_error_message="ต้องมีชื่อ อปท.",
            ),
            models.CheckConstraint(
                condition=Q(province=Left("amphoe", 2)),
                name="standing_amphoe_lies_in_its_province",
                violation_error_message="อำเภอนี้ไม่ได้อยู่ในจังหวัดที่ระบุ",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
                name="standing_ends_after_it_begins",
                violation_error_message="วันสิ้นสุดต้องอยู่หลังวันเริ่มต้น",
            ),
            ExclusionConstraint(
                name="standing_one_at_a_time_for_an_organization",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_until", Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="อปท. หนึ่งมีสถานะได้เพียงอย่างเดียวในช่วงเวลาเดียวกัน",
            ),
            ExclusionConstraint(
                name="standing_code_names_one_organization_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_until", Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="รหัส อปท. นี้มีหน่วยงานอื่นใช้อยู่ในช่วงเวลาเดียวกัน",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["province", "sort_key", "id"], name="standing_in_province"),
        ]

    def __str__(self) -> str:
        return self.full_name


class Post(AbstractBaseUser):
    """An account: a post with a role over a territory. Officers who hold it come and go.

    No permissions, no staff, no superuser: what a post may do is its role and territory alone,
    and neither ever changes (the application's role cannot even write them).
    """

    # Django would write its own last_login in a transaction that names no actor.
    last_login = None

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField("ชื่อผู้ใช้", max_length=64)
    role = models.CharField(
        "บทบาท", max_length=20, choices=[(role.value, role.label) for role in Role]
    )
    name = models.TextField("ชื่อตำแหน่ง")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True)
    amphoe = models.ForeignKey(Amphoe, models.PROTECT, null=True)
    province = models.ForeignKey(Province, models.PROTECT, null=True)
    is_active = models.BooleanField("เปิดใช้งาน", default=True)
    reads_sensitive = models.BooleanField("อ่านข้อมูลอ่อนไหว", default=False, db_default=False)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField()
    session_epoch = models.PositiveIntegerField(default=0)
    last_signed_in_at = models.DateTimeField(null=True)

    objects = BaseUserManager["Post"]()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["username"],
                name="post_user_name_is_used_once",
                violation_error_message="มีผู้ใช้ชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]*$"),
                name="post_user_name_is_folded",
                violation_error_message=(
                    "ชื่อผู้ใช้ต้องเป็นอักษรอังกฤษตัวเล็ก ตัวเลข จุด ขีด และขึ้นต้นด้วยอักษรหรือตัวเลข"
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="post_has_a_name",
                violation_error_message="ต้องมีชื่อตำแหน่ง",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        role__in=LAO_ROLES,
                        organization__isnull=False,
                        amphoe__isnull=True,
                        province__isnull=True,
                    )
                    | Q(
                        role=Role.PROVINCE_OFFICER.value,
                        organization__isnull=True,
                        province__isnull=False,
                    )
                    | Q(
                        role=Role.DLA_OFFICER.value,
                        organization__isnull=True,
                        amphoe__isnull=True,
                        province__isnull=True,
                    )
                    | Q(role=Role.AUDITOR.value, organization__isnull=True, amphoe__isnull=True)
                ),
                name="post_territory_matches_its_role",
                violation_error_message="พื้นที่รับผิดชอบไม่ตรงกับบทบาท",
            ),
            models.CheckConstraint(
                condition=Q(amphoe__isnull=True) | Q(province=Left("amphoe", 2)),
                name="post_amphoe_lies_in_its_province",
                violation_error_message="อำเภอนี้ไม่ได้อยู่ในจังหวัดที่ระบุ",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Sessions end with the password, and when an operator ends them (`session_epoch`)."""
        return salted_hmac(
            "kp7.organizations.Post",
            f"{self.session_epoch}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Officer(models.Model):
    """A named person who holds posts; no identity beyond the name is kept here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.TextField("คำนำหน้า", blank=True)
    first_name = models.TextField("ชื่อ")
    last_name = models.TextField("นามสกุล")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(first_name="") & ~Q(last_name=""),
                name="officer_has_first_name_and_last_name",
                violation_error_message="ต้องมีทั้งชื่อและนามสกุลของเจ้าหน้าที่",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}"


class Holding(models.Model):
    """An officer holds a post during [since, until); NULL: still does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="holdings")
    since = models.DateTimeField("ตั้งแต่")
    until = models.DateTimeField("ถึงก่อน", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="holding_ends_after_it_begins",
                violation_error_message="วันพ้นจากตำแหน่งต้องอยู่หลังวันเข้าดำรงตำแหน่ง",
            ),
            ExclusionConstraint(
                name="holding_one_officer_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (
                        Func("since", "until", Value("[)"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="ตำแหน่งหนึ่งมีผู้ดำรงตำแหน่งได้ทีละคน",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.since:%Y-%m-%d}"


class SignInFailure(models.Model):
    """How often one address failed on one user name, known or not, and when last.

    Rows older than a day are removed: an address is somebody's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username_key = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["username_key", "address"],
                name="sign_in_failures_are_counted_by_pair",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["last_at"], name="sign_in_failure_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.count}"
