"""Tables of accounts, line by line."""

import pytest

from kp7.organizations.account_rows import AccountRow, Known, problems, read

KNOWN = Known({"6830203"}, {"8301", "8302"}, {"83", "81"}, {"taken"})
CERTIFIER = {
    "username": "6830203",
    "role": "lao_certifier",
    "organization_code": "6830203",
    "title": "นาย",
    "first_name": "สมชาย",
    "last_name": "ใจดี",
}
PROVINCE = {**CERTIFIER, "role": "province_officer", "organization_code": "", "province_code": "83"}


def texts(**changes: str) -> list[str]:
    return [found.text for found in problems(read([{**CERTIFIER, **changes}]), KNOWN)]


@pytest.mark.parametrize(
    "row",
    [
        CERTIFIER,
        {**CERTIFIER, "role": "lao_recorder", "username": "6830203r"},
        PROVINCE,
        {**PROVINCE, "amphoe_code": "8302"},
        {**PROVINCE, "role": "auditor"},
        {**PROVINCE, "role": "auditor", "province_code": ""},
        {**PROVINCE, "role": "dla_officer", "province_code": ""},
    ],
)
def test_a_line_for_each_role_is_accepted(row: dict[str, str]) -> None:
    assert problems(read([row]), KNOWN) == []


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"username": "ผู้ใช้"}, "is not made of at most 64"),
        ({"username": ""}, "is not made of at most 64"),
        ({"username": "TAKEN"}, "'taken' exists already"),
        ({"role": "superuser"}, "give one of lao_recorder, lao_certifier"),
        ({"organization_code": "9999999"}, "organization_code '9999999' is not known"),
        ({"organization_code": ""}, "organization_code '' is not known"),
        ({"province_code": "83"}, "province_code must be empty for lao_certifier"),
        ({"amphoe_code": "8301"}, "amphoe_code must be empty for lao_certifier"),
        ({"first_name": " "}, "first_name is empty"),
        ({"last_name": ""}, "last_name is empty"),
        ({"post_name": "ก" * 201}, "post_name is longer than 200"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(changes: dict[str, str], text: str) -> None:
    (said,) = texts(**changes)
    assert text in said


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"province_code": "99"}, "province_code '99' is not known"),
        ({"amphoe_code": "8101"}, "'8101' is not in province '83'"),
        ({"amphoe_code": "8399"}, "amphoe_code '8399' is not known"),
        ({"organization_code": "6830203"}, "organization_code must be empty"),
        ({"role": "auditor", "province_code": "99"}, "province_code '99' is not known"),
        ({"role": "auditor", "amphoe_code": "8301"}, "amphoe_code must be empty for auditor"),
        ({"role": "dla_officer"}, "province_code must be empty for dla_officer"),
    ],
)
def test_what_is_wrong_with_a_territory_is_said(changes: dict[str, str], text: str) -> None:
    (found,) = problems(read([{**PROVINCE, **changes}]), KNOWN)
    assert text in found.text


def test_a_user_name_asked_for_twice_names_both_lines() -> None:
    (found,) = problems(read([CERTIFIER, {**CERTIFIER, "username": "๖๘๓๐๒๐๓"}]), KNOWN)
    assert found.line == 3
    assert "stands in line 2 already" in found.text


def test_cells_are_folded_and_digits_may_be_thai() -> None:
    (row,) = read(
        [{"username": " ๖A ", "role": "AUDITOR", "first_name": "อําไพ", "last_name": None}]
    )
    assert isinstance(row, AccountRow)
    assert (row.username, row.role, row.first_name, row.last_name) == ("6a", "auditor", "อำไพ", "")
