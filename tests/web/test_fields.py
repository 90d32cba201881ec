"""What a Thai office types into a field, and what it is told."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django import forms

from kp7.thai.calendar import PartialDate
from kp7.web import fields
from kp7.web.fields import (
    BuddhistDateField,
    BuddhistYearField,
    ChosenField,
    ConfirmedField,
    FoldedCharField,
    MoneyField,
    NationalIdField,
    PartialDateField,
)
from kp7.web.forms import PasswordChange, SignIn

THAI = re.compile(r"[ก-๛]")
QUOTED = re.compile("“[^”]*”")
ENGLISH = re.compile(r"[A-Za-z]{3,}")


class Everything(forms.Form):
    """One of each."""

    name = FoldedCharField(label="ชื่อ", max_length=10)
    born = BuddhistDateField(label="วันเกิด")
    appointed = PartialDateField(label="วันบรรจุ")
    year = BuddhistYearField(label="ปี")
    national_id = NationalIdField()
    salary = MoneyField(label="เงินเดือน")
    kind = ChosenField(label="ประเภท", choices=[("a", "ก")])
    sure = ConfirmedField(label="ยืนยัน")


def clean(field: forms.Field, value: object) -> object:
    found: object = field.clean(value)
    return found


def sentence(field: forms.Field, value: object) -> str:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "typed",
    ["5/3/2530", "๐๕/๐๓/๒๕๓๐", "05032530", "5 มี.ค. 2530", "5 มีนาคม พ.ศ. 2530", " 05/03/2530 "],
)
def test_a_day_is_read_as_an_office_writes_it(typed: str) -> None:
    assert clean(BuddhistDateField(label="วันที่"), typed) == dt.date(1987, 3, 5)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("29/02/2550", "ไม่มีวันที่ 29/02/2550 ในปฏิทิน"), ("05/03/1987", "ค.ศ."), ("พรุ่งนี้", "")],
)
def test_a_day_that_is_none_is_told_apart(typed: str, said: str) -> None:
    assert said in sentence(BuddhistDateField(label="วันที่"), typed)


def test_a_day_is_shown_in_the_buddhist_era_and_a_wrong_one_as_typed() -> None:
    form = Everything({"born": "29/02/2550"}, initial={"born": dt.date(1987, 3, 5)})
    assert 'value="29/02/2550"' in str(form["born"])
    assert 'value="05/03/2530"' in str(Everything(initial={"born": dt.date(1987, 3, 5)})["born"])


def test_a_partial_date_may_lack_day_and_month() -> None:
    field = PartialDateField(label="วันเกิด")
    assert clean(field, "2503") == PartialDate(1960, None, None)
    assert clean(field, "03/2503") == PartialDate(1960, 3, None)
    assert field.prepare_value(PartialDate(1960, None, None)) == "2503"


def test_a_year_is_typed_in_the_buddhist_era() -> None:
    field = BuddhistYearField(label="ปี")
    assert clean(field, "๒๕๖๙") == 2026
    assert str(field.prepare_value(2026)) == "2569"


def test_a_national_id_may_have_dashes() -> None:
    assert clean(NationalIdField(), "1-2345-67890-12-1") == "1234567890121"
    sentences = {sentence(NationalIdField(), typed) for typed in ("123", "1234567890123", "ก" * 13)}
    assert len(sentences) == 3


@pytest.mark.parametrize(
    ("typed", "baht"),
    [
        ("15060", "15060"),
        ("15,060.50", "15060.50"),
        ("๑๕,๐๖๐ บาท", "15060"),
        ("0", "0"),
        (" 1 000 ", "1000"),
    ],
)
def test_baht_are_read(typed: str, baht: str) -> None:
    assert clean(MoneyField(label="เงินเดือน"), typed) == Decimal(baht)


@pytest.mark.parametrize(
    "typed", ["-1", "1.005", "หมื่นห้า", "1e5", "NaN", "Infinity", "9" * 40, "1.2.3"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert THAI.search(sentence(MoneyField(label="เงินเดือน"), typed))


def test_text_is_folded_and_too_long_a_text_is_refused_not_cut() -> None:
    field = FoldedCharField(label="ชื่อ", max_length=3)
    assert clean(field, "\u200bน\u0e4d\u0e32 ") == "นำ"
    assert "ไม่เกิน 3" in sentence(field, "ก" * 300)
    assert "maxlength" not in str(Everything()["name"])


def test_nothing_is_remembered_by_the_browser() -> None:
    form = Everything()
    for name in ("name", "born", "national_id", "salary"):
        assert 'autocomplete="off"' in str(form[name])


@pytest.mark.parametrize("form", [Everything, SignIn, PasswordChange])
@pytest.mark.parametrize("typed", ["", "\x00", "x" * 400, "<script>", "๙" * 50])
def test_every_sentence_of_our_forms_is_thai(form: type[forms.Form], typed: str) -> None:
    filled = form(dict.fromkeys(form.base_fields, typed))
    filled.is_valid()
    said = [QUOTED.sub("", str(text)) for errors in filled.errors.values() for text in errors]
    assert all(THAI.search(text) and not ENGLISH.search(text) for text in said), said


def test_every_message_a_field_of_ours_can_give_is_thai() -> None:
    ours = [
        kind
        for kind in vars(fields).values()
        if isinstance(kind, type) and issubclass(kind, forms.Field)
    ]
    texts = [
        str(text)
        for kind in ours
        for base in kind.__mro__
        for text in getattr(base, "default_error_messages", {}).values()
    ]
    assert len(ours) > 7
    for text in texts:
        assert THAI.search(text), text
