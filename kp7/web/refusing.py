"""A refusal of what a form asked for: the form again, with everything typed and the sentence."""

from typing import Final

from django import forms

from kp7.personnel.actions.editing import Gone, Invalid
from kp7.refusal import Refusal

WRONG_FORM: Final = 422  # the status of a form that is shown again


def refuse(form: forms.Form, refusal: Refusal, *, field: str | None = None) -> int:
    """Put a refusal into the form it answers, and return the status of the answer.

    `field` is the one that the refusal speaks of. What is gone has no form: that rises.
    """
    if isinstance(refusal, Gone):
        raise refusal
    if not isinstance(refusal, Invalid):
        form.add_error(field, refusal.sentence)
        return refusal.status
    for name, sentences in refusal.errors.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
    return refusal.status
