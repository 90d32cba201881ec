"""What every page shows around its content."""

from django.conf import settings
from django.http import HttpRequest

from kp7.organizations.authority import Actor
from kp7.web import menu


def page(request: HttpRequest) -> dict[str, object]:
    """Return who is asking, the menus of that role and the demo banner."""
    actor: Actor | None = getattr(request, "actor", None)
    must_change_password: bool = getattr(request, "must_change_password", False)
    if actor is None or actor.role is None or must_change_password:
        return {
            "actor": actor,
            "demo": settings.DEMO,
            "must_change_password": must_change_password,
        }
    items = menu.main_menu(actor.role, request.path)
    return {
        "actor": actor,
        "demo": settings.DEMO,
        "menu": items,
        "side": menu.side_menu(items),
        "case_line": None,
    }
