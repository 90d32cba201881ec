"""What the environment says to the settings; nothing here opens, makes or starts anything."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from kp7.database import connection
from kp7.database.connection import DjangoDatabase
from kp7.database.home import Home, SecretMissing, default_path

UNSET = "django-insecure-unset-"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
POOL_SIZE = 8


def secret_key() -> str:
    """Return the key that signs cookies; an unset one is random, marked, and never served with."""
    if given := os.environ.get("KP7_SECRET_KEY"):
        return given
    if file := os.environ.get("KP7_SECRET_KEY_FILE"):
        return _read(Path(file))
    if connection.is_embedded():
        try:
            return Home(default_path()).secret("django")
        except SecretMissing:
            pass
    return UNSET + secrets.token_urlsafe(48)


def allowed_hosts() -> list[str]:
    """Return KP7_ALLOWED_HOSTS, the names that the product answers to; a demo has no others."""
    if demo():
        return list(LOOPBACK)
    return _list("KP7_ALLOWED_HOSTS") or list(LOOPBACK)


def trusted_origins() -> list[str]:
    """Return KP7_TRUSTED_ORIGINS: origins behind a proxy, such as https://kp7.example.go.th."""
    return _list("KP7_TRUSTED_ORIGINS")


def trusted_proxies() -> list[str]:
    """Return KP7_TRUSTED_PROXIES: addresses whose X-Forwarded-For is believed, such as 10.0.0.5."""
    return _list("KP7_TRUSTED_PROXIES")


def database() -> DjangoDatabase:
    """Return the database for the application's role."""
    return connection.application_database(_pool_size())


def static_root() -> Path:
    """Return KP7_STATIC_ROOT, or a folder of KP7_HOME; `kp7 serve` fills it."""
    if given := os.environ.get("KP7_STATIC_ROOT"):
        return Path(given).absolute()
    return default_path() / "static"


def https() -> bool:
    """Say whether people reach the product by HTTPS only (KP7_HTTPS=1)."""
    return _switch("KP7_HTTPS")


def demo() -> bool:
    """Say whether the pages carry the banner of a demonstration; `kp7 serve` sets KP7_DEMO."""
    return _switch("KP7_DEMO")


def _pool_size() -> int:
    given = os.environ.get("KP7_DATABASE_POOL", str(POOL_SIZE))
    if not given.isdigit():
        message = f"KP7_DATABASE_POOL is {given!r}; give a number of connections, or 0 for no pool."
        raise ImproperlyConfigured(message)
    return int(given)


def _switch(name: str) -> bool:
    given = os.environ.get(name, "0")
    if given not in {"0", "1", ""}:
        message = f"{name} is {given!r}; give 1 for yes or 0 for no."
        raise ImproperlyConfigured(message)
    return given == "1"


def _list(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def _read(file: Path) -> str:
    try:
        text = file.read_text().strip()
    except OSError as error:
        message = f"KP7_SECRET_KEY_FILE names {file}, which cannot be read: {error.strerror}."
        raise ImproperlyConfigured(message) from error
    if not text:
        message = f"KP7_SECRET_KEY_FILE names {file}, which is empty."
        raise ImproperlyConfigured(message)
    return text
