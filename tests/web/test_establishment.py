"""กรอบอัตรากำลัง: the list and its filters, one seat and what is done with it, the plan, exports."""

import uuid
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kp7.personnel.models import Plan, Seat, SeatHolding
from tests.cast import NEXT_DOOR, OWN, Cast, add_card, add_complete, certified, signed_in
from tests.seats import NUMBER, OTHER, line, seats
from tests.web.recording import get, hidden, page_of, post, said_of

LIST = "/people/establishment/"
TYPED = {
    "number": NUMBER,
    "kind": "official",
    "division": "สำนักปลัด",
    "position": "นักทรัพยากรบุคคล",
    "level": "ปฏิบัติการ/ชำนาญการ",
    "opened_on": "01/10/2560",
    "document_number": "มติ ก.อบต. ครั้งที่ 8/2560",
}


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def at(seat: Seat, what: str = "") -> str:
    """The address of a seat, or of something done with it."""
    return f"{LIST}seats/{seat.id}/{what}"


def test_an_office_begins_with_what_its_cards_say(recorder: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="กมล")
    assert "ยังไม่มีกรอบอัตรากำลัง" in said_of(get(recorder, LIST))
    asked = said_of(get(recorder, f"{LIST}from-cards/"))
    assert "สร้างกรอบจากเลขที่ตำแหน่งในบัตร" in asked
    answer = post(recorder, f"{LIST}from-cards/", {})
    assert answer["Location"] == f"{LIST}?said=built"
    page = said_of(get(recorder, answer["Location"]))
    assert NUMBER in page
    assert "นายกมล ทดสอบ" in page
    assert "กรอบอัตรากำลัง 1 อัตรา มีคนครอง 1 อัตรา ว่าง 0 อัตรา" in page


