"""The fixed cast, as actors: pure values, for whoever asks what they may."""

import uuid
from dataclasses import replace

from kp7.organizations.authority import Actor, system
from kp7.organizations.terms import Role

OWN, NEXT_DOOR = uuid.UUID(int=1), uuid.UUID(int=2)
PROVINCE, OTHER_PROVINCE = "83", "81"
AMPHOE, OTHER_AMPHOE = "8301", "8302"


def _actor(role: Role | None, number: int) -> Actor:
    return Actor(
        post_id=uuid.UUID(int=number),
        username=f"actor{number}",
        role=role,
        officer="นายสมชาย ใจดี",
        post="ตำแหน่ง",
        organization_id=None,
        amphoe_code=None,
        province_code=None,
        organization="หน่วยงาน",
    )


CAST: dict[str, Actor] = {
    "recorder": replace(_actor(Role.LAO_RECORDER, 11), organization_id=OWN),
    "certifier": replace(_actor(Role.LAO_CERTIFIER, 12), organization_id=OWN),
    "recorder next door": replace(_actor(Role.LAO_RECORDER, 13), organization_id=NEXT_DOOR),
    "certifier next door": replace(_actor(Role.LAO_CERTIFIER, 14), organization_id=NEXT_DOOR),
    "province": replace(_actor(Role.PROVINCE_OFFICER, 15), province_code=PROVINCE),
    "other province": replace(_actor(Role.PROVINCE_OFFICER, 16), province_code=OTHER_PROVINCE),
    "amphoe": replace(
        _actor(Role.PROVINCE_OFFICER, 17), province_code=PROVINCE, amphoe_code=AMPHOE
    ),
    "other amphoe": replace(
        _actor(Role.PROVINCE_OFFICER, 18), province_code=PROVINCE, amphoe_code=OTHER_AMPHOE
    ),
    "DLA": _actor(Role.DLA_OFFICER, 19),
    "auditor": _actor(Role.AUDITOR, 20),
    "auditor of a province": replace(_actor(Role.AUDITOR, 21), province_code=PROVINCE),
    "auditor of another": replace(_actor(Role.AUDITOR, 22), province_code=OTHER_PROVINCE),
    "stranger": _actor(None, 23),
    "system": system("งานอัตโนมัติ"),
}
