"""The pages of a transfer in a browser: sound on both screens, and walked by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.authorization.routes import Part, Place, Stage
from tests.authorization.world import TAKEN_IN, TO_ABROAD, World, build, prepare, transfer_of
from tests.browser.conftest import NARROW, WIDE, visits_to
from tests.browser.test_pages import enter, faults

pytestmark = pytest.mark.slow


@pytest.fixture
def world(fresh_database: str) -> World:
    made = build(fresh_database)
    prepare(made, Stage.RELEASED)
    return made


def test_every_page_of_a_transfer_is_sound(browser: Browser, site: str, world: World) -> None:
    card = reverse("release", args=[world.held[Place.OWN].whole.id])
    coming = [transfer_of(Place.OWN, sent=False)]
    going = [transfer_of(Place.OWN, sent=True)]
    paths = [
        reverse("transfers"),
        f"{reverse('transfers')}?state=done",
        card,
        f"{card}?searched=ภูเก็ต",
        f"{card}?searched=ไม่มีที่นี่",
        reverse("transfer_accept", args=coming),
        reverse("transfer_decline", args=coming),
        reverse("transfer_withdraw", args=going),
    ]
    wrong: list[str] = []
    with visits_to(browser, site) as opened:
        wide, narrow = opened(WIDE), opened(NARROW)
        for visit in (wide, narrow):
            enter(visit, world, Part.CERTIFIER)
        for path in paths:
            wrong += faults(wide, narrow, path)
    assert wrong == []


def expect_settled(page: Page) -> None:
    """Wait until the script has the form of a window: before, Enter would leave for a page."""
    expect(page.locator("#window .htmx-added")).to_have_count(0)


def test_somebody_is_let_go_and_another_taken_in_by_keyboard_alone(
    browser: Browser, site: str, world: World
) -> None:
    with visits_to(browser, site) as opened:
        visit = opened(WIDE)
        enter(visit, world, Part.CERTIFIER)
        page = visit.page
        visit.go(reverse("card", args=[world.held[Place.OWN].whole.id]))
        page.get_by_role("button", name="ให้โอน").focus()
        page.keyboard.press("Enter")
        page.locator("#window #id_searched").focus()
        expect_settled(page)
        page.keyboard.type(TO_ABROAD["searched"])
        page.keyboard.press("Enter")
        page.locator("#window input[type=radio]").first.focus()
        expect_settled(page)
        page.keyboard.press("Space")
        for name in ("effective_on", "document_number", "document_date"):
            page.keyboard.press("Tab")
            expect(page.locator(f"#window #id_{name}")).to_be_focused()
            page.keyboard.type(TO_ABROAD[name])
        page.keyboard.press("Enter")
        expect(page.locator("#messages")).to_contain_text("ส่งให้หน่วยงานปลายทางแล้ว")
        page.get_by_role("button", name="รับโอน").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#window #id_position")).to_have_value(TAKEN_IN["position"])
        expect_settled(page)
        for name in ("document_number", "document_date"):
            page.locator(f"#window #id_{name}").focus()
            page.keyboard.type(TAKEN_IN[name])
        page.keyboard.press("Enter")
        expect(page.locator("#messages")).to_contain_text("โอนเสร็จแล้ว")
        expect(page.get_by_role("table")).to_contain_text("โอนเสร็จแล้ว")
