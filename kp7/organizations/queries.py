"""Reading organizations, posts and who holds them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import connection
from django.db.models import Q, QuerySet

from kp7.organizations.authority import Actor, Scope
from kp7.organizations.models import Amphoe, Post, Province, Standing
from kp7.organizations.standings import StandingView, located
from kp7.organizations.terms import OrganizationType, Role
from kp7.organizations.usernames import username_key
from kp7.refusal import Refusal
from kp7.thai.calendar import format_long
from kp7.thai.names import full_name
from kp7.thai.text import fold, search_key

DLA = "กรมส่งเสริมการปกครองท้องถิ่น"


class PostInactive(Refusal):
    """The post is gone, closed, or nobody holds it: its session ends."""

    status: ClassVar[int] = 401


class NoSuchOrganization(Refusal):
    """No organization of this id stood on that day."""

    status: ClassVar[int] = 404


@dataclass(frozen=True, slots=True)
class SignedIn:
    """All that a request needs to know of whoever is signed in."""

    actor: Actor
    auth_hash: str
    must_change_password: bool
    holding_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in the operator's list; `officer` is empty where nobody holds the post."""

    username: str
    role: Role
    post: str
    officer: str
    organization: str
    is_active: bool
    must_change_password: bool
    last_signed_in_at: datetime | None
    recent_failures: int
    reads_sensitive: bool


_SIGNED_IN = """
SELECT post.username, post.role, post.name, post.password, post.session_epoch,
       post.must_change_password, post.organization_id, post.amphoe_id, post.province_id,
       holding.id, officer.title, officer.first_name, officer.last_name,
       coalesce(standing.full_name, ''), coalesce(amphoe.name_th, ''),
       coalesce(province.name_th, ''), post.reads_sensitive
  FROM organizations_post AS post
  JOIN organizations_holding AS holding ON holding.post_id = post.id AND holding.until IS NULL
  JOIN organizations_officer AS officer ON officer.id = holding.officer_id
  LEFT JOIN organizations_standing AS standing
         ON standing.organization_id = post.organization_id
        AND daterange(standing.valid_from, standing.valid_until)
            @> (now() AT TIME ZONE 'Asia/Bangkok')::date
  LEFT JOIN organizations_amphoe AS amphoe
         ON amphoe.code = coalesce(standing.amphoe_id, post.amphoe_id)
  LEFT JOIN organizations_province AS province
         ON province.code = coalesce(standing.province_id, post.province_id)
 WHERE post.id = %s AND post.is_active
"""


def signed_in(post_id: uuid.UUID) -> SignedIn:
    """Return who holds a post now and what their session must match, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SIGNED_IN, [post_id])
        row = cursor.fetchone()
    if row is None:
        raise PostInactive("บัญชีนี้ถูกปิดหรือไม่มีผู้ดำรงตำแหน่ง โปรดติดต่อผู้ดูแลระบบ")
    username, role_code, post, password, epoch, must_change = row[:6]
    organization_id, amphoe_code, province_code, holding_id, title, first, last = row[6:13]
    role = Role(role_code)
    actor = Actor(
        post_id=post_id,
        username=username,
        role=role,
        officer=full_name(title, first, last),
        post=post,
        organization_id=organization_id,
        amphoe_code=amphoe_code,
        province_code=province_code,
        organization=_office(role, *row[13:16]),
        reads_sensitive=row[16],
    )
    return SignedIn(
        actor=actor,
        auth_hash=Post(password=password, session_epoch=epoch).get_session_auth_hash(),
        must_change_password=must_change,
        holding_id=holding_id,
    )


def actor_of(post_id: uuid.UUID) -> Actor:
    """Return the post and the officer who holds it now, in one statement."""
    return signed_in(post_id).actor


def actor_called(username: str) -> Actor:
    """Return the post of a user name and the officer who holds it now."""
    post = Post.objects.only("id").filter(username=username_key(username)).first()
    if post is None:
        raise PostInactive("ไม่พบบัญชีผู้ใช้นี้ โปรดตรวจสอบชื่อผู้ใช้")
    return actor_of(post.pk)


def _office(role: Role, organization: str, amphoe: str, province: str) -> str:
    """Return the office that a post belongs to, as it is shown."""
    match role:
        case Role.LAO_RECORDER | Role.LAO_CERTIFIER:
            return f"{organization} {located(amphoe, province)}"
        case Role.PROVINCE_OFFICER if amphoe:
            return f"สำนักงานส่งเสริมการปกครองท้องถิ่น {located(amphoe, province)}"
        case Role.PROVINCE_OFFICER:
            return f"สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด{province}"
        case Role.DLA_OFFICER:
            return DLA
        case Role.AUDITOR:
            return f"หน่วยตรวจสอบ จังหวัด{province}" if province else "หน่วยตรวจสอบ"


def standings_on(day: date) -> QuerySet[Standing]:
    """Return the standings that hold on a day, with amphoe and province, in Thai order."""
    return (
        Standing.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )
        .select_related("amphoe", "province")
        .order_by("sort_key", "id")
    )


def within(standings: QuerySet[Standing], reads: Scope) -> QuerySet[Standing]:
    """Return those of the standings that lie in a scope."""
    if reads.country:
        return standings
    if reads.organization_id is not None:
        return standings.filter(organization_id=reads.organization_id)
    if reads.amphoe_code is not None:
        return standings.filter(amphoe_id=reads.amphoe_code)
    if reads.province_code is not None:
        return standings.filter(province_id=reads.province_code)
    return standings.none()


def named(standings: QuerySet[Standing], text: str) -> QuerySet[Standing]:
    """Return those whose name, full or abbreviated, or code holds what was typed."""
    key = search_key(text)
    return standings.filter(Q(search_key__contains=key) | Q(code__startswith=key))


def searched(text: str, most: int) -> tuple[list[StandingView], int]:
    """Return today's organizations of which every word is found, the first `most`, and how many.

    A word may be of the name, the type, its abbreviation, the code, the amphoe or the province.
    """
    found = standings_on(today())
    for word in fold(text).split(" "):
        found = found.filter(
            Q(search_key__contains=search_key(word))
            | Q(code__startswith=word)
            | Q(amphoe__name_th__contains=word)
            | Q(province__name_th__contains=word)
        )
    shown = [view_of(standing) for standing in found[:most]]
    return shown, len(shown) if len(shown) < most else found.count()


def view_of(standing: Standing) -> StandingView:
    """Return a standing (with amphoe and province loaded) as it is passed on."""
    return StandingView(
        organization_id=standing.organization_id,
        code=standing.code,
        type=OrganizationType(standing.type),
        name=standing.name,
        full_name=standing.full_name,
        short_name=standing.short_name,
        amphoe_code=standing.amphoe_id,
        amphoe=standing.amphoe.name_th,
        province_code=standing.province_id,
        province=standing.province.name_th,
        valid_from=standing.valid_from,
        valid_until=standing.valid_until,
    )


def standing_on(organization_id: uuid.UUID, day: date) -> StandingView:
    """Return what an organization was on a day."""
    standing = standings_on(day).filter(organization_id=organization_id).first()
    if standing is None:
        raise NoSuchOrganization(f"ไม่พบหน่วยงานนี้ ณ วันที่ {format_long(day)}")
    return view_of(standing)


def current_standing(organization_id: uuid.UUID) -> StandingView:
    """Return what an organization is today, by the database's clock."""
    return standing_on(organization_id, today())


