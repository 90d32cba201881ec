"""What was asked for, how far it is and how it ended: what pages read.

The queue itself is procrastinate's, in tables of its own.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kp7.database.ids import new_id
from kp7.jobs.terms import UNDER_WAY, JobState
from kp7.personnel.models import Register


class Job(models.Model):
    """A piece of work asked for by an officer, who is named as they were then.

    `attempts` counts how often it was begun since it was last asked for; `queue_id` is its entry
    in the queue.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=50)
    register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="+")
    subject = models.UUIDField()
    title = models.TextField()
    post_id = models.UUIDField(null=True)
    holding_id = models.UUIDField(null=True)
    officer = models.TextField()
    post = models.TextField()
    organization = models.TextField()
    state = models.CharField(
        max_length=10,
        default=JobState.WAITING,
        db_default=JobState.WAITING,
        choices=[(state.value, state.label) for state in JobState],
    )
    done = models.IntegerField(default=0, db_default=0)
    total = models.IntegerField(default=0, db_default=0)
    note = models.TextField(default="", db_default="")
    refusal = models.TextField(default="", db_default="")
    attempts = models.SmallIntegerField(default=0, db_default=0)
    cancel_asked = models.BooleanField(default=False, db_default=False)
    queue_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=sorted(UNDER_WAY)),
                name="a_subject_has_one_job_of_a_kind_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in JobState]),
                name="a_job_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNDER_WAY), ended_at=None)
                | (~Q(state__in=sorted(UNDER_WAY)) & Q(ended_at__isnull=False)),
                name="a_job_that_ended_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | ~Q(refusal=""),
                name="a_job_that_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(done__gte=0, total__gte=0), name="progress_is_not_negative"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "-id"], name="jobs_of_a_register"),
            models.Index(fields=["post_id", "-id"], name="jobs_of_a_post"),
            models.Index(fields=["subject", "-id"], name="jobs_of_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
