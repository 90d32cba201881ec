"""The database as a Django app: its mark, and the grants for the tables that Django brings."""

from typing import ClassVar

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """PostgreSQL, embedded or real."""

    name = "kp7.database"
    label = "database"
    verbose_name = "ฐานข้อมูล"
    default_auto_field = "django.db.models.BigAutoField"
    grants: ClassVar[dict[str, str]] = {
        "database_demonstration": "SELECT, INSERT",
        "django_migrations": "SELECT",
        "django_content_type": "SELECT",
        "django_session": "SELECT, INSERT, UPDATE, DELETE",
        "auth_group": "SELECT",
        "auth_permission": "SELECT",
        "auth_group_permissions": "SELECT",
    }
    function_grants: ClassVar[tuple[str, ...]] = ()
