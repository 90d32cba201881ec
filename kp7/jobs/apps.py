"""The jobs room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that takes longer than a page may: asked for, done by a worker, watched.

    The queue's tables and functions are procrastinate's; its triggers write as the application's
    role, so that role must be able to.
    """

    name = "kp7.jobs"
    label = "jobs"
    verbose_name = "งานเบื้องหลัง"

    grants: ClassVar[dict[str, str]] = {
        "jobs_job": (
            "SELECT, INSERT, UPDATE (post_id, holding_id, officer, post, organization, state, "
            "done, total, note, refusal, attempts, cancel_asked, queue_id, asked_at, started_at, "
            "seen_at, ended_at)"
        ),
        "procrastinate_jobs": "SELECT, INSERT, UPDATE, DELETE",
        "procrastinate_events": "SELECT, INSERT",
        "procrastinate_workers": "SELECT, INSERT, UPDATE, DELETE",
        "procrastinate_periodic_defers": "SELECT, UPDATE (job_id)",
    }
    function_grants: ClassVar[tuple[str, ...]] = (
        "procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])",
        "procrastinate_fetch_job_v2(character varying[], bigint)",
        "procrastinate_finish_job_v1(bigint, procrastinate_job_status, boolean)",
        "procrastinate_retry_job_v2(bigint, timestamptz, integer, varchar, varchar)",
        "procrastinate_register_worker_v1()",
        "procrastinate_unregister_worker_v1(bigint)",
        "procrastinate_update_heartbeat_v1(bigint)",
        "procrastinate_prune_stalled_workers_v1(double precision)",
    )

    def ready(self) -> None:
        """Let workers know the one task that all jobs are."""
        from kp7.jobs import taking  # noqa: F401, PLC0415  registers itself
