"""ตารางรหัส: read by everybody, kept by DLA, with what every entry says as proper fields."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kp7.personnel.models import CodeEntry
from kp7.personnel.terms import CodeTable
from tests.cast import Cast, signed_in
from tests.web.recording import get, page_of, post

TITLES = "/codes/titles/"
LEAVE = "/codes/leave_kinds/"
MORNING = {"label": "ดร.", "code": "phd", "order": "40", "day": ""}


@pytest.fixture
def dla(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.dla)


def entry(table: CodeTable, code: str) -> CodeEntry:
    return CodeEntry.objects.get(table_name=table, code=code)


def url_of(one: CodeEntry, form: str = "") -> str:
    return f"/codes/{one.table_name}/{one.id}/{form}"


def typed_in(dla: Client, one: CodeEntry, form: str = "correct/") -> dict[str, object]:
    """What the form of an entry holds when it opens."""
    opened = dla.get(url_of(one, form)).context["form"]
    values = {name: opened[name].value() for name in opened.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_all_tables_are_listed_with_what_is_in_use(dla: Client) -> None:
    CodeEntry.objects.filter(table_name="titles", code="t01").update(valid_until=date(2020, 1, 1))
    page = page_of(get(dla, "/codes/"))
    rows = CodeEntry.objects.filter(table_name="titles").count()
    assert f'<td class="numeric" data-label="ใช้อยู่">{rows - 1}</td>' in page
    assert f'<td class="numeric" data-label="รหัสทั้งหมด">{rows}</td>' in page
    assert all(f"/codes/{table}/" in page for table in CodeTable)


def test_every_table_opens_with_its_forms(dla: Client) -> None:
    for table in CodeTable:
        first = CodeEntry.objects.filter(table_name=table).first()
        assert first is not None
        for url in (f"/codes/{table}/", f"/codes/{table}/export/", f"/codes/{table}/add/"):
            assert get(dla, url).status_code == 200, url
        assert first.label in page_of(get(dla, url_of(first)))


def test_saving_an_entry_as_it_stands_changes_nothing(dla: Client) -> None:
    """The form gives back, attribute by attribute, what it was filled from."""
    for table in CodeTable:
        for one in CodeEntry.objects.filter(table_name=table)[:2]:
            answer = post(dla, url_of(one, "correct/"), {**typed_in(dla, one), "seen": "1"})
            assert answer.status_code == 302, page_of(answer)
            after = CodeEntry.objects.get(id=one.id)
            assert (after.revision, after.attributes) == (1, one.attributes)


def test_a_table_is_searched_by_name_code_and_line(dla: Client) -> None:
    for words in ("นักทรัพยากรบุคคล", "3102", "บุคคล นัก"):
        page = page_of(get(dla, f"/codes/positions/?searched={words}"))
        assert "นักทรัพยากรบุคคล" in page
        assert "นายช่างโยธา" not in page
    assert "ไม่พบรายการ" in page_of(get(dla, "/codes/positions/?searched=ไม่มีเลย"))


def test_a_table_shows_a_day_or_all(dla: Client) -> None:
    CodeEntry.objects.filter(table_name="titles", code="t01").update(valid_until=date(2020, 1, 1))
    assert ">นาย<" not in page_of(get(dla, TITLES))
    assert ">นาย<" in page_of(get(dla, f"{TITLES}?on=31/12/2562"))
    assert ">นาย<" not in page_of(get(dla, f"{TITLES}?on=01/01/2563"))
    everything = page_of(get(dla, f"{TITLES}?use=ever"))
    assert ">นาย<" in everything
    assert "เลิกใช้ 1 ม.ค. 2563" in everything
    assert get(dla, f"{TITLES}?on=ไม่ใช่วัน").status_code == 422
    assert get(dla, f"{TITLES}export/?on=ไม่ใช่วัน").status_code == 422


def test_the_pages_of_a_table_show_every_entry_once(dla: Client) -> None:
    seen: list[str] = []
    url: str | None = "/codes/positions/?use=ever"
    while url:
        answer = dla.get(url)
        seen += [one.entry.code for one in answer.context["found"].entries]
        url = answer.context["pager"]["next_url"]
    codes = CodeEntry.objects.filter(table_name="positions").order_by("order", "code")
    assert seen == list(codes.values_list("code", flat=True))
    for nonsense in ("x", "01890000-0000-7000-8000-000000000001"):
        assert get(dla, f"/codes/positions/?after={nonsense}").status_code in {200, 422}


def test_a_table_is_exported_as_searched(dla: Client) -> None:
    answer = get(dla, "/codes/positions/export/?searched=3102")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    heading, *rows = sheet.to_python()
    assert heading[:3] == ["รหัส", "ชื่อ", "รหัสสายงาน"]
    assert [row[1] for row in rows] == ["นักทรัพยากรบุคคล"]
    assert rows[0][2] == "3102"


def test_an_entry_is_added_and_mended_and_its_history_says_so(dla: Client, cast: Cast) -> None:
    assert post(dla, f"{TITLES}add/", MORNING).status_code == 302
    added = entry(CodeTable.TITLES, "phd")
    answer = post(dla, url_of(added, "correct/"), {"label": "ดร", "order": "๔๑", "seen": "1"})
    assert answer.status_code == 302
    page = page_of(get(dla, url_of(added)))
    assert "ชื่อ: ดร. → ดร" in page
    assert "ลำดับ: 40 → 41" in page
    assert "เพิ่มรายการ" in page
    assert cast.dla.officer in page


def test_a_change_from_a_day_on_leads_to_the_new_version(dla: Client) -> None:
    old = entry(CodeTable.LEAVE_KINDS, "personal")
    changed = {"most_days": "30", "day": "01/10/2570", "seen": "1"}
    typed = {**typed_in(dla, old, "change/"), **changed}
    answer = post(dla, url_of(old, "change/"), typed)
    assert answer.status_code == 302
    new = CodeEntry.objects.get(code="personal", valid_from=date(2027, 10, 1))
    assert str(new.id) in answer["Location"]
    page = page_of(get(dla, url_of(new)))
    assert "รหัสนี้ในแต่ละช่วง" in page
    assert "เลิกใช้ 1 ต.ค. 2570" in page
    assert "45" in page_of(get(dla, url_of(old)))


def test_an_entry_is_ended_and_reopened(dla: Client) -> None:
    one = entry(CodeTable.TITLES, "t01")
    assert post(dla, url_of(one, "end/"), {"day": "01/10/2570", "seen": "1"}).status_code == 302
    assert "ใช้อีกครั้ง" in page_of(get(dla, url_of(one)))
    assert post(dla, url_of(one, "reopen/"), {"day": "", "seen": "2"}).status_code == 302
    assert entry(CodeTable.TITLES, "t01").valid_until is None


def test_what_is_wrong_is_said_beside_its_field_and_stays(dla: Client) -> None:
    typed = {"label": "ลาใหม่", "code": "ลา", "order": "x", "most_days": "มาก", "seen": "0"}
    answer = post(dla, f"{LEAVE}add/", typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert "ลาใหม่" in page
    assert "ต้องเป็นจำนวนเต็ม" in page
    complete = {
        **typed,
        "order": "50",
        "most_days": "30",
        "column_order": "15",
        "column_label": "ลาใหม่",
        "unit": "days",
        "sensitive": "no",
    }
    answer = post(dla, f"{LEAVE}add/", complete)
    assert answer.status_code == 422
    assert "อักษรอังกฤษตัวเล็ก" in page_of(answer)
    assert post(dla, f"{LEAVE}add/", {**complete, "code": "new_leave"}).status_code == 302


def test_a_code_of_the_software_says_so_and_has_no_button_to_end_it(dla: Client) -> None:
    one = entry(CodeTable.MOVEMENTS, "transfer_in")
    page = page_of(get(dla, url_of(one)))
    assert "รหัสที่ระบบใช้เอง" in page
    assert url_of(one, "end/") not in page
    answer = post(dla, url_of(one, "end/"), {"day": "01/10/2570", "seen": "1"})
    assert answer.status_code == 422
    assert "การโอนระหว่าง อปท." in page_of(answer)


def test_the_second_of_two_officers_sees_both_and_may_save_again(dla: Client) -> None:
    one = entry(CodeTable.TITLES, "t01")
    post(dla, url_of(one, "correct/"), {"label": "ของคนแรก", "order": "1", "seen": "1"})
    answer = post(dla, url_of(one, "correct/"), {"label": "ของคนที่สอง", "order": "1", "seen": "1"})
    assert answer.status_code == 409
    page = page_of(answer)
    assert "ของคนแรก" in page
    assert "ของคนที่สอง" in page
    assert 'name="seen" value="2"' in page
    again = {"label": "ของคนที่สอง", "order": "1", "seen": "2"}
    assert post(dla, url_of(one, "correct/"), again).status_code == 302


def test_others_read_and_find_no_button(client: Client, cast: Cast) -> None:
    signed_in(client, cast.recorder)
    one = entry(CodeTable.TITLES, "t01")
    for url in ("/codes/", TITLES, url_of(one)):
        page = page_of(get(client, url))
        assert "เพิ่มรายการ</span>" not in page
        assert "correct/" not in page
    for form in ("correct/", "change/", "end/", "reopen/"):
        assert get(client, url_of(one, form)).status_code == 403


@pytest.mark.parametrize(
    "url", ["/codes/pirates/", "/codes/pirates/add/", "/codes/pirates/export/"]
)
def test_a_table_that_is_not_there_is_not_found(dla: Client, url: str) -> None:
    assert get(dla, url).status_code == 404


def test_an_entry_is_found_in_its_own_table_alone(dla: Client) -> None:
    one = entry(CodeTable.TITLES, "t01")
    assert get(dla, f"/codes/kinds/{one.id}/").status_code == 404


def test_script_in_every_field_stays_text(dla: Client) -> None:
    script = "<script>alert(1)</script>"
    post(dla, f"{TITLES}add/", {**MORNING, "label": script})
    for url in (TITLES, url_of(entry(CodeTable.TITLES, "phd"))):
        answer = get(dla, url)
        assert script.encode() not in answer.content
        assert script in page_of(answer)
