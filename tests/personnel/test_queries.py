"""Reading people: in Thai order, found however they are typed, with as many statements as ever."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kp7.personnel import figures, queries
from kp7.personnel.actions.people import end_service, return_to_service
from kp7.personnel.models import Card
from kp7.personnel.queries import Filter, People
from kp7.personnel.terms import Headcount, Presence
from kp7.thai.text import sort_key
from tests.cast import NEXT_DOOR, OWN, Cast, add_card, add_complete, national_id
from tests.crowd import add_crowd

# As the royal dictionary has them: the leading vowel counts after its consonant.
IN_ORDER = ("กมล", "เกรียงไกร", "แก้ว", "ไกร", "ขวัญ", "เดชา", "ดำ", "ไพศาล", "มานะ", "เอก")


@pytest.fixture
def named(cast: Cast) -> Callable[..., Card]:
    """Add somebody by name."""
    numbers = iter(range(1, 1000))

    def add(first: str, last: str = "ใจดี", **personal: object) -> Card:
        return add_card(cast.recorder, next(numbers), first_name=first, last_name=last, **personal)

    return add


def names(found: People) -> list[str]:
    return [person.card.first_name for person in found.people]


def searched(text: str) -> list[str]:
    return names(queries.people(OWN, Filter(searched=text)))


# --- order ------------------------------------------------------------------------------------


def test_people_stand_in_thai_order(named: Callable[..., Card]) -> None:
    for name in reversed(IN_ORDER):
        named(name)
    stands = names(queries.people(OWN, Filter()))
    assert stands == sorted(IN_ORDER, key=sort_key)
    assert stands[:4] == ["กมล", "เกรียงไกร", "แก้ว", "ไกร"]
    assert stands.index("ดำ") < stands.index("เดชา") < stands.index("ไพศาล")
    assert sorted(IN_ORDER) != stands


def test_those_of_one_first_name_stand_by_surname(named: Callable[..., Card]) -> None:
    for last in ("แสงทอง", "ศรีสุข", "เกิดผล"):
        named("สมชาย", last)
    named("สมชัย", "ฮวด")
    found = queries.people(OWN, Filter())
    assert [person.card.last_name for person in found.people] == [
        "ฮวด",
        "เกิดผล",
        "ศรีสุข",
        "แสงทอง",
    ]


# --- search -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("ส", "สม", "มชา", "สมชาย", "ใจดี", "สมชาย ใจดี", "ใจดี สมชาย", "สมชายใจดี", " สมชาย  ใจ "),
        *("นายสมชาย", "นาย สมชาย ใจดี", "ว่าที่ร้อยตรี สมชาย", "ดร.สมชาย", "ใ ส"),
        *("9-0000-00000-01", "๙๐๐๐๐๐๐๐๐๐๐๑", "000001", "9 0000 00000 01"),
    ],
)
def test_somebody_is_found_however_the_name_is_typed(
    named: Callable[..., Card], typed: str
) -> None:
    named("สมชาย")
    named("กมล", "รุ่งเรือง")
    assert "สมชาย" in searched(typed)
    if not any(letter.isdigit() for letter in typed):
        assert "กมล" not in searched(typed)


def test_a_letter_typed_in_two_ways_finds_one_name(named: Callable[..., Card]) -> None:
    named("ดำ", "แสง")
    assert searched("ด\u0e4dา เเสง") == ["ดำ"]


@pytest.mark.parametrize("typed", ["%", "_", "สม%ย", "\\", "'; DROP TABLE x", "9999999999999"])
def test_signs_that_search_no_name_find_only_what_holds_them(
    named: Callable[..., Card], typed: str
) -> None:
    named("สมชาย")
    assert searched(typed) in ([], ["สมชาย"])
    assert searched("สม_ชาย") == ["สมชาย"]
    assert searched("xสมชาย") == []


def test_a_whole_id_finds_one(named: Callable[..., Card]) -> None:
    for name in IN_ORDER:
        named(name)
    assert searched(national_id(3)) == [IN_ORDER[2]]


def test_nobody_of_another_register_is_found(cast: Cast, named: Callable[..., Card]) -> None:
    named("สมชาย")
    add_card(cast.recorder_next_door, 500, first_name="สมหญิง")
    assert searched("สม") == ["สมชาย"]
    assert searched(national_id(500)) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(max_size=20))
def test_no_search_is_an_error(db: None, text: str) -> None:
    assert db is None
    assert searched(text.replace("\0", "")) == []


# --- filters ----------------------------------------------------------------------------------


def test_the_list_is_filtered_by_kind_by_completeness_and_by_presence(cast: Cast) -> None:
    complete = add_complete(cast.recorder, 1, first_name="ครบ")
    add_card(cast.recorder, 2, first_name="ขาด", kind="mission")
    left = add_complete(cast.recorder, 3, first_name="พ้น", kind="general")
    end_service(
        by=cast.recorder, card=left, ended_on=date(2020, 1, 1), movement="resigned", document=""
    )

    def found(**wanted: object) -> set[str]:
        return set(names(queries.people(OWN, Filter(**wanted))))  # type: ignore[arg-type]  # by name

    assert found() == {"ครบ", "ขาด"}
    assert found(kind="mission") == {"ขาด"}
    assert found(complete=True) == {"ครบ"}
    assert found(complete=False) == {"ขาด"}
    assert found(presence=Presence.ENDED) == {"พ้น"}
    assert found(presence=Presence.ALL) == {"ครบ", "ขาด", "พ้น"}
    assert found(presence=Presence.ALL, complete=True, kind="general") == {"พ้น"}
    assert queries.kinds_in(OWN) == {
        "official": complete.kind_label,
        "mission": "พนักงานจ้างตามภารกิจ",
        "general": "พนักงานจ้างทั่วไป",
    }


def test_somebody_is_in_service_up_to_the_day_before_the_end(cast: Cast) -> None:
    today = queries.today()
    for number, ends in enumerate((today - timedelta(1), today, today + timedelta(1))):
        card = add_card(cast.recorder, number, first_name=f"คนที่ {number}")
        end_service(by=cast.recorder, card=card, ended_on=ends, movement="retired", document="")
    assert names(queries.people(OWN, Filter())) == ["คนที่ 2"]
    assert figures.headcounts(OWN).total == 1


# --- pages ------------------------------------------------------------------------------------


def visited(wanted: Filter, size: int) -> Sequence[UUID]:
    seen: list[UUID] = []
    after = None
    for _ in range(200):
        page = queries.people(OWN, wanted, after=after, size=size)
        assert len(page.people) <= size
        seen += [person.card.id for person in page.people]
        after = page.after
        if after is None:
            break
    return seen


@pytest.mark.parametrize("wanted", [Filter(), Filter(complete=True)], ids=["all", "complete"])
@pytest.mark.parametrize("size", [1, 7, 20, 50])
def test_the_pages_visit_everybody_once_even_those_of_one_name(
    cast: Cast, wanted: Filter, size: int
) -> None:
    add_crowd(cast.recorder, 20)
    for number in range(3):
        add_complete(cast.recorder, number, first_name="คนที่00004", last_name="ฝูงชน")
    pages = visited(wanted, size)
    assert len(pages) == len(set(pages)) == 23
    whole = queries.people(OWN, wanted, size=None)
    assert [person.card.id for person in whole.people] == list(pages)
    assert whole.total == 23
    assert whole.after is None


def test_a_page_after_a_card_of_another_register_begins_at_the_start(cast: Cast) -> None:
    mine = add_crowd(cast.recorder, 3)
    (theirs,) = add_crowd(cast.recorder_next_door, 1, first=90)
    page = queries.people(OWN, Filter(), after=theirs.id)
    assert len(page.people) == len(mine)


# --- statements -------------------------------------------------------------------------------


def statements(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def test_a_list_takes_as_many_statements_for_300_people_as_for_10(cast: Cast) -> None:
    reads: dict[str, Callable[[], object]] = {
        "people": lambda: queries.people(OWN, Filter()),
        "searched": lambda: queries.people(OWN, Filter(searched="คนที่")),
        "complete": lambda: queries.people(OWN, Filter(complete=True)),
        "everybody": lambda: queries.people(OWN, Filter(), size=None),
        "register": lambda: figures.register_state(OWN),
        "headcounts": lambda: figures.headcounts_of([OWN, NEXT_DOOR]),
    }
    add_crowd(cast.recorder, 10)
    few = {name: statements(read) for name, read in reads.items()}
    add_crowd(cast.recorder, 290, first=10)
    assert {name: statements(read) for name, read in reads.items()} == few
    assert max(few.values()) <= 7


def test_a_whole_list_reads_the_codes_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_crowd(cast.recorder, 3)
    monkeypatch.setattr(queries, "CHUNK", 1)
    with CaptureQueriesContext(connection) as captured:
        assert len(list(queries.everybody(OWN, Filter()))) > 1
    assert sum("personnel_codeentry" in one["sql"] for one in captured) == 1


# --- headcounts -------------------------------------------------------------------------------


def test_the_headcounts_of_the_database_are_those_of_the_records(cast: Cast) -> None:
    rng = random.Random(2569)  # noqa: S311  the same people every time
    kinds = ["official", "teacher", "permanent", "mission", "general", "expert", "transferred"]
    for number in range(40):
        card = add_card(cast.recorder, number, kind=rng.choice(kinds))
        if rng.random() < 0.5:
            end_service(
                by=cast.recorder,
                card=card,
                ended_on=queries.today() + timedelta(days=rng.randint(-2, 2)),
                movement="resigned",
                document="",
            )
            if rng.random() < 0.3:
                later = queries.today() + timedelta(days=5)
                return_to_service(by=cast.recorder, card=card, started_on=later)
    add_card(cast.recorder_next_door, 100)
    counted = figures.headcounts(OWN)
    state = figures.register_state(OWN)
    by_kind = Counter(assessed.record.kind.code for assessed in state.assessments)
    assert {kind.kind: kind.people for kind in counted.kinds} == by_kind
    assert counted.total == len(state.assessments) == sum(map(counted.of, Headcount))
    assert counted.of(Headcount.PERMANENT) == by_kind["permanent"]
    assert {kind.kind for kind in counted.kinds_of(Headcount.CONTRACT)} <= {
        *("mission", "general", "expert")
    }


def test_the_headcounts_of_an_empty_register_are_nothing(db: None) -> None:
    assert db is None
    assert figures.headcounts(OWN).total == 0
    assert figures.register_state(OWN).blocking == 1
    assert figures.headcounts_of([]) == {}
