"""The organizations room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Provinces, organizations, posts; what a post may do never changes, so it is not granted."""

    name = "kp7.organizations"
    label = "organizations"
    grants: ClassVar[dict[str, str]] = {
        "organizations_province": "SELECT, INSERT",
        "organizations_amphoe": "SELECT, INSERT",
        "organizations_organization": "SELECT, INSERT",
        "organizations_standing": "SELECT, INSERT, UPDATE (valid_until)",
        "organizations_post": (
            "SELECT, INSERT, UPDATE (password, must_change_password, password_changed_at, "
            "is_active, reads_sensitive, session_epoch, last_signed_in_at)"
        ),
        "organizations_officer": "SELECT, INSERT",
        "organizations_holding": "SELECT, INSERT, UPDATE (until)",
        "organizations_signinfailure": "SELECT, INSERT, UPDATE, DELETE",
    }
    function_grants: ClassVar[tuple[str, ...]] = ()
