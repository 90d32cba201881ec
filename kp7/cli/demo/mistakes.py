"""What some offices got wrong, so that every rule has somebody to speak of."""

from collections.abc import Iterator, Mapping, Sequence

from kp7.cli.demo.frame import Post
from kp7.cli.demo.people import Person
from kp7.cli.demo.slips import beside, career, people
from kp7.cli.demo.slips.frame import TOGETHER
from kp7.cli.demo.slips.making import Slip

# What keeps three offices from certifying until it is mended.
BLOCKING: Mapping[str, tuple[Slip, ...]] = {
    "6830304": (career.APP_05,),
    "6810104": (career.APP_02, career.APP_02, people.PER_01, people.PER_02, career.APP_03),
    "5810301": (career.APP_04, people.EDU_01, career.APP_01, people.PER_07, career.APP_06),
}
# What others have to explain or to mend.
DOUBTFUL: Mapping[str, tuple[Slip, ...]] = {
    "4830201": career.SLIPS,
    "5830106": people.OF_PERSONS,
    "5810109": people.OF_FAMILIES,
    "5830107": people.OF_LEARNING,
    "6810103": beside.OF_LEAVE,
    "5830301": beside.OF_CONDUCT,
    "5830104": beside.OF_HONOURS,
}
MISTAKES: Mapping[str, tuple[Slip, ...]] = {**BLOCKING, **DOUBTFUL}
# Where the cards contradict each other, or the establishment.
AT_ODDS = "5830303"


def with_mistakes(code: str, staff: Sequence[Person], posts: Sequence[Post]) -> list[Person]:
    """Return the people of an office with what it got wrong; each slip befalls another."""
    befallen = dict(spoilt(MISTAKES.get(code, ()), staff))
    found = [befallen.get(person.national_id, person) for person in staff]
    if code == AT_ODDS:
        for spoil in TOGETHER:
            spoil(found, posts)
    return found


def spoilt(slips: Sequence[Slip], staff: Sequence[Person]) -> Iterator[tuple[str, Person]]:
    """Yield whom each slip befalls, by national id, with what becomes of the card."""
    taken: set[str] = set()
    for slip in slips:
        befallen = next(one for one in staff if one.national_id not in taken and slip.fits(one))
        taken.add(befallen.national_id)
        yield befallen.national_id, slip.spoil(befallen)
