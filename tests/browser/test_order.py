"""A clerk types the half-yearly salary round of 60 people: keyboard alone, few keys."""

import pytest
from playwright.sync_api import Page, expect

from kp7.personnel.models import Appointment
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.visit import Visit
from tests.cast import PASSWORD, Cast, add_card, add_complete, national_id
from tests.crowd import add_crowd

pytestmark = pytest.mark.usefixtures("fresh_database")

ORDER_ADD = "/people/orders/add/"
PEOPLE = 60
KEYS_A_PERSON = 6  # five digits and Enter
KEYS_AN_ORDER = 45  # what only this order has: its number and date, and the way to the first salary
TEN_KEYS_IN_FOUR_SECONDS = 2.5  # an unhurried typist
FIVE_MINUTES = 300


class Keyboard:
    """Types, and counts the keys pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.pressed += times


def enter(visit: Visit, username: str = "own-r") -> None:
    visit.go("/login/")
    visit.page.get_by_label("ชื่อผู้ใช้").fill(username)
    visit.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("button", name="ออกจากระบบ")).to_be_visible()


def focused(page: Page) -> str:
    """The id of the element that has the focus."""
    found: str = page.evaluate("document.activeElement.id")
    return found


def tab_to(keys: Keyboard, element: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(40):
        if focused(keys.page) == element:
            return
        keys.press("Tab")
    raise AssertionError(f"{element} is not reached")


def test_sixty_people_are_typed_in_under_five_minutes_without_a_mouse(
    page_1366: Visit, cast: Cast
) -> None:
    cards = add_crowd(cast.certifier, PEOPLE)
    enter(page_1366)
    page_1366.go(ORDER_ADD)
    page = page_1366.page
    keys = Keyboard(page)
    assert focused(page) == "id_document_number"
    keys.type("45/2569")
    keys.press("Tab")
    keys.type("1/10/2569")
    tab_to(keys, f"id_salary_{cards[0].id.hex}")
    assert keys.pressed <= KEYS_AN_ORDER
    for n in range(PEOPLE):
        keys.type("-" if n == 7 else f"{12000 + 10 * n}")
        keys.press("Enter")
    assert keys.pressed <= KEYS_AN_ORDER + PEOPLE * KEYS_A_PERSON
    assert keys.pressed / TEN_KEYS_IN_FOUR_SECONDS < FIVE_MINUTES
    button = page.get_by_role("button", name="บันทึกคำสั่ง", exact=True)
    expect(button).to_be_focused()
    expect(page.get_by_text("60 จาก 60 คนที่แสดง")).to_be_visible()
    keys.press("Enter")
    expect(page.get_by_text("บันทึกคำสั่งแล้ว 60 คน")).to_be_visible()
    assert Appointment.objects.filter(document_number="45/2569").count() == PEOPLE
    assert Appointment.objects.filter(movement="no_raise").count() == 1
    print(f"{keys.pressed} keys for {PEOPLE} people")  # noqa: T201  said by pytest -s


def test_the_column_is_walked_by_enter_arrows_and_tab(page_1366: Visit, cast: Cast) -> None:
    cards = add_crowd(cast.certifier, 3)
    first, second, third = (f"id_salary_{card.id.hex}" for card in cards)
    enter(page_1366)
    page_1366.go(ORDER_ADD)
    page = page_1366.page
    page.locator(f"#{first}").focus()
    for key, reached in [
        ("Enter", second),
        ("ArrowDown", third),
        ("ArrowUp", second),
        ("Tab", third),
        ("Shift+Tab", second),
        ("ArrowUp", first),
        ("ArrowUp", first),
    ]:
        page.keyboard.press(key)
        assert focused(page) == reached, key
    page.keyboard.type("๑๒,๐๐๐")
    row = page.locator("tr", has=page.locator(f"#{first}"))
    expect(row.locator("output")).to_have_text("+400 (3.45%)")
    row.get_by_role("checkbox").check()
    expect(page.locator(f"#{first}")).to_have_value("-")
    expect(row.locator("output")).to_have_text("ไม่ได้เลื่อน")
    assert not Appointment.objects.filter(movement="step_raise").exists()


def test_what_is_wrong_is_led_to_by_keyboard(page_1366: Visit, cast: Cast) -> None:
    cards = add_crowd(cast.certifier, 3)
    enter(page_1366)
    page_1366.go(ORDER_ADD)
    page = page_1366.page
    page.keyboard.type("45/2569")
    page.keyboard.press("Tab")
    page.keyboard.type("1/10/2569")
    page.locator(f"#id_salary_{cards[0].id.hex}").focus()
    for typed in ("12000", "1200", "12000"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page_1366.assert_accessible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == f"id_salary_{cards[1].id.hex}"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("12100")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("บันทึกคำสั่งแล้ว 3 คน")).to_be_visible()


def test_without_javascript_enter_lists_and_the_button_saves(
    page_390_without_javascript: Visit, cast: Cast
) -> None:
    cards = add_crowd(cast.certifier, 2)
    visit = page_390_without_javascript
    enter(visit)
    visit.go(ORDER_ADD)
    page = visit.page
    page.get_by_label("เลขที่เอกสาร").fill("45/2569")
    page.get_by_label("เอกสารลงวันที่").fill("1/10/2569")
    page.locator(f"#id_salary_{cards[0].id.hex}").fill("12000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("+400 (3.45%)")).to_be_visible()
    assert not Appointment.objects.filter(document_number="45/2569").exists()
    page.get_by_role("button", name="บันทึกคำสั่ง", exact=True).click()
    expect(page.get_by_text("บันทึกคำสั่งแล้ว 1 คน")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_page_is_sound(open_page: OpenPage, cast: Cast, size: tuple[int, int]) -> None:
    add_complete(cast.certifier, 1)
    add_card(cast.certifier, 2)
    add_crowd(cast.certifier, 3)
    visit = open_page(size)
    enter(visit)
    visit.go(ORDER_ADD)
    for details in (False, True):
        page = visit.page
        if details:
            page.get_by_label("กรอกขั้นและผลการประเมินด้วย").check()
            page.get_by_role("button", name="แสดงรายชื่อ").click()
            expect(page.get_by_label("ขั้นใหม่ของ นายคนที่00000 ฝูงชน")).to_be_visible()
            page.get_by_label("ขั้นใหม่ของ นายคนที่00000 ฝูงชน").press("Enter")
            expect(page.get_by_label("ขั้นใหม่ของ นายคนที่00001 ฝูงชน")).to_be_focused()
        visit.assert_accessible()
        visit.assert_fits()
        visit.assert_readable()
        visit.assert_focus_is_seen()
    visit.assert_valid()


def test_somebody_new_is_whole_without_a_mouse(page_1366: Visit, cast: Cast) -> None:
    assert cast.recorder.organization_id
    enter(page_1366)
    page_1366.go("/people/add/")
    page = page_1366.page
    keys = Keyboard(page)
    asked: dict[str, str | int] = {
        "national_id": national_id(3),
        "title": "นางสาว",
        "first_name": "สมหญิง",
        "last_name": "ใจดี",
        "birth_date": "5/3/2530",
        "sex": 2,
        "kind": 5,
        "first_appointed_on": "1/10/2560",
        "service_started_on": "1/10/2560",
    }
    for name, typed in asked.items():
        tab_to(keys, f"id_{name}")
        if isinstance(typed, int):  # the place in a list
            keys.press("ArrowDown", typed)
        else:
            keys.type(typed)
    keys.press("Enter")
    expect(page.get_by_text("เพิ่มบุคลากรแล้ว")).to_be_visible()
    assert focused(page) == "id_effective_on"
    expect(page.get_by_label("วันที่มีผล")).to_have_value("01/10/2560")
    expect(page.get_by_label("ประเภทการเคลื่อนไหว")).to_have_value("first_contract")
    tab_to(keys, "id_position")
    keys.type("คนงาน")
    tab_to(keys, "id_salary")
    keys.type("9000")
    keys.press("Enter")
    expect(page.get_by_text("บันทึกข้อมูลแล้ว")).to_be_visible()
    assert Appointment.objects.get().movement == "first_contract"
