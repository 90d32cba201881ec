"""ใบต่อ: what the paper lacks, and where it goes."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.printing.cards.choices import Digits, Part
from kp7.printing.continuation import (
    TOP,
    Difference,
    OnPaper,
    Start,
    compared,
    next_start,
    paper_after,
    span,
    taken_as_standing,
)
from kp7.printing.terms import What
from kp7.printing.wanted import Wanted


def line(number: int, words: str = "", *, page: int = 0, first: int = 0, last: int = 0) -> OnPaper:
    said = (words or f"รายการที่ {number}",)
    return OnPaper((UUID(int=number),), said, page, first, last)


def test_lines_added_since_are_new_in_the_card_s_order() -> None:
    now = [line(1), line(2), line(3), line(4)]
    assert compared(now, now[:2]) == Difference((2, 3), (), (), ())


def test_nothing_is_new_where_the_paper_says_all() -> None:
    now = [line(1), line(2)]
    assert compared(now, now).to_print == ()


def test_a_corrected_line_is_struck_and_printed_again() -> None:
    found = compared([line(1, "ใหม่"), line(2)], [line(1, "เดิม"), line(2)])
    assert found.corrected == (0,)
    assert found.to_print == (0,)
    assert [(one.paper.said, one.now) for one in found.struck] == [(("เดิม",), ("ใหม่",))]


def test_a_removed_line_is_struck_and_nothing_is_printed_for_it() -> None:
    found = compared([line(2)], [line(1), line(2)])
    assert found.to_print == ()
    assert [(one.paper, one.now) for one in found.struck] == [(line(1), ())]


def test_a_line_typed_anew_just_as_it_was_is_no_new_line() -> None:
    assert compared([line(9, "เหมือนเดิม")], [line(1, "เหมือนเดิม")]) == Difference((), (), (), ())


def test_a_line_that_was_forgotten_is_printed_below_and_said_to_be_late() -> None:
    found = compared([line(1), line(3), line(2), line(4)], [line(1), line(2)])
    assert found.new == (1, 3)
    assert found.late == (1,)


def test_a_line_merged_with_another_is_corrected_once() -> None:
    merged = OnPaper((UUID(int=1), UUID(int=2)), ("สองในหนึ่ง",))
    found = compared([merged], [line(1), line(2)])
    assert found.corrected == (0,)
    assert [(one.paper, one.now) for one in found.struck] == [
        (line(1), ("สองในหนึ่ง",)),
        (line(2), ()),
    ]


@pytest.mark.parametrize(
    ("paper", "start"),
    [
        ([], TOP),
        ([line(1)], TOP),
        ([line(1, page=1, first=1, last=3)], Start(1, 4)),
        ([line(1, page=2, first=1, last=2), line(2, page=1, first=4, last=9)], Start(2, 3)),
        ([line(1, page=1, first=29, last=30)], Start(2, 1)),
    ],
)
def test_printing_goes_on_below_the_last_row(paper: list[OnPaper], start: Start) -> None:
    assert next_start(paper, 30) == start


def test_a_span_is_from_one_line_to_another_whichever_comes_first() -> None:
    now = [line(1), line(2), line(3)]
    one, two, three = (UUID(int=number) for number in (1, 2, 3))
    assert span(now, two, three) == span(now, three, two) == tuple(now[1:])
    assert span(now, two, None) == tuple(now[1:])
    assert span(now, None, one) == tuple(now[:1])
    assert span(now, UUID(int=9), None) == ()


def test_what_stood_before_the_first_print_is_taken_to_stand_on_the_paper() -> None:
    printed = line(3, page=1, first=12, last=12)
    paper = taken_as_standing([line(1), line(2), line(3), line(4)], [printed])
    assert paper == (line(1), line(2), printed)


lines = st.lists(st.tuples(st.integers(1, 12), st.sampled_from("กขค")), unique_by=lambda x: x[0])


@given(lines, lines)
def test_after_a_continuation_nothing_is_left_to_print_or_strike(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    """Whatever was added, corrected or removed between two prints."""
    paper, now = ([line(number, words) for number, words in some] for some in (before, after))
    found = compared(now, paper)
    printed = [now[at] for at in found.to_print]
    then = compared(now, paper_after(paper, found.struck, printed))
    assert then.to_print == ()
    assert then.struck == ()


def test_what_was_asked_for_is_kept_whole() -> None:
    asked = Wanted(
        What.CONTINUATION,
        (Part.INSIDE,),
        Digits.THAI,
        certified_copy=True,
        start=Start(2, 7),
        first=UUID(int=1),
    )
    assert Wanted.from_json(asked.to_json()) == asked
    assert Wanted.from_json(Wanted().to_json()) == Wanted()
