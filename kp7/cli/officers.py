"""The officer in whose name an operator works."""

import getpass

from kp7.cli import NotInOrder
from kp7.organizations.authority import Actor, system
from kp7.organizations.queries import PostInactive, actor_called


def acting(verb: str, username: str | None) -> Actor:
    """Return the officer of that user name; the system, named after the command, without one."""
    if username is None:
        return system(f"kp7 {verb} ({getpass.getuser()})")
    try:
        return actor_called(username)
    except PostInactive as refused:
        raise NotInOrder(
            f"No officer is called {username}, or the account is disabled; "
            "`kp7 accounts list` shows the names."
        ) from refused