def today() -> date:
    """Return the day in Thailand by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (clock_timestamp() AT TIME ZONE 'Asia/Bangkok')::date")
        (day,) = cursor.fetchone()
    assert isinstance(day, date)  # noqa: S101  psycopg gives date as date
    return day


def current_by_code(codes: Iterable[str]) -> dict[str, StandingView]:
    """Return today's standings of these DLA codes, by code."""
    standings = standings_on(today()).filter(code__in=list(codes))
    return {standing.code: view_of(standing) for standing in standings}


def provinces() -> QuerySet[Province]:
    """Return the provinces that have organizations under DLA, in Thai order."""
    return Province.objects.exclude(alphabetical_rank=None).order_by("alphabetical_rank")


def amphoe_of(province_code: str) -> QuerySet[Amphoe]:
    """Return the amphoe of a province, by code."""
    return Amphoe.objects.filter(province_id=province_code).order_by("code")


_ACCOUNTS = """
SELECT post.username, post.role, post.name, post.is_active, post.must_change_password,
       post.last_signed_in_at,
       coalesce(officer.title, ''), coalesce(officer.first_name, ''),
       coalesce(officer.last_name, ''), coalesce(standing.full_name, ''),
       coalesce(amphoe.name_th, ''), coalesce(province.name_th, ''),
       coalesce(failure.total, 0), post.reads_sensitive
  FROM organizations_post AS post
  LEFT JOIN organizations_holding AS holding
         ON holding.post_id = post.id AND holding.until IS NULL
  LEFT JOIN organizations_officer AS officer ON officer.id = holding.officer_id
  LEFT JOIN organizations_standing AS standing
         ON standing.organization_id = post.organization_id
        AND daterange(standing.valid_from, standing.valid_until)
            @> (now() AT TIME ZONE 'Asia/Bangkok')::date
  LEFT JOIN organizations_amphoe AS amphoe
         ON amphoe.code = coalesce(standing.amphoe_id, post.amphoe_id)
  LEFT JOIN organizations_province AS province
         ON province.code = coalesce(standing.province_id, post.province_id)
  LEFT JOIN (SELECT username_key, sum(count) AS total FROM organizations_signinfailure
              WHERE last_at > clock_timestamp() - interval '1 hour'
              GROUP BY username_key) AS failure ON failure.username_key = post.username
 WHERE (%(role)s = '' OR post.role = %(role)s)
   AND (%(province)s = '' OR province.code = %(province)s)
   AND (%(username)s = '' OR post.username = %(username)s)
 ORDER BY post.username
"""


def accounts_list(
    *, role: Role | None = None, province_code: str = "", username: str = ""
) -> list[AccountLine]:
    """Return the accounts, by user name, each with its holder and recent failures."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ACCOUNTS, {"role": role or "", "province": province_code, "username": username}
        )
        return [
            AccountLine(
                username=row[0],
                role=Role(row[1]),
                post=row[2],
                officer=full_name(*row[6:9]).strip(),
                organization=_office(Role(row[1]), *row[9:12]),
                is_active=row[3],
                must_change_password=row[4],
                last_signed_in_at=row[5],
                recent_failures=row[12],
                reads_sensitive=row[13],
            )
            for row in cursor.fetchall()
        ]
