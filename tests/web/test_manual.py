"""คู่มือ in the product: read by anybody, searched, and linked from the page it tells of."""

import pytest
from django.test import Client
from django.urls import get_resolver

from kp7.web.manual_book import FOLDER, PICTURES, book, found, markdown, size_of
from kp7.web.manual_help import TOLD_IN
from tests.cast import Cast, signed_in
from tests.web.recording import get, page_of

PAGES = [page.name for page in book().pages]


def test_every_page_of_the_folder_is_in_the_contents_once() -> None:
    files = {path.stem for path in FOLDER.glob("*.md")} - {"README"}
    assert sorted(PAGES) == sorted(files)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.django_db
def test_a_stranger_reads_every_page_with_its_pictures(client: Client, name: str) -> None:
    page = book().page(name)
    assert page is not None
    said = page_of(get(client, page.url))
    assert f"<h1>{page.title}</h1><p>{page.purpose}</p>" in said
    assert said.count("<img ") == page.body.count(f"]({PICTURES}")
    assert "ออกจากระบบ</span></button>" not in said


@pytest.mark.django_db
def test_the_contents_name_each_page_with_what_it_is_for(client: Client) -> None:
    said = page_of(get(client, "/manual/"))
    for page in book().pages:
        assert f'<a href="{page.url}">{page.title}</a><p>{page.purpose}</p>' in said


def test_an_officer_reads_it_among_the_menus(client: Client, cast: Cast) -> None:
    said = page_of(get(signed_in(client, cast.certifier), "/manual/sign-in/"))
    assert "เมนูหลัก" in said
    assert 'aria-current="page"><span>เข้าสู่ระบบและออกจากระบบ' in said


@pytest.mark.django_db
def test_what_is_searched_is_found_in_any_way_of_writing(client: Client) -> None:
    assert found("ออกจากระบบ ชื่อผู้ใช้")[0].name == "sign-in"
    assert found("เเว่นขยาย") == found("แว่นขยาย") != []
    assert found("ไม่มีคำนี้แน่นอน") == found(" ") == []
    said = get(client, "/manual/?q=<b>ไม่มีคำนี้แน่นอน").content.decode()
    assert "ไม่พบหน้าที่มีคำนี้" in said
    assert "<b>" not in said


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_nowhere(client: Client) -> None:
    for name in ("none", "README", "..%2fREADME", "sign-in.md"):
        assert get(client, f"/manual/{name}/").status_code == 404


def test_html_in_a_page_is_text() -> None:
    assert markdown().render("<script>alert(1)</script>").startswith("<p>&lt;script&gt;")


def test_each_page_that_is_helped_is_a_page_and_its_help_is_one() -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert set(TOLD_IN) <= names | {"login", "password", "home"}
    assert set(TOLD_IN.values()) <= set(PAGES)


def test_a_page_leads_to_the_page_that_tells_of_it(client: Client, cast: Cast) -> None:
    said = page_of(get(signed_in(client, cast.certifier), "/people/"))
    assert '<a href="/manual/people/">' in said
    assert "คู่มือหน้านี้" in said


def test_a_picture_tells_its_size() -> None:
    assert size_of("home.png")[0] == 1366
