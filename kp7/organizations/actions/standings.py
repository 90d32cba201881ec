"""Loading the listed organizations, and changing what an organization is."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Q

from kp7.organizations import seed
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor, check_administer, check_oversee
from kp7.organizations.models import Amphoe, Organization, Post, Province, Standing
from kp7.organizations.terms import OrganizationType
from kp7.refusal import Refusal
from kp7.thai.calendar import format_long
from kp7.thai.digits import to_arabic
from kp7.thai.text import fold

# Any number does, as long as nothing else in this database locks it: two loads do not mix.
LOADING = 8_301_001
_CODE = re.compile(r"[0-9]{7}")


class StandingRefused(Refusal):
    """The new standing cannot follow what is known of the organization."""


def load_organizations(*, by: Actor) -> int:
    """Load provinces, amphoe and organizations that are missing; return how many organizations.

    A load repeated, or run while another runs, adds nothing twice.
    """
    check_administer(by)
    with transaction.atomic():
        _lock_loading()
        act_for(by)
        _copy(
            "COPY organizations_province"
            " (code, name_th, name_en, abbr_th, region, alphabetical_rank, map_id) FROM STDIN",
            _missing(seed.provinces(), set(Province.objects.values_list("code", flat=True))),
        )
        _copy(
            "COPY organizations_amphoe (code, name_th, name_en, province_id) FROM STDIN",
            _missing(seed.amphoe(), set(Amphoe.objects.values_list("code", flat=True))),
        )
        known = set(Organization.objects.values_list("id", flat=True))
        new = [row for row in seed.organizations() if seed.organization_id(row.code) not in known]
        _copy(
            "COPY organizations_organization (id) FROM STDIN",
            ((seed.organization_id(row.code),) for row in new),
        )
        _copy(
            "COPY organizations_standing (id, organization_id, code, type, name, full_name,"
            " short_name, amphoe_id, province_id) FROM STDIN",
            (_first_standing(row) for row in new),
        )
    return len(new)


def change_standing(  # noqa: PLR0913  a standing has that many sides
    *,
    by: Actor,
    organization_id: uuid.UUID,
    from_date: date,
    code: str,
    type: OrganizationType,  # noqa: A002  the field's name
    name: str,
    amphoe_code: str | None = None,
) -> None:
    """Close what an organization is now and open what it is from a day on.

    An อบต. that becomes a เทศบาลตำบล, a new code or name: the register, the people and the
    accounts stay with the organization. Without `amphoe_code` its place stays.
    """
    name, code = fold(name), to_arabic(fold(code))
    with transaction.atomic():
        # Held so that two changes of one organization follow each other.
        standings = list(
            Standing.objects.select_for_update(of=("self",), no_key=True)
            .filter(organization_id=organization_id)
            .order_by("valid_from", "id")
        )
        check_oversee(by)
        current = _last(standings)
        _check_follows(current, from_date)
        _check_written(code, name)
        _check_code_is_free(code, organization_id, from_date)
        amphoe_code = amphoe_code or current.amphoe_id
        _check_amphoe(amphoe_code)
        act_for(by)
        Standing.objects.filter(pk=current.pk).update(valid_until=from_date)
        Standing.objects.create(
            organization_id=organization_id,
            code=code,
            type=type.value,
            name=name,
            full_name=type.full_name(name),
            short_name=type.short_name(name),
            amphoe_id=amphoe_code,
            province_id=amphoe_code[:2],
            valid_from=from_date,
        )


def end_standing(*, by: Actor, organization_id: uuid.UUID, on: date) -> None:
    """An organization is none any more from a day on: its standing ends, its accounts close."""
    with transaction.atomic():
        standings = list(
            Standing.objects.select_for_update(of=("self",), no_key=True)
            .filter(organization_id=organization_id)
            .order_by("valid_from", "id")
        )
        check_oversee(by)
        current = _last(standings)
        _check_follows(current, on)
        act_for(by)
        Standing.objects.filter(pk=current.pk).update(valid_until=on)
        Post.objects.filter(organization_id=organization_id, is_active=True).update(
            is_active=False, session_epoch=F("session_epoch") + 1
        )


def _last(standings: Sequence[Standing]) -> Standing:
    """Return the standing that has no end yet."""
    for standing in standings:
        if standing.valid_until is None:
            return standing
    raise StandingRefused("ไม่พบหน่วยงานนี้ หรือหน่วยงานนี้สิ้นสภาพไปแล้ว")


def _check_follows(current: Standing, from_date: date) -> None:
    if current.valid_from is not None and from_date <= current.valid_from:
        raise StandingRefused(
            f"วันที่เริ่มใหม่ต้องอยู่หลังวันที่ {format_long(current.valid_from)} ซึ่งเป็นวันที่สถานะปัจจุบันเริ่มต้น"
        )


def _check_written(code: str, name: str) -> None:
    if _CODE.fullmatch(code) is None:
        raise StandingRefused("รหัส อปท. ต้องเป็นตัวเลข 7 หลัก")
    if not name:
        raise StandingRefused("ต้องมีชื่อ อปท.")


def _check_code_is_free(code: str, organization_id: uuid.UUID, from_date: date) -> None:
    used = (
        Standing.objects.filter(Q(valid_until=None) | Q(valid_until__gt=from_date), code=code)
        .exclude(organization_id=organization_id)
        .first()
    )
    if used is not None:
        raise StandingRefused(f"รหัส อปท. {code} เป็นของ{used.full_name}อยู่แล้ว โปรดตรวจสอบรหัส")


def _check_amphoe(amphoe_code: str) -> None:
    if not Amphoe.objects.filter(code=amphoe_code).exists():
        raise StandingRefused("ไม่พบรหัสอำเภอนี้ โปรดตรวจสอบรหัสอำเภอ 4 หลัก")


def _first_standing(row: seed.ListedOrganization) -> tuple[object, ...]:
    return (
        seed.standing_id(row.code),
        seed.organization_id(row.code),
        row.code,
        row.type.value,
        row.name,
        row.type.full_name(row.name),
        row.type.short_name(row.name),
        row.amphoe_code,
        row.province_code,
    )


def _missing(rows: Iterable[tuple[object, ...]], known: set[str]) -> Iterable[tuple[object, ...]]:
    return (row for row in rows if row[0] not in known)


def _copy(statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _lock_loading() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])
