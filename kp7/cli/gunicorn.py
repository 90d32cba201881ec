"""The web server, run inside our own process."""

import importlib
import socket
from collections.abc import Callable

import click
from django.conf import settings
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # ships no types

WSGI = "kp7.config.wsgi"


class Gunicorn(BaseApplication):  # type: ignore[misc]  # its base has no types
    """Worker processes with threads, all on one socket that is already ours."""

    def __init__(
        self, listening: socket.socket, workers: int, threads: int, announcement: str
    ) -> None:
        # No access log: addresses hold what people searched for.
        self.chosen: dict[str, object] = {
            "bind": f"fd://{listening.fileno()}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 15,
            "loglevel": "warning",
            "when_ready": lambda _: click.echo(announcement),
        }
        super().__init__()

    def load_config(self) -> None:
        """Take our settings and nobody else's."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., object]:
        """Load the application and its addresses once, before the workers part."""
        importlib.import_module(settings.ROOT_URLCONF)
        application: Callable[..., object] = importlib.import_module(WSGI).application
        return application
