"""Every list that goes to Excel also goes to paper: the same rows, with what was searched for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from kp7.organizations.authority import Actor
from tests.cast import Cast, add_card, add_complete, signed_in
from tests.crowd import add_crowd
from tests.printing.test_lists import text_of
from tests.web.recording import get, post

Part = Callable[[Cast], Actor]
LISTS: "dict[str, tuple[str, Part, str]]" = {
    "people": ("/people/export/", lambda cast: cast.recorder, "ชื่อ-นามสกุล"),
    "findings": ("/people/findings/export/", lambda cast: cast.recorder, "สิ่งที่พบ"),
    "history": ("/people/history/export/", lambda cast: cast.recorder, "ผู้แก้ไข"),
    "establishment": ("/people/establishment/export/", lambda cast: cast.recorder, "กรอบอัตรากำลัง"),
    "plan": ("/people/establishment/plan/export/", lambda cast: cast.recorder, "แผนอัตรากำลัง 3 ปี"),
    "province": ("/certification/province/export/", lambda cast: cast.province, "ชื่อ อปท."),
    "codes": ("/codes/levels/export/", lambda cast: cast.dla, "รหัส"),
}


def printed(client: Client, address: str, folder: Path) -> list[str]:
    answer = get(client, address)
    assert answer.status_code == 200, answer.content.decode(errors="replace")[:500]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert "Content-Security-Policy" not in answer
    return text_of(answer.content, folder)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_printed_with_whose_it_is_and_who_printed_it(
    client: Client, cast: Cast, tmp_path: Path, name: str
) -> None:
    address, part, heading = LISTS[name]
    by = part(cast)
    add_card(cast.recorder, 1)
    first, *_ = printed(signed_in(client, by), f"{address}?as=pdf", tmp_path)
    assert heading in " ".join(first.split())
    assert f"พิมพ์โดย {by.officer}" in first
    assert "หน้า 1/" in first


def test_the_people_searched_for_and_what_for(client: Client, cast: Cast, tmp_path: Path) -> None:
    add_complete(cast.recorder, 1, first_name="สมชาย")
    add_complete(cast.recorder, 2, first_name="กมล")
    recorder = signed_in(client, cast.recorder)
    post(recorder, "/people/", {"searched": "สมชาย", "presence": "active"})
    (page,) = printed(recorder, "/people/export/?as=pdf", tmp_path)
    assert "นายสมชาย ทดสอบ" in page
    assert "กมล" not in page
    assert "ชื่อหรือเลขประจำตัวประชาชน: สมชาย" in page


def test_a_long_list_is_whole(client: Client, cast: Cast, tmp_path: Path) -> None:
    add_crowd(cast.recorder, 300)
    pages = printed(signed_in(client, cast.recorder), "/people/export/?as=pdf", tmp_path)
    said = " ".join(pages).split()
    assert sum("คนที่" in one for one in said) == 300


def test_a_list_too_long_for_paper_is_refused_with_what_to_do(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kp7.printing.lists.setting.MOST_CELLS", 9)
    add_crowd(cast.recorder, 2)
    answer = get(signed_in(client, cast.recorder), "/people/export/?as=pdf")
    assert answer.status_code == 422
    assert "ส่งออกเป็น Excel" in answer.content.decode()
