"""The web application: pages for people."""

from typing import ClassVar

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, their static files and the text kept for an officer whose session ran out."""

    name = "kp7.web"
    label = "web"
    verbose_name = "หน้าเว็บ"

    grants: ClassVar[dict[str, str]] = {
        "web_savedform": "SELECT, INSERT, DELETE",
        "web_chosenfile": "SELECT, INSERT, DELETE",
    }
    function_grants: ClassVar[tuple[str, ...]] = ()
