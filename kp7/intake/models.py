"""Imports: the file as it came, what its columns mean, and what would be done with each row.

None of this is part of a register: nothing here is certified, and a sealed register keeps it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kp7.database.ids import new_id
from kp7.intake.terms import ImportState, Outcome
from kp7.personnel.models import Register

STATES = [(state.value, state.label) for state in ImportState]
OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome]


class Import(models.Model):
    """A file that an officer brought into a register; names are frozen as they were then.

    `heads` are the first rows of its sheets. `seen` counts the plans made, and `last`, `count`,
    `codes` say of which state of the register and of the code tables the newest one is.
    `applied_last` is the newest change of the register when it was applied; `withdrawn` are the
    recorded “ไม่มี” that it took back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    name = models.TextField()
    kind = models.CharField(max_length=10)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=STATES)
    post_id = models.UUIDField(null=True)
    officer = models.TextField()
    post = models.TextField()
    organization = models.TextField()
    received_at = models.DateTimeField()
    notes = models.JSONField(default=list)
    heads = models.JSONField(default=list)
    mapping = models.JSONField()
    mapping_name = models.TextField(default="", db_default="")
    seen = models.IntegerField(default=0, db_default=0)
    counts = models.JSONField(default=dict)
    found = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, default="", db_default="")
    last = models.BigIntegerField(default=0, db_default=0)
    count = models.BigIntegerField(default=0, db_default=0)
    codes = models.CharField(max_length=64, default="", db_default="")
    skip_refused = models.BooleanField(default=False, db_default=False)
    failure = models.TextField(default="", db_default="")
    planned_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.TextField(default="", db_default="")
    applied_last = models.BigIntegerField(default=0, db_default=0)
    withdrawn = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.TextField(default="", db_default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ImportState]),
                name="an_import_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=False)
                | ~Q(state__in=[ImportState.APPLIED.value, ImportState.UNDONE.value]),
                name="an_import_that_was_applied_has_its_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "-id"], name="imports_of_a_register"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class ReceivedFile(models.Model):
    """The bytes of an import as they came. Inserted with it, never changed."""

    of_import = models.OneToOneField(
        Import, models.PROTECT, primary_key=True, related_name="received"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.of_import_id)


class PlannedRow(models.Model):
    """What would be done with one row of a file, in one section.

    `number` orders the rows as in the file; `row` is the row's number as a spreadsheet shows it.
    `values` are the section's stored columns as the database's text, `before` the same of a line
    that changes; `digits` is the national id of somebody new. `shown` says the line in short,
    `differences` and `findings` what a reader is shown of it.
    """

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="+", db_index=False)
    number = models.IntegerField()
    sheet = models.TextField()
    row = models.IntegerField()
    section = models.CharField(max_length=30)
    person = models.TextField(default="", db_default="")
    person_id = models.UUIDField(null=True)
    card_id = models.UUIDField(null=True)
    digits = models.CharField(max_length=13, default="", db_default="")
    line_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=9, choices=OUTCOMES)
    sensitive = models.BooleanField(default=False, db_default=False)
    shown = models.TextField(default="", db_default="")
    values = models.JSONField(null=True)
    before = models.JSONField(null=True)
    differences = models.JSONField(default=list)
    findings = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["of_import", "number"], name="a_planned_row_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="a_planned_row_has_a_known_outcome",
            ),
            models.CheckConstraint(
                condition=Q(values__isnull=False) | ~Q(outcome__in=["NEW", "CHANGED"]),
                name="a_row_that_is_written_has_its_values",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["of_import", "outcome", "section", "number"], name="planned_rows_by_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.section} {self.number}"


class RememberedMapping(models.Model):
    """What an organization said the columns of its own file mean.

    `headings` is the signature by which another file of the same shape is known.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    name = models.TextField()
    headings = models.TextField()
    mapping = models.JSONField()
    officer = models.TextField()
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["register", "name"], name="a_remembered_mapping_has_its_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Export(models.Model):
    """A register's workbook that a job makes, kept for whoever asked until it has lapsed.

    `wanted` is the filter of the people list; `sensitive` says that it was made with the right to
    what takes one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    post_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    wanted = models.JSONField()
    sensitive = models.BooleanField(default=False, db_default=False)
    people = models.IntegerField(default=0, db_default=0)
    size = models.IntegerField(default=0, db_default=0)
    made_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, content__isnull=True)
                | Q(made_at__isnull=False, content__isnull=False),
                name="an_export_is_made_or_is_not",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "post_id", "-id"], name="exports_of_a_post"),
        ]

    def __str__(self) -> str:
        return str(self.id)
