"""Who may: role over territory. Whether it is the right moment is asked elsewhere."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from kp7.organizations.terms import Role
from kp7.refusal import Refusal


class NotAuthorized(Refusal):
    """The actor's role or territory does not reach this far."""

    status: ClassVar[int] = 403


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a post and the officer who holds it, or the system under a name (role None).

    `organization` is for display; the territory is one of organization, amphoe within its
    province, province, or (all three None) the country. `reads_sensitive` is the right of its
    own that ศาสนา, หมู่โลหิต, วินัย and ลาป่วย take.
    """

    post_id: uuid.UUID | None
    username: str
    role: Role | None
    officer: str
    post: str
    organization_id: uuid.UUID | None
    amphoe_code: str | None
    province_code: str | None
    organization: str
    reads_sensitive: bool = False

    @property
    def is_system(self) -> bool:
        """Tell the operator's command line or a job from an officer."""
        return self.role is None and self.post_id is None


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor reads: one organization, an amphoe, a province or the country.

    Exactly one of the four is set; where none is, nothing is in scope.
    """

    organization_id: uuid.UUID | None = None
    amphoe_code: str | None = None
    province_code: str | None = None
    country: bool = False


def system(name: str) -> Actor:
    """The system as a named actor: a seed, a migration, a job, an operator's command."""
    return Actor(
        post_id=None,
        username="",
        role=None,
        officer=name,
        post="ระบบ",
        organization_id=None,
        amphoe_code=None,
        province_code=None,
        organization="",
        reads_sensitive=True,
    )


def scope(actor: Actor) -> Scope:
    """The territory whose records the actor reads."""
    match actor.role:
        case Role.LAO_RECORDER | Role.LAO_CERTIFIER:
            return Scope(organization_id=actor.organization_id)
        case Role.PROVINCE_OFFICER if actor.amphoe_code is not None:
            return Scope(amphoe_code=actor.amphoe_code)
        case Role.PROVINCE_OFFICER:
            return Scope(province_code=actor.province_code)
        case Role.AUDITOR if actor.province_code is not None:
            return Scope(province_code=actor.province_code)
        case Role.AUDITOR | Role.DLA_OFFICER:
            return Scope(country=True)
        case None:
            return Scope(country=actor.is_system)


def may_record(actor: Actor, organization_id: uuid.UUID) -> bool:
    """Tell whether the actor may write in this organization's register."""
    return (
        actor.role in {Role.LAO_RECORDER, Role.LAO_CERTIFIER}
        and actor.organization_id == organization_id
    )


def may_certify_lao(actor: Actor, organization_id: uuid.UUID) -> bool:
    """Tell whether the actor may vouch for this organization's register."""
    return actor.role is Role.LAO_CERTIFIER and actor.organization_id == organization_id


def may_review(actor: Actor, province_code: str, amphoe_code: str) -> bool:
    """Tell whether the actor may return or certify what organizations of this place did."""
    return (
        actor.role is Role.PROVINCE_OFFICER
        and actor.province_code == province_code
        and actor.amphoe_code in {None, amphoe_code}
    )


def may_oversee(actor: Actor) -> bool:
    """Tell whether the actor may decide for the country (rounds, standings, code tables)."""
    return actor.role is Role.DLA_OFFICER


def check_sensitive(actor: Actor) -> None:
    """Refuse whoever may not read or record what is sensitive."""
    if not actor.reads_sensitive:
        raise NotAuthorized(
            "ข้อมูลส่วนนี้เป็นข้อมูลอ่อนไหว บัญชีของท่านไม่มีสิทธิดูหรือบันทึก "
            "หากจำเป็นต้องใช้ ให้หน่วยงานแจ้งผู้ดูแลระบบให้สิทธิแก่บัญชีนี้"
        )


def may_administer(actor: Actor) -> bool:
    """May the actor open, reset and close accounts? Only whoever runs the server.

    No officer may: a password one can reset is a certification one can make in another's name.
    """
    return actor.is_system


def may_read(
    actor: Actor, *, organization_id: uuid.UUID, amphoe_code: str, province_code: str
) -> bool:
    """Tell whether the actor may read the records of an organization that lies here."""
    reads = scope(actor)
    return (
        reads.country
        or reads.organization_id == organization_id
        or reads.amphoe_code == amphoe_code
        or reads.province_code == province_code
    )


def check_record(actor: Actor, organization_id: uuid.UUID) -> None:
    """Refuse whoever may not write in this organization's register."""
    if not may_record(actor, organization_id):
        raise NotAuthorized("ท่านไม่มีสิทธิบันทึกข้อมูลของหน่วยงานนี้ ผู้บันทึกและผู้รับรองของหน่วยงานนั้นเท่านั้นที่บันทึกได้")


def check_certify_lao(actor: Actor, organization_id: uuid.UUID) -> None:
    """Refuse whoever may not vouch for this organization's register."""
    if not may_certify_lao(actor, organization_id):
        raise NotAuthorized("ท่านไม่มีสิทธิรับรองระดับ อปท. ของหน่วยงานนี้ ต้องเป็นผู้รับรองของหน่วยงานนั้นเอง")


def check_review(actor: Actor, province_code: str, amphoe_code: str) -> None:
    """Refuse whoever may not review organizations of this place."""
    if not may_review(actor, province_code, amphoe_code):
        raise NotAuthorized("ท่านไม่มีสิทธิตรวจสอบและรับรองหน่วยงานนี้ ต้องเป็นเจ้าหน้าที่จังหวัดของพื้นที่นั้น")


def check_oversee(actor: Actor) -> None:
    """Refuse whoever may not decide for the country."""
    if not may_oversee(actor):
        raise NotAuthorized("การดำเนินการนี้เป็นของเจ้าหน้าที่ สถ. เท่านั้น")


def check_administer(actor: Actor) -> None:
    """Refuse whoever may not administer accounts."""
    if not may_administer(actor):
        raise NotAuthorized("การจัดการบัญชีผู้ใช้ทำได้โดยผู้ดูแลระบบผ่านคำสั่งบนเครื่องแม่ข่ายเท่านั้น")


def check_read(
    actor: Actor, *, organization_id: uuid.UUID, amphoe_code: str, province_code: str
) -> None:
    """Refuse whoever may not read the records of this organization."""
    if not may_read(
        actor,
        organization_id=organization_id,
        amphoe_code=amphoe_code,
        province_code=province_code,
    ):
        raise NotAuthorized("ท่านไม่มีสิทธิดูข้อมูลของหน่วยงานนี้ เพราะอยู่นอกพื้นที่รับผิดชอบของท่าน")
