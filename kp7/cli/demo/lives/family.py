"""Whom invented people belong to: parents, marriages, children, former names, heirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kp7.cli.demo.ids import national_id
from kp7.cli.demo.lives.chances import Values, day_between, happens, years_after
from kp7.cli.demo.names import EITHER, ENDINGS, FAMILIES, MEN, WOMEN
from kp7.cli.demo.orders import BUDDHIST
from kp7.cli.demo.people import LAST_DAY, Person, Place
from kp7.thai.calendar import PartialDate

# Relatives are numbered after everybody who works somewhere.
FIRST_RELATIVE = 10_000_000
RELATIVES_AT_MOST = 20
OF_AGE = 20
OLD = 75
CHILDHOOD = 15
FERTILE = 42
PREGNANCY = timedelta(days=300)
OCCUPATIONS = ("ทำสวน", "ค้าขาย", "ประมง", "รับจ้างทั่วไป", "เกษตรกรรม", "แม่บ้าน", "ข้าราชการบำนาญ")
FULL = Decimal(100)
CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the family."""

    relation: str
    title: str
    first: str
    last: str
    sex: str
    born: date
    living: bool
    national_id: str

    @property
    def values(self) -> Values:
        """The columns that parents, spouses and children have alike."""
        return {
            "title": self.title,
            "first_name": self.first,
            "last_name": self.last,
            "national_id": self.national_id,
            "birth_date": PartialDate(self.born.year, self.born.month, self.born.day),
        }


@dataclass(frozen=True, slots=True)
class Marriage:
    """A marriage; `ended_by` is empty while it lasts."""

    spouse: Relative
    registered_on: date
    ended_by: str
    ended_on: date | None


