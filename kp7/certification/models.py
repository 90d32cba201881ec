"""Rounds, cases, the steps taken and what was vouched for.

The application's role reads these tables; they are written by the functions in `sql/` alone.
"""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from kp7.certification.terms import State, StepCode
from kp7.database.ids import new_id
from kp7.organizations.models import Amphoe, Province
from kp7.personnel.models import Card, Register


class Round(models.Model):
    """A round of certification, open in [opens_at, closes_at); `fiscal_year` is in พ.ศ."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("ชื่อรอบ", max_length=200)
    fiscal_year = models.SmallIntegerField("ปีงบประมาณ")
    opens_at = models.DateTimeField("เปิดรอบ")
    closes_at = models.DateTimeField("ปิดรอบ")
    policies = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name"], name="a_round_has_its_own_name"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_round_closes_after_it_opens"
            ),
            ExclusionConstraint(
                name="one_round_at_a_time",
                expressions=[
                    (
                        Func("opens_at", "closes_at", Value("[)"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One organization in one round. Province and amphoe are as when the round opened."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="cases")
    register = models.ForeignKey(Register, models.PROTECT, related_name="cases")
    province = models.ForeignKey(Province, models.PROTECT)
    amphoe = models.ForeignKey(Amphoe, models.PROTECT)
    state = models.CharField(
        max_length=30,
        default=State.DRAFT,
        db_default=State.DRAFT,
        choices=[(state.value, state.label) for state in State],
    )
    since = models.DateTimeField()
    revision = models.IntegerField(default=0, db_default=0)
    current = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["round", "register"], name="an_organization_has_one_case_in_a_round"
            ),
            models.UniqueConstraint(
                fields=["register"],
                condition=Q(current=True),
                name="a_register_has_one_current_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="a_case_is_in_a_known_state",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["province", "state"], name="cases_of_a_province"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.state}"


class Transition(models.Model):
    """`transitions.TRANSITIONS` as the database checks it."""

    before = models.CharField(max_length=30)
    step = models.CharField(max_length=30)
    after = models.CharField(max_length=30)
    after_label = models.TextField()
    role = models.CharField(max_length=20)
    seals = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["before", "step"], name="a_step_leads_to_one_state"),
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.step}"


class Certification(models.Model):
    """What was vouched for: the headcounts as counted, and an internal digest of the rows.

    At the LAO's level with the seed of the sample; at the province's with the numbers that the
    province counted itself (None where it gave none) and its remark. The digest is unsalted, so
    no page shows it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="certifications")
    step = models.CharField(max_length=30, choices=[(step.value, step.label) for step in StepCode])
    at = models.DateTimeField()
    officials = models.IntegerField()
    permanent = models.IntegerField()
    contract = models.IntegerField()
    kinds = models.JSONField()
    digest = models.BinaryField()
    changes = models.BigIntegerField()
    seed = models.BinaryField(null=True)
    counted_officials = models.IntegerField(null=True)
    counted_permanent = models.IntegerField(null=True)
    counted_contract = models.IntegerField(null=True)
    remark = models.TextField(default="", db_default="")

    def __str__(self) -> str:
        return f"{self.step} {self.case_id}"

    @property
    def total(self) -> int:
        """Everybody counted."""
        return self.officials + self.permanent + self.contract


class Step(models.Model):
    """A step that was taken: the history of a case. Names, post and place are frozen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    number = models.IntegerField()
    step = models.CharField(max_length=30, choices=[(step.value, step.label) for step in StepCode])
    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)
    at = models.DateTimeField()
    post_id = models.UUIDField()
    officer = models.TextField()
    post = models.TextField()
    role = models.CharField(max_length=20)
    organization = models.TextField()
    reason = models.TextField(default="", db_default="")
    certification = models.ForeignKey(Certification, models.PROTECT, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "number"], name="steps_are_numbered"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "-number"], name="steps_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.step}"

    @property
    def state(self) -> State:
        """The state that this step led to."""
        return State(self.after)

    @property
    def code(self) -> StepCode:
        """What was done."""
        return StepCode(self.step)


class Sampled(models.Model):
    """Somebody drawn for the province to look at, in the order drawn."""

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="sample")
    position = models.IntegerField()
    card = models.ForeignKey(Card, models.DO_NOTHING, db_constraint=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["certification", "position"], name="a_sample_is_in_order"
            ),
            models.UniqueConstraint(fields=["certification", "card"], name="a_card_is_drawn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.card_id}"
