import pytest
from django.test import RequestFactory, override_settings

from kp7.web.sign_in import address_of


@pytest.mark.parametrize(
    ("remote", "header", "address"),
    [
        ("127.0.0.9", "1.2.3.4", "127.0.0.9"),
        ("127.0.0.5", "1.2.3.4", "1.2.3.4"),
        ("127.0.0.5", "9.9.9.9, 1.2.3.4, 127.0.0.6", "1.2.3.4"),
        ("127.0.0.5", "", "127.0.0.5"),
    ],
)
def test_only_our_own_proxies_say_where_a_visitor_comes_from(
    remote: str, header: str, address: str
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": header})
    with override_settings(TRUSTED_PROXIES=["127.0.0.5", "127.0.0.6"]):
        assert address_of(request) == address
