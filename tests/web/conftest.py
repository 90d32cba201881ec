"""Accounts to sign in with, and how a browser does it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kp7.ledger.actions import act_as
from kp7.organizations.models import Holding, Officer, Post, Province
from kp7.organizations.terms import Role

PASSWORD = "ถูกต้อง-kp7-demo"
WRONG = "ผิด-kp7-demo"

SignIn = Callable[[Client, str], HttpResponse]


@dataclass
class Account:
    """A post and who holds it."""

    post: Post
    holding: Holding

    @property
    def username(self) -> str:
        return str(self.post.username)


def make_account(username: str, *, role: Role = Role.DLA_OFFICER, **post: object) -> Account:
    """Open an account with an officer in it."""
    province = None
    if role is Role.PROVINCE_OFFICER:
        province = Province.objects.get(code="83")
    with transaction.atomic():
        act_as(post_id=None, officer="tests", post="ระบบ", organization="")
        made = Post.objects.create(
            username=username,
            role=role,
            name=role.post_name,
            province=province,
            password=make_password(PASSWORD),
            password_changed_at=timezone.now(),
            **{"must_change_password": False, **post},
        )
        return Account(made, hold(made, "วรรณา"))


def hold(post: Post, first_name: str) -> Holding:
    """Put an officer into a post."""
    officer = Officer.objects.create(title="นางสาว", first_name=first_name, last_name="ใจดี")
    return Holding.objects.create(post=post, officer=officer, since=timezone.now())


@pytest.fixture
def account(db: None) -> Account:  # noqa: ARG001 # the rows go into it
    """An officer of DLA."""
    return make_account("tester")


def sign_in(client: Client, username: str, password: str = PASSWORD, to: str = "/") -> HttpResponse:
    """Sign in as the page does."""
    data = {"username": username, "password": password, "next": to}
    response = client.post("/login/", data)
    assert isinstance(response, HttpResponse)
    return response


@pytest.fixture
def officer(client: Client, account: Account) -> Client:
    """A browser in which the account is signed in."""
    assert sign_in(client, account.username).status_code == 302
    return client
