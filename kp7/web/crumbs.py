"""The way to a page, shown above it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crumb:
    """A place on the way here; the last has no address."""

    label: str
    url: str = ""
