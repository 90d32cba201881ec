"""Whether it is the moment: an import taken up for the next step, held against others."""

import uuid
from collections.abc import Collection
from datetime import datetime

from kp7.intake.models import Import
from kp7.intake.queries import NoSuchImport
from kp7.intake.terms import ImportState
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.refusal import Refusal


class WrongMoment(Refusal):
    """The import stands elsewhere by now: an old page, a second click."""

    def __init__(self, state: ImportState) -> None:
        self.state = state
        super().__init__(
            f"การนำเข้านี้อยู่ในสถานะ “{state.label}” แล้ว จึงทำขั้นตอนนี้ไม่ได้ "
            "กรุณาเปิดหน้าการนำเข้านี้ใหม่เพื่อดูสถานะล่าสุด"
        )


def taken_up(import_id: uuid.UUID, *, by: Actor, among: Collection[ImportState]) -> Import:
    """The import, locked until the transaction ends, if it stands in one of these states."""
    # Held so that two clicks, or a click and a job, take turns.
    one = Import.objects.select_for_update(of=("self",), no_key=True).filter(id=import_id).first()
    if one is None or not (by.is_system or authority.may_record(by, one.register_id)):
        raise NoSuchImport
    if ImportState(one.state) not in among:
        raise WrongMoment(ImportState(one.state))
    return one


def signed(by: Actor, at: datetime) -> dict[str, object]:
    """Who brings a file in, as they are named now."""
    return {
        "post_id": by.post_id,
        "officer": by.officer,
        "post": by.post,
        "organization": by.organization,
        "received_at": at,
    }