def test_a_run_of_seats_is_added_in_one_form(recorder: Client) -> None:
    answer = post(recorder, f"{LIST}seats/add/", {**TYPED, "count": "๓"})
    assert answer["Location"] == f"{LIST}?said=seat-saved"
    assert sorted(Seat.objects.values_list("number", flat=True)) == [
        NUMBER,
        OTHER,
        "66-3-01-3102-003",
    ]
    page = said_of(get(recorder, LIST))
    assert "กรอบอัตรากำลัง 3 อัตรา มีคนครอง 0 อัตรา ว่าง 3 อัตรา" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": ""}, "กรุณากรอกข้อมูลในช่องนี้"),
        ({"kind": "ไม่มี"}, "ไม่มีรายการที่เลือก"),
        ({"opened_on": "31/02/2560"}, "ไม่มีวันที่"),
        ({"count": "201"}, "ครั้งละ 1 ถึง 200"),
        ({"count": "999"}, "ครั้งละ 1 ถึง 200"),
        ({"number": "เลข", "count": "2"}, "ลงท้ายด้วยตัวเลข"),
        ({"number": "66-3-01-3102-999", "count": "2"}, "ลงท้ายด้วยตัวเลข"),
        ({"number": OTHER}, "มีเลขที่ตำแหน่งนี้ในกรอบอัตรากำลังของหน่วยงานแล้ว"),
        ({"count": "2"}, OTHER),
    ],
)
def test_what_cannot_be_a_seat_is_said_and_given_back(
    recorder: Client, cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    seats(cast.recorder, OTHER)
    answer = post(recorder, f"{LIST}seats/add/", {**TYPED, **typed})
    assert answer.status_code == 422
    assert sentence in page_of(answer)
    assert "มติ ก.อบต. ครั้งที่ 8/2560" in page_of(answer)
    assert Seat.objects.count() == 1


def test_a_number_of_another_shape_is_taken_and_said(recorder: Client) -> None:
    answer = post(recorder, f"{LIST}seats/add/", {**TYPED, "number": "๐๑-๐๑๐๑-๐๐๑"})
    assert answer["Location"] == f"{LIST}?said=seat-odd"
    seat = Seat.objects.get()
    assert seat.number == "01-0101-001"
    assert "ไม่ตรงรูปแบบ" in page_of(get(recorder, at(seat)))


def test_a_seat_is_changed(recorder: Client, cast: Cast) -> None:
    (seat,) = seats(cast.recorder, NUMBER)
    form = get(recorder, at(seat, "edit/"))
    assert 'value="สำนักปลัด"' in page_of(form)
    typed = {**TYPED, "division": "กองคลัง", "seen": hidden(form, "seen")}
    assert post(recorder, at(seat, "edit/"), typed).status_code == 302
    assert Seat.objects.get().division == "กองคลัง"
    late = post(recorder, at(seat, "edit/"), {**typed, "division": "กองช่าง"})
    assert late.status_code == 409
    assert "แก้ไขตำแหน่งนี้" in page_of(late)
    assert hidden(late, "seen") == "2"


def test_a_vacant_seat_is_closed_reopened_and_removed(recorder: Client, cast: Cast) -> None:
    (seat,) = seats(cast.recorder, NUMBER)
    typed = {"closed_on": "1/10/2565", "document": "มติ 9/2565", "seen": "1"}
    assert post(recorder, at(seat, "close/"), typed)["Location"] == f"{LIST}?said=seat-closed"
    assert "ไม่พบตำแหน่งตามเงื่อนไข" in page_of(get(recorder, LIST))
    assert NUMBER in page_of(get(recorder, f"{LIST}?shown=closed"))
    assert NUMBER in page_of(get(recorder, f"{LIST}?on=30/09/2565"))
    assert post(recorder, at(seat, "reopen/"), {"seen": "2"}).status_code == 302
    assert NUMBER in page_of(get(recorder, LIST))
    assert post(recorder, at(seat, "remove/"), {"seen": "3"}).status_code == 302
    assert not Seat.objects.exists()


def test_a_held_seat_is_not_closed_and_its_holder_named(recorder: Client, cast: Cast) -> None:
    (seat,) = seats(cast.recorder, NUMBER)
    add_complete(cast.recorder, 1, first_name="กมล")
    answer = post(recorder, at(seat, "close/"), {"closed_on": "1/10/2565", "seen": "1"})
    assert answer.status_code == 409
    assert "นายกมล ทดสอบ" in page_of(answer)
    assert post(recorder, at(seat, "remove/"), {"seen": "1"}).status_code == 422
    vacated = post(recorder, at(seat, "vacate/"), {"ended_on": "1/10/2565"})
    assert "บัตร ก.พ.7 ของผู้ดำรงตำแหน่งยังระบุ" in page_of(vacated)


def test_contract_staff_are_put_on_a_seat_and_taken_off(recorder: Client, cast: Cast) -> None:
    (seat,) = seats(cast.recorder, "ภ-01", kind="mission")
    card = add_card(cast.recorder, 1, kind="mission", first_name="กมล")
    add_card(cast.recorder, 2, kind="general", first_name="สมศรี")
    form = page_of(get(recorder, at(seat, "hold/")))
    assert "นายกมล ทดสอบ" in form
    assert "สมศรี" not in form
    typed = {"card_id": str(card.id), "started_on": "1/10/2564"}
    assert post(recorder, at(seat, "hold/"), typed)["Location"] == f"{LIST}?said=seat-held"
    assert "นายกมล ทดสอบ" in page_of(get(recorder, LIST))
    assert "ดำรงตำแหน่งเลขที่" in said_of(get(recorder, f"/people/{card.id}/"))
    answer = post(recorder, at(seat, "vacate/"), {"ended_on": "1/10/2565"})
    assert answer["Location"] == f"{LIST}?said=seat-vacated"
    assert SeatHolding.objects.get().ended_on == date(2022, 10, 1)


def test_the_list_is_filtered(recorder: Client, cast: Cast) -> None:
    seats(cast.recorder, NUMBER, division="สำนักปลัด")
    seats(cast.recorder, OTHER, division="กองคลัง")
    seats(cast.recorder, "ภ-01", division="กองคลัง", kind="mission")
    add_complete(cast.recorder, 1)

    def shown(query: str) -> set[str]:
        page = page_of(get(recorder, f"{LIST}?{query}"))
        return {number for number in (NUMBER, OTHER, "ภ-01") if f">{number}<" in page}

    assert shown("") == {NUMBER, OTHER, "ภ-01"}
    assert shown("division=กองคลัง") == {OTHER, "ภ-01"}
    assert shown("kind=mission") == {"ภ-01"}
    assert shown("shown=vacant") == {OTHER, "ภ-01"}
    assert shown("shown=filled") == {NUMBER}
    assert shown("shown=vacant&on=1/1/2550") == {NUMBER, OTHER, "ภ-01"}
    assert shown("on=1/1/2540") == set()
    assert get(recorder, f"{LIST}?on=ไม่ใช่").status_code == 422


def test_pages_hold_a_hundred_seats_each_once(recorder: Client) -> None:
    post(recorder, f"{LIST}seats/add/", {**TYPED, "count": "150"})
    post(
        recorder,
        f"{LIST}seats/add/",
        {**TYPED, "number": "1-01", "division": "กองคลัง", "count": "20"},
    )
    first = page_of(get(recorder, LIST))
    (after,) = {word.partition('"')[0] for word in first.split("after=")[1:]}
    second = page_of(get(recorder, f"{LIST}?after={after}"))
    every = set(Seat.objects.values_list("number", flat=True))
    on_first = {number for number in every if f">{number}<" in first}
    on_second = {number for number in every if f">{number}<" in second}
    assert (len(on_first), len(on_second)) == (100, 70)
    assert on_first | on_second == every
    assert "กลับไปต้นรายการ" in second


def test_another_s_seats_are_not_there(recorder: Client, cast: Cast) -> None:
    (seat,) = seats(cast.recorder_next_door, NUMBER)
    assert NUMBER not in page_of(get(recorder, LIST))
    for what in ("", "edit/", "close/", "reopen/", "remove/", "hold/", "vacate/"):
        assert get(recorder, at(seat, what)).status_code == 404
    assert post(recorder, at(seat, "remove/"), {"seen": "1"}).status_code == 404
    assert get(recorder, f"{LIST}of/{NEXT_DOOR}/").status_code == 404


def test_who_reads_from_above_reads_and_changes_nothing(client: Client, cast: Cast) -> None:
    seats(cast.recorder, NUMBER)
    add_complete(cast.recorder, 1, first_name="กมล")
    for actor in (cast.province, cast.dla, cast.auditor):
        reader = signed_in(Client(), actor)
        page = page_of(get(reader, f"{LIST}of/{OWN}/"))
        assert "นายกมล ทดสอบ" in page
        assert "เพิ่มตำแหน่ง" not in page
        assert get(reader, f"{LIST}of/{OWN}/plan/").status_code == 200
        assert get(reader, LIST).status_code == 403
    far = signed_in(client, cast.other_province)
    assert get(far, f"{LIST}of/{OWN}/").status_code == 404
    assert get(far, f"{LIST}of/{uuid.uuid4()}/").status_code == 404


def test_a_sealed_register_shows_and_refuses(recorder: Client, cast: Cast) -> None:
    (seat,) = seats(cast.recorder, NUMBER)
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    page = page_of(get(recorder, LIST))
    assert NUMBER in page
    assert "เพิ่มตำแหน่ง" not in page
    for url, typed in (
        (f"{LIST}seats/add/", {**TYPED, "number": OTHER}),
        (f"{LIST}from-cards/", {}),
        (at(seat, "edit/"), {**TYPED, "seen": "1"}),
        (at(seat, "close/"), {"closed_on": "1/10/2565", "seen": "1"}),
        (at(seat, "remove/"), {"seen": "1"}),
        (at(seat, "vacate/"), {"ended_on": "1/10/2565"}),
        (f"{LIST}plan/record/", {"first_year": "2567", "resolution": "มติ"}),
    ):
        assert post(recorder, url, typed).status_code == 423, url
    assert Seat.objects.count() == 1
    assert not Plan.objects.exists()


def test_three_years_are_planned(recorder: Client, cast: Cast) -> None:
    seats(cast.recorder, NUMBER)
    seats(cast.recorder, OTHER, opened_on=date(2024, 10, 1))
    (gone,) = seats(cast.recorder, "66-3-01-3102-003")
    post(recorder, at(gone, "close/"), {"closed_on": "1/10/2568", "seen": "1"})
    add_complete(cast.recorder, 1, first_name="กมล")
    typed = {"first_year": "2567", "resolution": "มติ ก.อบต. 8/2566", "resolved_on": "25/9/2566"}
    answer = post(recorder, f"{LIST}plan/record/", typed)
    assert answer["Location"] == f"{LIST}plan/?said=plan-saved"
    page = said_of(get(recorder, f"{LIST}plan/"))
    assert "มติ ก.อบต. 8/2566" in page
    assert "2567–2569" in page
    assert "รวมทั้งสิ้น 2 0 0 2 2 1 0 3 3 0 1 2" in page
    assert "คงเดิม คงเดิม ยุบเลิก" in page
    assert "- กำหนดเพิ่ม คงเดิม" in page
    post(recorder, f"{LIST}plan/record/", {**typed, "resolution": "มติใหม่"})
    assert Plan.objects.get().resolution == "มติใหม่"
    assert get(recorder, f"{LIST}plan/?first_year=abc").status_code == 422
    assert get(recorder, f"{LIST}plan/?first_year=2650").status_code == 200


def test_both_are_exported(recorder: Client, cast: Cast) -> None:
    seats(cast.recorder, NUMBER, OTHER)
    line(cast.recorder, add_card(cast.recorder, 1, first_name="กมล"), date(2010, 10, 1))
    rows = sheets(recorder, f"{LIST}export/?shown=standing")
    assert rows["กรอบอัตรากำลัง"][1][1] == NUMBER
    assert [row[7] for row in rows["กรอบอัตรากำลัง"][1:]] == ["นายกมล ทดสอบ", "ว่าง"]
    assert list(rows["สรุป"][2]) == ["รวมทั้งสิ้น", 2, 1, 1]
    rows = sheets(recorder, f"{LIST}plan/export/?first_year=2567")
    assert rows["แผนอัตรากำลัง 3 ปี"][1][1:5] == [2, 0, 0, 2]
    assert rows["รายตำแหน่ง"][1][-3:] == ["คงเดิม"] * 3


def sheets(client: Client, url: str) -> dict[str, Sequence[Sequence[object]]]:
    """What a workbook holds."""
    answer = get(client, url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_kind_of_seat_can_be_named(recorder: Client) -> None:
    typed = {**TYPED, "administrative_position": "ผู้อำนวยการกองคลัง", "level": "ระดับต้น"}
    post(recorder, f"{LIST}seats/add/", typed)
    assert "ผู้อำนวยการกองคลัง (นักทรัพยากรบุคคลระดับต้น)" in page_of(get(recorder, LIST))
