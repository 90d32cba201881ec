import uuid
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kp7.certification.sampling import Candidate, draw, size

people = st.lists(
    st.builds(Candidate, st.uuids(), st.sampled_from(["official", "permanent", "mission", "x"])),
    max_size=120,
    unique_by=lambda one: one.id,
)
seeds = st.binary(min_size=32, max_size=32)


def test_a_tenth_is_drawn_at_least_five_at_most_sixty() -> None:
    cases = {0: 0, 1: 1, 4: 4, 5: 5, 6: 5, 50: 5, 51: 6, 60: 6, 600: 60, 601: 60, 2000: 60}
    assert {number: size(number) for number in cases} == cases


@given(seeds, people, st.randoms(use_true_random=False))
def test_the_order_of_the_people_does_not_matter(
    seed: bytes, everybody: list[Candidate], random: object
) -> None:
    shuffled = sorted(everybody, key=lambda one: one.id, reverse=True)
    assert random is not None
    number = size(len(everybody))
    assert draw(seed, everybody, number) == draw(seed, shuffled, number)


@given(seeds, people)
def test_everybody_is_drawn_at_most_once_and_every_kind_is_there(
    seed: bytes, everybody: list[Candidate]
) -> None:
    number = size(len(everybody))
    drawn = draw(seed, everybody, number)
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= set(everybody)
    assert {one.kind for one in drawn} == {one.kind for one in everybody}
    kinds = len({one.kind for one in everybody})
    assert len(drawn) == max(number, kinds)


@given(seeds, people, st.integers(0, 120), st.integers(0, 120))
def test_a_larger_number_keeps_the_earlier_picks(
    seed: bytes, everybody: list[Candidate], one: int, other: int
) -> None:
    fewer, more = sorted([one, other])
    assert draw(seed, everybody, more)[: len(draw(seed, everybody, fewer))] == draw(
        seed, everybody, fewer
    )


def test_nobody_is_preferred() -> None:
    """Over 4,000 seeds each of 20 people is drawn about equally often."""
    everybody = [Candidate(uuid.UUID(int=number), "official") for number in range(20)]
    times: Counter[uuid.UUID] = Counter()
    for number in range(4000):
        times.update(one.id for one in draw(number.to_bytes(32), everybody, 5))
    assert min(times.values()) > 850
    assert max(times.values()) < 1150
