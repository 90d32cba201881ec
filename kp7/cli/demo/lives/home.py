"""Where invented people live, and what the law protects of them."""

from collections.abc import Iterator
from random import Random

from kp7.cli.demo.lives.chances import Values, happens
from kp7.cli.demo.people import Person, Place
from kp7.personnel.record import Value

VILLAGES = ("บ้านตัวอย่าง", "บ้านสมมติ", "บ้านทดลอง", "บ้านจำลอง", "บ้านสาธิต", "บ้านต้นแบบ")
ROADS = ("ถนนตัวอย่าง", "ถนนสมมติอุทิศ", "ถนนทดลองพัฒนา", "ถนนจำลองสุข")
OTHER_PROVINCES = ("พังงา", "ตรัง", "นครศรีธรรมราช", "สุราษฎร์ธานี", "พัทลุง", "สงขลา", "ระนอง")
RELIGIONS = ("buddhism", "islam", "christianity")
HOW_MANY_BELIEVE = (71, 28, 1)
BLOOD_GROUPS = ("o", "b", "a", "ab")
HOW_MANY_HAVE = (39, 33, 21, 7)


def addresses(random: Random, person: Person, place: Place) -> Iterator[Values]:
    """Yield where somebody lives; most live where the house register has them."""
    lives = _near(random, place)
    reached = {
        "phone": f"00-0000-{person.number % 10_000:04d}",  # no number begins with 00
        "email": f"demo{person.number}@kp7.example" if happens(random, 0.3) else "",
    }
    yield {"kind": "current", **lives, **reached}
    registered = lives if happens(random, 0.8) else _near(random, place)
    yield {"kind": "house", **registered}
    if happens(random, 0.5):
        yield {"kind": "id_card", **registered}
    if happens(random, 0.2):
        yield {"kind": "domicile", "province": random.choice(OTHER_PROVINCES)}


def current_address(random: Random, person: Person, place: Place) -> Iterator[Values]:
    """Yield where somebody lives today and nothing else."""
    yield from list(addresses(random, person, place))[:1]


def private(random: Random) -> Iterator[Values]:
    """Yield faith and blood group, the latter where somebody asked for it."""
    (religion,) = random.choices(RELIGIONS, HOW_MANY_BELIEVE)
    (blood,) = random.choices(BLOOD_GROUPS, HOW_MANY_HAVE)
    yield {
        "ethnicity": "ไทย",
        "religion": religion,
        "blood_group": blood if happens(random, 0.8) else "",
    }


def _near(random: Random, place: Place) -> dict[str, Value]:
    in_town = happens(random, 0.3)
    return {
        "house_number": f"{random.randint(1, 299)}/{random.randint(1, 40)}",
        "moo": "" if in_town else str(random.randint(1, 12)),
        "village": "" if in_town else random.choice(VILLAGES),
        "road": random.choice(ROADS) if in_town else "",
        "subdistrict": random.choice(place.subdistricts),
        "district": place.district,
        "province": place.province,
        "postcode": place.postcode,
    }
