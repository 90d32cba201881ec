"""What people earn: pay of beginners through the years, raises, and the top of each level."""

from bisect import bisect_right
from datetime import date
from random import Random

# Beginners' pay in baht by the schooling asked for, from the years named on. The newest figure of
# a degree is known (domain.md §3.5); the others are of the right size, no more.
SINCE = (1980, 2004, 2007, 2012, 2014)
BEGINNERS = {
    "bachelor": (6360, 7260, 7940, 11680, 15060),
    "high_vocational": (5180, 5740, 6470, 9300, 11500),
    "vocational": (4640, 5100, 5760, 7620, 9400),
    "primary": (4100, 4640, 5080, 6800, 8690),
    "general": (4100, 4640, 5080, 6910, 9000),
}
# Days on which everybody's pay was adjusted to a new scale.
ADJUSTMENTS = (date(2012, 1, 1), date(2014, 1, 1))
# The day on which levels replaced grades (domain.md §3.1).
BANDS = date(2016, 1, 1)
BOTTOM = {
    "general-experienced": 13470,
    "general-senior": 18010,
    "academic-professional": 15050,
    "academic-senior_professional": 21550,
    "director-primary": 15430,
    "director-middle": 22140,
    "executive-primary": 16090,
    "executive-middle": 22960,
    "executive-high": 25770,
}
TOP = {
    "general-operational": 23520,
    "general-experienced": 38380,
    "general-senior": 49480,
    "academic-practitioner": 29570,
    "academic-professional": 44280,
    "academic-senior_professional": 61460,
    "director-primary": 44990,
    "director-middle": 62470,
    "executive-primary": 45740,
    "executive-middle": 63480,
    "executive-high": 78020,
    "teacher-assistant": 24750,
    "teacher-ks1": 34310,
    "teacher-ks2": 41620,
    "teacher-ks3": 58390,
    "teacher-ks4": 69040,
}
TOP_OF_EMPLOYEES = 34110
RAISES = (0.0, 0.019, 0.033, 0.048)
HOW_OFTEN = (3, 35, 54, 8)


def of_a_beginner(schooling: str, day: date) -> int:
    """Return the pay of somebody who begins on a day."""
    return BEGINNERS[schooling][bisect_right(SINCE, day.year) - 1]


def raised(random: Random, salary: int, level: str) -> int:
    """Return the pay after a half-yearly round: more, the same, or the top of the level."""
    (part,) = random.choices(RAISES, HOW_OFTEN)
    return max(salary, min(_to_ten(salary * (1 + part)), TOP.get(level, TOP_OF_EMPLOYEES)))


def renewed(salary: int, schooling: str, day: date, years: int) -> int:
    """Return the pay of a new contract; general work is paid alike, however long it lasts."""
    if schooling == "general":
        return max(salary, of_a_beginner(schooling, day))
    return max(_to_ten(salary * (1 + 0.035 * years)), of_a_beginner(schooling, day))


def promoted(salary: int, level: str, day: date) -> int:
    """Return the pay at the entry into a level: its bottom, at least; before 2559 one raise."""
    return max(salary, BOTTOM.get(level, 0)) if day >= BANDS else _to_ten(salary * 1.05)


def adjusted(salary: int, schooling: str, day: date, years: int) -> int:
    """Return the pay on a new scale: who has served longer stays ahead of a beginner."""
    return max(_to_ten(salary * 1.08), of_a_beginner(schooling, day) + 300 * years)


def is_top(salary: int, level: str) -> bool:
    """Tell whether the level gives no more."""
    return salary >= TOP.get(level, TOP_OF_EMPLOYEES)


def _to_ten(amount: float) -> int:
    return -int(-amount // 10) * 10
