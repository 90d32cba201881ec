"""What the tests of imports do in a browser: send a file, have it checked, confirm it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kp7.intake.models import Import
from kp7.intake.terms import ImportState
from tests.web.intake_files import NAME
from tests.web.recording import hidden, post, said_of
from tests.work import run_jobs

INTAKE = "/people/intake/"


def send(client: Client, content: bytes, name: str = NAME) -> HttpResponse:
    return post(client, INTAKE, {"file": SimpleUploadedFile(name, content)})


def brought(client: Client, content: bytes) -> Import:
    """An import of a file that was taken."""
    answer = send(client, content)
    assert answer.status_code == 302, said_of(answer)
    return Import.objects.order_by("-id")[0]


def url(one: Import, step: str = "import") -> str:
    return reverse(f"intake_{step}", args=[one.id])


def checked(client: Client, content: bytes) -> Import:
    """An import of which it is known what it would do."""
    one = brought(client, content)
    assert post(client, url(one, "plan"), {}).status_code == 302
    run_jobs()
    one.refresh_from_db()
    assert one.state == ImportState.PLANNED, one.failure
    return one


def applied(client: Client, content: bytes, **typed: str) -> Import:
    """An import that was confirmed and written."""
    one = checked(client, content)
    answer = post(client, url(one, "apply"), {"seen": str(one.seen), **typed})
    assert answer.status_code == 302, said_of(answer)
    run_jobs()
    one.refresh_from_db()
    return one


def typed_on(answer: HttpResponse) -> dict[str, object]:
    """What a browser sends of a mapping's page as it stands."""
    form = getattr(answer, "context")["form"]  # noqa: B009  only the test client's answers have it
    typed = {name: form[name].value() for name in form.fields}
    return {
        "shape": hidden(answer, "shape"),
        **{name: value for name, value in typed.items() if value not in (None, "", False)},
    }
