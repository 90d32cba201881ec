"""The lists an office starts with: provinces, amphoe and organizations, from `data/`."""

import csv
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources

from kp7.organizations.terms import OrganizationType

# 10 June 2026, the day of the data set, in milliseconds: ids of the seed are as old as that.
DAY_OF_THE_DATA = 1_781_049_600_000


@dataclass(frozen=True, slots=True)
class ListedOrganization:
    """A line of the list of organizations."""

    code: str
    type: OrganizationType
    name: str
    amphoe_code: str
    province_code: str


def organization_id(code: str) -> uuid.UUID:
    """Return the id of a listed organization: the same in every office, so that they can merge."""
    return _listed_id(f"organization {code}")


def standing_id(code: str) -> uuid.UUID:
    """Return the id of a listed organization's first standing."""
    return _listed_id(f"standing {code}")


def organizations() -> Iterator[ListedOrganization]:
    """Yield the listed organizations."""
    for row in _rows("lao.csv"):
        yield ListedOrganization(
            row["code"], OrganizationType(row["type"]), row["name"], row["amphoe"], row["province"]
        )


def provinces() -> Iterator[tuple[str, str, str, str, str, int | None, str]]:
    """Yield code, Thai and English name, abbreviation, region, rank and shape of each province."""
    for row in _rows("provinces.csv"):
        rank = int(row["alphabetical_rank"]) if row["alphabetical_rank"] else None
        yield (
            row["code"],
            row["name_th"],
            row["name_en"],
            row["abbr_th"],
            row["region"],
            rank,
            row["map_id"],
        )


def amphoe() -> Iterator[tuple[str, str, str, str]]:
    """Yield code, Thai and English name, and province of each amphoe."""
    for row in _rows("amphoe.csv"):
        yield row["code"], row["name_th"], row["name_en"], row["province"]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (resources.files("kp7.organizations") / "data" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _listed_id(what: str) -> uuid.UUID:
    """Lay a digest of `what` out as UUIDv7: time, version, variant and 74 bits of the digest."""
    digest = int.from_bytes(sha256(f"kp7 {what}".encode()).digest()[:10], "big")
    high = digest >> 68
    low = digest & ((1 << 62) - 1)
    return uuid.UUID(int=DAY_OF_THE_DATA << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low)
