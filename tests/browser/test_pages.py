"""Every page of every role: the list is the one that tests/authorization asks everybody for.

Each check has been seen to close: `test_visit.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser

from kp7.personnel.actions.people import remove_person
from kp7.personnel.sections import APPOINTMENTS, DOCUMENTS, LEAVES, SECTIONS, Section
from tests.authorization.requests import address
from tests.authorization.routes import ROUTES, Outcome, Part, Place, Route, Stage
from tests.authorization.world import STATES, World, build, prepare, take_back_imports
from tests.browser.conftest import NARROW, WIDE, visits_to
from tests.browser.visit import Visit
from tests.cast import add_card, add_complete
from tests.crowd import add_crowd
from tests.lines import add_other_lines

COLD = 120_000
WARM = 30_000
LONG = 20_000  # what 300 lines may weigh beyond that
PICTURES = 60_000  # what the pictures of a page of the manual may
ROLES = (
    Part.STRANGER,
    Part.ONE_TIME,
    Part.RECORDER,
    Part.CERTIFIER,
    Part.PROVINCE,
    Part.DLA,
    Part.AUDITOR,
)
# A page of a section is drawn alike for all who read it: who writes everything sees every one.
EVERY = SECTIONS
SOME = (APPOINTMENTS, LEAVES, DOCUMENTS)
# The same page at another address: the form of the line, and one's own establishment.
AGAIN = ("/forward/", "/establishment/of/")
WRITES = {Part.CERTIFIER}
MANUAL = "/manual/"
ONCE_MORE = ("home", "people", "card", "certification_lao_review", "certification_province")

pytestmark = pytest.mark.slow


@pytest.fixture
def world(fresh_database: str) -> World:
    return build(fresh_database)


def pages(world: World, part: Part, stages: set[Stage]) -> Iterator[str]:
    """The address of each page that opens for a part while the registers are at a stage."""
    for name, route in ROUTES.items():
        if not route.page or "GET" not in route.methods:
            continue
        if route.stage not in stages and name not in ONCE_MORE:
            continue
        place = Place.OWN if Place.OWN in route.places else None
        if route.expected("GET", part, place) is Outcome.OK:
            yield from addresses(world, name, route, place, EVERY if part in WRITES else SOME)


def addresses(
    world: World, name: str, route: Route, place: Place | None, asked: Sequence[Section]
) -> list[str]:
    """A route's address, one for each of the sections where it is about one."""
    if "<slug:section>" not in route.address or "<uuid:line_id>" in route.address:
        whole = [address(world, name, place)]
        if name == "line_edit":
            card = world.held[Place.OWN].whole.id
            whole.append(reverse(name, args=[card, "personal", card]))
        return whole
    card = world.held[Place.OWN].whole.id
    return [
        reverse(name, args=[card, section.code])
        for section in asked
        if section.is_list  # the personal data are the card's own page
    ]


def enter(visit: Visit, world: World, part: Part) -> None:
    """Give the browser the cookie of a session that has begun."""
    if part in world.cookies:
        visit.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": world.cookies[part],
                    "domain": str(urlsplit(visit.site).hostname),
                    "path": "/",
                }
            ]
        )


def weigh(visit: Visit, path: str, more: int) -> None:
    """Open a page with nothing in the cache, then with everything; `more` is granted to it."""
    visit.page.context.new_cdp_session(visit.page).send("Network.clearBrowserCache")
    with visit.weighed() as cold:
        visit.go(path)
    assert cold.transferred <= COLD + more, "cold"
    with visit.weighed() as warm:
        visit.go(path)
    assert warm.transferred <= WARM + more, "warm"


def faults(wide: Visit, narrow: Visit, path: str, *, more: int = 0) -> Iterator[str]:
    """What is wrong with a page, on both screens."""
    checks = {
        "weight": lambda: weigh(wide, path, more),
        "policy": wide.assert_strict,
        "html": wide.assert_valid,
        "axe": wide.assert_accessible,
        "words": wide.assert_readable,
        "width": wide.assert_fits,
        "focus": wide.assert_focus_is_seen,
        "opened on a telephone": lambda: narrow.go(path),
        "axe on a telephone": narrow.assert_accessible,
        "width on a telephone": narrow.assert_fits,
        "words on a telephone": narrow.assert_readable,
    }
    for name, check in checks.items():
        try:
            check()
        except AssertionError as fault:
            yield f"{path} {name}: {fault}"
    for visit in (wide, narrow):
        yield from (f"{path}: {one}" for one in visit.complaints + visit.foreign_requests)
        visit.complaints.clear()
        visit.foreign_requests.clear()


@pytest.mark.parametrize("part", ROLES)
def test_every_page_of_a_role_is_sound(
    browser: Browser, site: str, world: World, part: Part
) -> None:
    wrong: list[str] = []
    titles: dict[str, str] = {}
    with visits_to(browser, site) as opened:
        wide, narrow = opened(WIDE), opened(NARROW)
        for visit in (wide, narrow):
            enter(visit, world, part)
        for stages in ({Stage.OPEN, Stage.BARE, Stage.ENDED, *STATES}, {Stage.SEALED}):
            bring(world, stages)
            found = list(pages(world, part, stages))
            for path in found:
                wrong += faults(wide, narrow, path, more=PICTURES if MANUAL in path else 0)
                if not any(part in path for part in AGAIN):
                    titles[path] = wide.page.title()
    assert wrong == []
    assert len(titles) >= (1 if part in {Part.STRANGER, Part.ONE_TIME} else 6)
    assert all(titles.values())
    assert shared(titles) == []


def test_a_card_of_any_size_is_sound(browser: Browser, site: str, fresh_database: str) -> None:
    """Of somebody with nothing, of an ordinary person, and of one with 300 lines in a section."""
    world = build(fresh_database)
    certifier = world.actors[Part.CERTIFIER]
    nothing = add_card(certifier, 77)
    ordinary = add_complete(certifier, 78)
    add_other_lines(certifier, ordinary)
    (long,) = add_crowd(certifier, 1, lines=300)
    wrong: list[str] = []
    with visits_to(browser, site) as opened:
        wide, narrow = opened(WIDE), opened(NARROW)
        for visit in (wide, narrow):
            enter(visit, world, Part.CERTIFIER)
        for card in (nothing, ordinary, long):
            paths = [reverse("card", args=[card.id])]
            paths += [reverse("card_section", args=[card.id, one.code]) for one in SOME]
            for path in paths:
                wrong += faults(wide, narrow, path, more=LONG if card is long else 0)
    assert wrong == []


def shared(titles: dict[str, str]) -> list[list[str]]:
    """The addresses of pages that cannot be told apart by their titles."""
    by_title = defaultdict(list)
    for path, title in titles.items():
        by_title[title].append(path)
    return [paths for paths in by_title.values() if len(paths) > 1]


def test_pages_of_one_title_are_found() -> None:
    assert shared({"/a/": "ก", "/b/": "ข", "/c/": "ก"}) == [["/a/", "/c/"]]


def bring(world: World, stages: set[Stage]) -> None:
    """Bring the registers to a stage; a card without a line cannot be certified."""
    if Stage.SEALED in stages:
        take_back_imports(world)
        for place, held in world.held.items():
            bare = world.card(place, "bare")
            assert bare is not None
            remove_person(by=held.certifier, card=bare)
    for stage in stages - {Stage.OPEN}:
        prepare(world, stage)