class Family:
    """The family of one person."""

    def __init__(self, random: Random, person: Person, place: Place) -> None:
        self._random = random
        self._person = person
        self._place = place
        self._born = person.birth_date.first_day
        self._relatives = 0
        last = person.name.last
        self.maiden_name = _surname(person.name.former) or last
        self.father = self._parent("male", "บิดา", self.maiden_name)
        self.mother = self._parent("female", "มารดา", self.maiden_name)
        self.marriages = list(self._marriages())
        self.children = list(self._children())

    def parents(self) -> Iterator[Values]:
        """Yield father and mother."""
        for one, relation in ((self.father, "father"), (self.mother, "mother")):
            yield {
                **one.values,
                "relation": relation,
                "living": "living" if one.living else "dead",
                "occupation": self._random.choice(OCCUPATIONS) if one.living else "",
                "birth_date": PartialDate(one.born.year),
            }

    def weddings(self) -> Iterator[Values]:
        """Yield every marriage, the first one first."""
        for number, marriage in enumerate(self.marriages, 1):
            year = marriage.registered_on.year + BUDDHIST
            ended = marriage.ended_on
            yield {
                **marriage.spouse.values,
                "sequence": number,
                "registered_on": marriage.registered_on,
                "registration_number": f"{self._random.randint(1, 900)}/{year}",
                "office": f"อำเภอ{self._place.district}",
                "domicile": self._place.province,
                "occupation": self._random.choice(OCCUPATIONS[:-2]),
                "ended_by": marriage.ended_by,
                "ended_on": ended,
                "ended_document": self._ending(marriage.ended_by, ended) if ended else "",
            }

    def offspring(self) -> Iterator[Values]:
        """Yield the children, the eldest first."""
        for number, child in enumerate(self.children, 1):
            year = child.born.year + BUDDHIST
            yield {
                **child.values,
                "sequence": number,
                "relation": "birth",
                "sex": child.sex,
                "living": "living",
                "document_number": f"สูติบัตร เลขที่ {self._random.randint(1, 900)}/{year}",
                "document_date": child.born + timedelta(days=7),
            }

    def name_changes(self) -> Iterator[Values]:
        """Yield the change that the former name on the card speaks of."""
        name = self._person.name
        if not name.former:
            return
        changed_on = self._renamed_on()
        year = changed_on.year + BUDDHIST
        what = "ชื่อสกุล" if self.maiden_name != name.last else "ชื่อตัว"
        yield {
            "changed_on": changed_on,
            "old_name": name.former,
            "new_name": f"{name.first} {name.last}",
            "document_number": f"หนังสือสำคัญแสดงการเปลี่ยน{what} เลขที่ "
            f"{self._random.randint(1, 300)}/{year}",
            "document_date": changed_on,
            "office": f"อำเภอ{self._place.district}",
        }

    def heirs(self) -> Iterator[Values]:
        """Yield who is to inherit, in equal shares of together 100 %."""
        found = self._heirs()
        share = (FULL / len(found)).quantize(CENTS)
        declared_on = day_between(
            self._random, self._person.first_appointed_on, self._person.last_day
        )
        for number, heir in enumerate(found, 1):
            yield {
                "sequence": number,
                "name": f"{heir.title}{heir.first} {heir.last}",
                "relation": heir.relation,
                "national_id": heir.national_id,
                "share": share if number < len(found) else FULL - share * (len(found) - 1),
                "declared_on": declared_on,
                "document_number": f"หนังสือแสดงเจตนา ลำดับที่ {self._random.randint(1, 500)}",
            }

    def _heirs(self) -> Sequence[Relative]:
        lasting = [one.spouse for one in self.marriages if not one.ended_by]
        nearest = [*lasting, *self.children]
        living = [one for one in (self.mother, self.father) if one.living]
        return nearest or living or [self._relative("พี่สาว", "female", self._person.name.last)]

    def _parent(self, sex: str, relation: str, last: str) -> Relative:
        born = years_after(self._born, -self._random.uniform(21, 34))
        age = (LAST_DAY - born).days / 365.25
        living = happens(self._random, 0.95 if age < OLD else 0.45)
        return self._relative(relation, sex, last, born=born, living=living)

    def _marriages(self) -> Iterator[Marriage]:
        state = self._person.marital_state
        if state == "single":
            return
        latest = min(years_after(self._born, 33), LAST_DAY - timedelta(days=500))
        day = day_between(self._random, years_after(self._born, 21), latest)
        over = day_between(self._random, years_after(day, 1), LAST_DAY)
        if state == "divorced":
            yield self._marriage(day, "divorce", over)
        elif state == "widowed":
            yield self._marriage(day, "death", over)
        elif years_after(day, 6) < LAST_DAY and happens(self._random, 0.08):
            yield self._marriage(day, "divorce", years_after(day, 3))
            yield self._marriage(years_after(day, 5))
        else:
            yield self._marriage(day)

    def _marriage(self, day: date, ended_by: str = "", ended_on: date | None = None) -> Marriage:
        of_age = years_after(day, -OF_AGE)
        born = min(of_age, years_after(self._born, self._random.uniform(-5, 5)))
        is_man = self._person.sex == "male"
        took_it = not is_man and self.maiden_name != self._person.name.last and not ended_by
        last = self._person.name.last if is_man or took_it else self._family_name()
        sex = "female" if is_man else "male"
        living = ended_by != "death"
        spouse = self._relative("คู่สมรส", sex, last, born=born, living=living)
        return Marriage(spouse, day, ended_by, ended_on)

    def _children(self) -> Iterator[Relative]:
        if not self.marriages:
            return
        marriage = self.marriages[-1]
        mother = marriage.spouse if self._person.sex == "male" else None
        until = min(
            years_after(mother.born if mother else self._born, FERTILE),
            marriage.ended_on or LAST_DAY,
            LAST_DAY - timedelta(days=60),
        )
        last = self._person.name.last if mother else marriage.spouse.last
        day = marriage.registered_on + PREGNANCY
        for _ in range(self._random.choice((0, 1, 1, 2, 2, 3))):
            day += timedelta(days=self._random.randint(0, 900))
            if day > until:
                return
            sex = self._random.choice(("male", "female"))
            yield self._relative("บุตร", sex, last, born=day)
            day += timedelta(days=500)

    def _relative(
        self, relation: str, sex: str, last: str, *, born: date | None = None, living: bool = True
    ) -> Relative:
        nouns = EITHER + (MEN if sex == "male" else WOMEN)
        number = FIRST_RELATIVE + self._person.number * RELATIVES_AT_MOST + self._relatives
        self._relatives += 1
        born = born or years_after(self._born, -3)
        return Relative(
            relation=relation,
            title=_title(relation, sex, born),
            first=self._random.choice(nouns)[0],
            last=last,
            sex=sex,
            born=born,
            living=living,
            national_id=national_id(number),
        )

    def _renamed_on(self) -> date:
        """Most who changed the surname did so when they married."""
        married = [one.registered_on for one in self.marriages if not one.ended_by]
        if self._person.sex == "female" and self.maiden_name != self._person.name.last and married:
            return married[-1]
        return years_after(self._born, self._random.uniform(18, 22))

    def _family_name(self) -> str:
        family, _ = self._random.choice(FAMILIES)
        ending, _ = self._random.choice(ENDINGS)
        return family + ending

    def _ending(self, ended_by: str, day: date) -> str:
        what = "มรณบัตร" if ended_by == "death" else "ทะเบียนหย่า"
        return f"{what} เลขที่ {self._random.randint(1, 900)}/{day.year + BUDDHIST}"


def _surname(name: str) -> str:
    return name.rpartition(" ")[2]


def _title(relation: str, sex: str, born: date) -> str:
    if years_after(born, CHILDHOOD) > LAST_DAY:
        return "เด็กชาย" if sex == "male" else "เด็กหญิง"
    if sex == "male":
        return "นาย"
    return "นางสาว" if relation == "บุตร" else "นาง"
