"""Slips that take more than one card to see: numbers of the establishment, and twins."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kp7.cli.demo.frame import Post
from kp7.cli.demo.people import Person
from kp7.cli.demo.slips.making import official, on_contract

Together = Callable[[list[Person], Sequence[Post]], None]

UNKNOWN = "81-3-99-9999-999"


def number_of_another(people: list[Person], _: Sequence[Post]) -> None:
    """Give somebody the number of a colleague (EST-01, and EST-05: it has its holder)."""
    first, second, *_others = _untouched(people)
    _renumber(people, second, people[first].appointments[-1].position_number)


def number_given_up(people: list[Person], posts: Sequence[Post]) -> None:
    """Give somebody a number that was abolished (EST-02)."""
    closed = next(post.number for post in posts if post.closed_on)
    _renumber(people, _untouched(people)[2], closed)


def number_of_nowhere(people: list[Person], _: Sequence[Post]) -> None:
    """Give somebody a number that no list has (EST-03)."""
    _renumber(people, _untouched(people)[3], UNKNOWN)


def number_that_waits(people: list[Person], posts: Sequence[Post]) -> None:
    """Give somebody the number of a vacant post, and nobody noted it (EST-04)."""
    vacant = next(
        post.number
        for post in posts
        if post.closed_on is None and all(held.ended_on for held in post.held)
    )
    _renumber(people, _untouched(people)[4], vacant)


def same_person_again(people: list[Person], _: Sequence[Post]) -> None:
    """Enter somebody a second time, under a name that differs by a letter (IDN-01)."""
    first, second, *_others = (i for i, one in enumerate(people) if on_contract(one))
    name = people[first].name
    people[second] = replace(
        people[second],
        card={
            "title": name.title,
            "first_name": name.first,
            "last_name": f"{name.last}์",
            "birth_date": people[first].birth_date,
            "sex": people[first].sex,
        },
    )


TOGETHER: tuple[Together, ...] = (
    number_of_another,
    number_given_up,
    number_of_nowhere,
    number_that_waits,
    same_person_again,
)


def _untouched(people: Sequence[Person]) -> list[int]:
    return [index for index, person in enumerate(people) if official(person)]


def _renumber(people: list[Person], index: int, number: str) -> None:
    *before, line = people[index].appointments
    renumbered = (*before, replace(line, position_number=number))
    people[index] = replace(people[index], appointments=renumbered)
