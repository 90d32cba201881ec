"""The jobs room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that takes longer than a page may: asked for, done by a worker, watched."""

    name = "kp7.jobs"
    label = "jobs"
    verbose_name = "งานเบื้องหลัง"

    grants: ClassVar[dict[str, str]] = {}
    function_grants: ClassVar[tuple[str, ...]] = ()
