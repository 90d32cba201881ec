"""A country with its organizations and an account for everybody of the cast."""

from dataclasses import dataclass

import pytest
from pytest_django import Settings

from kp7.organizations import actions, queries
from kp7.organizations.authority import Actor, system
from kp7.organizations.hashers import PasswordHasher
from kp7.organizations.models import Post

OPERATOR = system("การทดสอบ")
PASSWORD = "ถูกต้อง-kp7-demo"
ADDRESS, ELSEWHERE = "203.0.113.7", "198.51.100.9"

# อบต.กมลา and its neighbour อบต.สาคู in ภูเก็ต.
OWN, NEXT_DOOR = "6830203", "6830307"


class QuickHasher(PasswordHasher):
    """argon2id in a millisecond: what is tried here is counting, not hashing."""

    time_cost = 1
    memory_cost = 64


Row = dict[str, str | None]


def row(username: str, role: str, **given: str) -> Row:
    """Return a line of a table of accounts."""
    return {
        "username": username,
        "role": role,
        "title": "นาย",
        "first_name": "สมชาย",
        "last_name": "ใจดี",
        **given,
    }


CAST_ROWS = [
    row(OWN, "lao_certifier", organization_code=OWN),
    row(f"{OWN}r", "lao_recorder", organization_code=OWN),
    row("p83", "province_officer", province_code="83"),
    row("a8302", "province_officer", province_code="83", amphoe_code="8302"),
    row("dla", "dla_officer"),
    row("auditor", "auditor"),
    row("auditor83", "auditor", province_code="83"),
]
OFFICERS = [str(line["username"]) for line in CAST_ROWS]


@dataclass(frozen=True)
class Country:
    """The organizations, and the accounts of the cast."""

    def post(self, username: str) -> Post:
        """Read a post as it is stored now."""
        return Post.objects.get(username=username)

    def actor(self, username: str) -> Actor:
        """Return whoever holds a post."""
        return queries.actor_of(self.post(username).pk)


def open_country() -> Country:
    """Load the organizations and open the accounts, where they are not there yet."""
    actions.load_organizations(by=OPERATOR)
    actions.create_demo_accounts(by=OPERATOR, rows=CAST_ROWS, password=PASSWORD)
    return Country()


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{QuickHasher.__module__}.{QuickHasher.__qualname__}"]


@pytest.fixture
def country(db: None) -> Country:  # noqa: ARG001 # the rows go into it
    """A country that is rolled back after the test."""
    return open_country()


@pytest.fixture
def committed_country(fresh_database: str) -> Country:  # noqa: ARG001 # idem
    """A country of its own for one test, committed."""
    return open_country()


def sign_in(username: str = OWN, password: str = PASSWORD, address: str = ADDRESS) -> Post:
    """Sign in, from the office unless told otherwise."""
    return actions.sign_in(username=username, password=password, address=address)
