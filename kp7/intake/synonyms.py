"""What offices call the columns of their own files."""

from collections.abc import Mapping
from typing import Final

_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {}


def synonyms_of(section: str, column: str) -> tuple[str, ...]:
    """Give the further headings of a column: the section's own first, then those of all."""
    return (*_SYNONYMS.get(f"{section}.{column}", ()), *_SYNONYMS.get(column, ()))
