"""Accounts that are asked for in a table: what each line says, and what is wrong with it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kp7.organizations.terms import Role
from kp7.organizations.usernames import is_username
from kp7.thai.digits import to_arabic
from kp7.thai.text import fold

COLUMNS = (
    "username",
    "role",
    "organization_code",
    "province_code",
    "amphoe_code",
    "post_name",
    "title",
    "first_name",
    "last_name",
)
USERNAME_LETTERS = "at most 64 of a-z, 0-9, '.', '_', '-', beginning with a letter or digit"
LONGEST_NAME = 200
FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the table, folded; `line` is its number in the file, the header being 1."""

    line: int
    username: str
    role: str
    organization_code: str
    province_code: str
    amphoe_code: str
    post_name: str
    title: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, in words for the operator."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the table is held against: codes that exist today and user names already given."""

    organization_codes: Collection[str]
    amphoe_codes: Collection[str]
    province_codes: Collection[str]
    usernames: Collection[str]


def read(rows: Iterable[Mapping[str, str | None]]) -> list[AccountRow]:
    """Read lines as a CSV reader gives them; a column that is missing is empty."""
    return [_read_line(line, row) for line, row in enumerate(rows, start=FIRST_LINE)]


def problems(rows: Iterable[AccountRow], known: Known) -> list[Problem]:
    """Return everything wrong with the table, in its order."""
    found: list[Problem] = []
    seen: dict[str, int] = {}
    for row in rows:
        texts = [*_of_username(row, known), *_of_territory(row, known), *_of_names(row)]
        if row.username in seen:
            texts.append(f"user name {row.username!r} stands in line {seen[row.username]} already")
        seen.setdefault(row.username, row.line)
        found.extend(Problem(row.line, text) for text in texts)
    return found


def _read_line(line: int, row: Mapping[str, str | None]) -> AccountRow:
    cell = {column: fold(row.get(column) or "") for column in COLUMNS}
    return AccountRow(
        line=line,
        username=to_arabic(cell["username"]).lower(),
        role=cell["role"].lower(),
        organization_code=to_arabic(cell["organization_code"]),
        province_code=to_arabic(cell["province_code"]),
        amphoe_code=to_arabic(cell["amphoe_code"]),
        post_name=cell["post_name"],
        title=cell["title"],
        first_name=cell["first_name"],
        last_name=cell["last_name"],
    )


def _of_username(row: AccountRow, known: Known) -> list[str]:
    if not is_username(row.username):
        return [f"user name {row.username!r} is not made of {USERNAME_LETTERS}"]
    if row.username in known.usernames:
        return [f"user name {row.username!r} exists already"]
    return []


def _of_territory(row: AccountRow, known: Known) -> list[str]:
    match row.role:
        case Role.LAO_RECORDER | Role.LAO_CERTIFIER:
            return [
                *_must_be_known(
                    "organization_code", row.organization_code, known.organization_codes
                ),
                *_must_be_empty("province_code", row.province_code, row.role),
                *_must_be_empty("amphoe_code", row.amphoe_code, row.role),
            ]
        case Role.PROVINCE_OFFICER:
            return [
                *_must_be_empty("organization_code", row.organization_code, row.role),
                *_must_be_known("province_code", row.province_code, known.province_codes),
                *_amphoe_of_province(row, known),
            ]
        case Role.AUDITOR:
            return [
                *_must_be_empty("organization_code", row.organization_code, row.role),
                *_province_if_given(row, known),
                *_must_be_empty("amphoe_code", row.amphoe_code, row.role),
            ]
        case Role.DLA_OFFICER:
            return [
                *_must_be_empty("organization_code", row.organization_code, row.role),
                *_must_be_empty("province_code", row.province_code, row.role),
                *_must_be_empty("amphoe_code", row.amphoe_code, row.role),
            ]
        case _:
            return [f"role {row.role!r}: give one of {', '.join(Role)}"]


def _must_be_known(column: str, code: str, known: Collection[str]) -> list[str]:
    return [] if code in known else [f"{column} {code!r} is not known"]


def _must_be_empty(column: str, code: str, role: str) -> list[str]:
    return [f"{column} must be empty for {role}"] if code else []


def _amphoe_of_province(row: AccountRow, known: Known) -> list[str]:
    if not row.amphoe_code:
        return []
    if not row.amphoe_code.startswith(row.province_code):
        return [f"amphoe_code {row.amphoe_code!r} is not in province {row.province_code!r}"]
    return _must_be_known("amphoe_code", row.amphoe_code, known.amphoe_codes)


def _province_if_given(row: AccountRow, known: Known) -> list[str]:
    if not row.province_code:
        return []
    return _must_be_known("province_code", row.province_code, known.province_codes)


def _of_names(row: AccountRow) -> list[str]:
    names = {
        "post_name": row.post_name,
        "title": row.title,
        "first_name": row.first_name,
        "last_name": row.last_name,
    }
    too_long = [
        f"{column} is longer than {LONGEST_NAME} letters"
        for column, name in names.items()
        if len(name) > LONGEST_NAME
    ]
    empty = [f"{column} is empty" for column in ("first_name", "last_name") if not names[column]]
    return [*too_long, *empty]
