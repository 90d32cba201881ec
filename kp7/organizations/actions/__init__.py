"""What can be done in this room: load and change organizations, sign in, keep accounts."""

from kp7.organizations.actions.accounts import (
    AccountsRefused,
    NoSuchAccount,
    OfficerRefused,
    create_accounts,
    create_demo_accounts,
    disable,
    enable,
    hand_over,
    keep_from_sensitive,
    let_read_sensitive,
    reset,
    unlock,
)
from kp7.organizations.actions.acting import act_for
from kp7.organizations.actions.passwords import PasswordRefused, change_password
from kp7.organizations.actions.signing_in import (
    AccountDisabled,
    SlowedDown,
    WrongPassword,
    sign_in,
)
from kp7.organizations.actions.standings import (
    StandingRefused,
    change_standing,
    end_standing,
    load_organizations,
)

__all__ = [
    "AccountDisabled",
    "AccountsRefused",
    "NoSuchAccount",
    "OfficerRefused",
    "PasswordRefused",
    "SlowedDown",
    "StandingRefused",
    "WrongPassword",
    "act_for",
    "change_password",
    "change_standing",
    "create_accounts",
    "create_demo_accounts",
    "disable",
    "enable",
    "end_standing",
    "hand_over",
    "keep_from_sensitive",
    "let_read_sensitive",
    "load_organizations",
    "reset",
    "sign_in",
    "unlock",
]
