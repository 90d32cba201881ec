"""Runs every measurement on a fresh copy of the tests' template database and prints it.

`python -m bench NAME …` runs only those.
"""

import importlib
import os
import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterable

import django

import bench
from bench.measure import Measurement

Measure = Callable[..., Iterable[Measurement]]
WITHOUT_MEASUREMENTS = {"__main__", "measure", "people"}


def names() -> list[str]:
    """The subjects, or those of them that were asked for."""
    known = {module.name for module in pkgutil.iter_modules(bench.__path__)} - WITHOUT_MEASUREMENTS
    if unknown := set(sys.argv[1:]) - known:
        sys.exit(f"No such measurement: {', '.join(sorted(unknown))}. Known: {sorted(known)}")
    return sorted(set(sys.argv[1:]) or known)


def line(measurement: Measurement) -> str:
    """One measurement as a line of the report."""
    text = f"  {measurement.what:<58}{measurement.value:>12,.1f} {measurement.unit}"
    return f"{text}   {measurement.beside}" if measurement.beside else text


def main() -> None:
    """Start a server, measure each subject on a database of its own, stop the server."""
    django.setup()
    from tests import server as benches  # noqa: PLC0415 # needs Django's apps

    folder = benches.make_folder()
    try:
        server = benches.prepared()
        for name in names():
            database = f"bench_{name}"
            benches.copy_template(server, database)
            benches.point_django_at(server, database)
            measure: Measure = importlib.import_module(f"bench.{name}").measure
            print(name, flush=True)
            for measurement in measure(server, database):
                print(line(measurement), flush=True)
            benches.point_django_at(server, "postgres")
            benches.drop(server, database)
    finally:
        benches.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "kp7.config.settings"
    main()
