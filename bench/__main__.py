"""Measures each subject on a fresh copy of the tests' template database and prints it.

`python -m bench NAME …` measures only those.
"""

import importlib
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable

import django

from bench.measure import Table
from kp7.database.embedded import Server

SUBJECTS = ("guard", "certify", "pages", "intake", "exports", "printing")


def chosen() -> list[str]:
    """The subjects asked for; all where none was named."""
    if unknown := set(sys.argv[1:]) - set(SUBJECTS):
        sys.exit(f"No such subject: {', '.join(sorted(unknown))}. Known: {', '.join(SUBJECTS)}.")
    return sys.argv[1:] or list(SUBJECTS)


def main() -> None:
    """Start a server of our own, measure each subject on a database of its own, stop the server."""
    subjects = chosen()
    os.environ["DJANGO_SETTINGS_MODULE"] = "kp7.config.settings"
    django.setup()
    from tests import server as benches  # noqa: PLC0415 # needs Django's apps

    started = time.monotonic()
    folder = benches.make_folder()
    try:
        server = benches.prepared()
        print(
            f"Python {platform.python_version()}, {os.cpu_count()} processors,"
            f" load {os.getloadavg()[0]:.1f}; fsync is off\n",
            flush=True,
        )
        for subject in subjects:
            database = f"bench_{subject}"
            benches.copy_of(server, benches.TEMPLATE, database)
            benches.point_django_at(server, database)
            # Imported here: models need Django's apps.
            measure: Callable[[Server, str], Table] = importlib.import_module(
                f"bench.{subject}"
            ).measure
            print(measure(server, database), flush=True, end="\n\n")
            benches.point_django_at(server, "postgres")
            benches.drop(server, database)
        print(f"Measured in {time.monotonic() - started:.0f} s.")
    finally:
        benches.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
