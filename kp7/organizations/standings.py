"""What an organization is, where and called what, for a time; and how that is shown."""

import uuid
from dataclasses import dataclass
from datetime import date

from kp7.organizations.terms import OrganizationType


@dataclass(frozen=True, slots=True)
class StandingView:
    """One standing of an organization, with its amphoe and province by name."""

    organization_id: uuid.UUID
    code: str
    type: OrganizationType
    name: str
    full_name: str
    short_name: str
    amphoe_code: str
    amphoe: str
    province_code: str
    province: str
    valid_from: date | None
    valid_until: date | None


def described(standing: StandingView) -> str:
    """Type, name, amphoe and province: the only way an organization is shown, for names repeat."""
    return f"{standing.full_name} {located(standing.amphoe, standing.province)}"


def located(amphoe: str, province: str) -> str:
    """A place in words: amphoe, then province."""
    return f"อำเภอ{amphoe} จังหวัด{province}"
