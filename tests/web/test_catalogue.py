"""Django's own sentences, as far as a user can meet them, are Thai."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core import validators
from django.core.exceptions import ValidationError

from kp7 import web

FOLDER = Path(web.__file__).parent / "locale" / "th" / "LC_MESSAGES"
NUMBERS = {"limit_value": 2, "show_value": 3, "max": 2, "length": 3}
THAI = re.compile(r"[ก-๛]")
ENTRY = re.compile(
    r'^msgid ((?:".*"\n?)+)(?:msgid_plural (?:".*"\n?)+)?msgstr(?:\[0\])? ((?:".*"\n?)+)',
    re.MULTILINE,
)


def text(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.splitlines())


def assert_thai(message: object) -> None:
    """Refuse what is not Thai; a sentence with a plural shows nothing until it knows its number."""
    said = str(message) or str(message % NUMBERS if message else "ก")  # type: ignore[operator]  # lazy
    assert THAI.search(said), said


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    entries = ENTRY.findall((FOLDER / "django.po").read_text(encoding="utf-8"))
    assert len(entries) > 15
    for source, thai in entries[1:]:
        assert text(thai) in {
            compiled.gettext(text(source)),
            compiled.ngettext(text(source), "", 1),
        }


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in vars(forms).values()
        if isinstance(kind, type) and issubclass(kind, forms.Field)
    ],
)
def test_every_message_of_a_form_field_is_thai(kind: type[forms.Field]) -> None:
    for base in kind.__mro__:
        for message in getattr(base, "default_error_messages", {}).values():
            assert_thai(message)


def test_every_message_of_a_validator_is_thai() -> None:
    kinds = [kind for kind in vars(validators).values() if isinstance(kind, type)]
    for message in [getattr(kind, "message", "") for kind in kinds]:
        assert_thai(message)


@pytest.mark.parametrize("weak", ["a", "password", "12345678901"])
def test_what_is_said_of_a_weak_password_is_thai(weak: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(weak)
    assert all(THAI.search(message) for message in refused.value.messages)
