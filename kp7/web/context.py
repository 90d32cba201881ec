"""What every page shows around its content."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest

from kp7.certification import queries
from kp7.certification.terms import State
from kp7.organizations.authority import Actor
from kp7.web import manual_help, menu


@dataclass(frozen=True, slots=True)
class CaseLine:
    """The round, and for an LAO the state of its case: always in sight."""

    round_name: str
    state: State | None


def page(request: HttpRequest) -> dict[str, object]:
    """Return who is asking, the menus of that role, the round, the demo banner and what helps.

    The round is looked up only where the page has not given its own `case_line`.
    """
    actor: Actor | None = getattr(request, "actor", None)
    must_change_password: bool = getattr(request, "must_change_password", False)
    if actor is None or actor.role is None or must_change_password:
        return {
            "actor": actor,
            "demo": settings.DEMO,
            "must_change_password": must_change_password,
            "help": manual_help.address(request),
        }
    items = menu.main_menu(actor.role, request.path)
    return {
        "actor": actor,
        "demo": settings.DEMO,
        "menu": items,
        "side": menu.side_menu(items),
        "case_line": looked_up_once(actor),
        "help": manual_help.address(request),
    }


def looked_up_once(actor: Actor) -> Callable[[], CaseLine | None]:
    """Return what a template calls as often as it likes."""

    @cache
    def found() -> CaseLine | None:
        return case_line(actor)

    return found


def case_line(actor: Actor) -> CaseLine | None:
    """Return the round and the state of the actor's own case, or the running round."""
    if actor.organization_id is not None:
        case = queries.current_case(actor.organization_id)
        return None if case is None else CaseLine(case.round.name, State(case.state))
    running = queries.running_round()
    return None if running is None else CaseLine(running.name, None)
