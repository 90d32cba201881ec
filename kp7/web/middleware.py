"""What happens to every request before and after its page."""

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kp7.organizations import queries
from kp7.organizations.queries import PostInactive
from kp7.refusal import Refusal
from kp7.web import access, errors, saved_forms, sessions
from kp7.web.request import OfficerRequest
from kp7.web.sessions import Holder

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]

READS: Final = frozenset({"GET", "HEAD"})
HTTP_METHOD_NOT_ALLOWED: Final = 405
SIGNED_OUT: Final = (
    "ท่านไม่ได้อยู่ในระบบแล้ว ข้อความที่ท่านพิมพ์ยังอยู่บนหน้านี้ กรุณาเข้าสู่ระบบในแท็บใหม่ แล้วกลับมากดปุ่มอีกครั้ง"
)


class NoStoreMiddleware:
    """Keep every page out of every cache: most hold personal data.

    Static files never come here: WhiteNoise answers them before.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the header."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response


class OfficerMiddleware:
    """Say who is asking, in `request.actor`, and send strangers to the sign-in page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the work is done in `process_view`, after the token of a form was checked."""
        return self.get_response(request)

    def process_view(
        self,
        request: OfficerRequest,
        view: View,
        args: tuple[object, ...],  # noqa: ARG002  Django's signature
        kwargs: dict[str, object],  # noqa: ARG002
    ) -> HttpResponseBase | None:
        """Let the request through with its officer, or answer for the page."""
        if getattr(view, access.PUBLIC, False):
            return None
        answer = recognize(request, view)
        return None if getattr(view, access.EVERYBODY, False) else answer


def recognize(request: OfficerRequest, view: View) -> HttpResponseBase | None:
    """Say in `request.actor` who is asking, or answer for the page."""
    holder = sessions.holder(request.session)
    if holder is None:
        return to_sign_in(request, kept=False)
    if sessions.is_over(request.session):
        return end(request, holder)
    try:
        signed_in = queries.signed_in(holder.post_id)
    except PostInactive:
        return forget(request)
    if (signed_in.auth_hash, signed_in.holding_id) != (holder.auth_hash, holder.holding_id):
        return forget(request)
    if not getattr(view, access.POLLED, False):
        sessions.touch(request.session)
    request.actor = signed_in.actor
    return password_first(request, view) if signed_in.must_change_password else None


def password_first(request: OfficerRequest, view: View) -> HttpResponseBase | None:
    """Let an officer with a one-time password nowhere but to the choice of a new one."""
    request.must_change_password = True
    if getattr(view, access.WITH_ONE_TIME_PASSWORD, False):
        return None
    return redirect("password")


def end(request: OfficerRequest, holder: Holder) -> HttpResponseBase:
    """End a session that ran out, keeping what its officer had just typed."""
    kept = request.method == "POST"
    if kept:
        saved_forms.keep(request, post_id=holder.post_id, holding_id=holder.holding_id)
    request.session.flush()
    return to_sign_in(request, kept=kept)


def forget(request: OfficerRequest) -> HttpResponseBase:
    """End a session whose post was disabled, handed over or given another password."""
    request.session.flush()
    return to_sign_in(request, kept=False)


def to_sign_in(request: OfficerRequest, *, kept: bool) -> HttpResponseBase:
    """Send to the sign-in page; a text in a window that nobody kept stays where it is."""
    if not request.htmx:
        return redirect(
            sign_in_address(request.get_full_path() if is_read(request) else request.path)
        )
    if is_read(request) or kept:
        back = request.path if kept else request.htmx.current_url_abs_path or "/"
        return HttpResponse(status=204, headers={"HX-Redirect": sign_in_address(back)})
    return errors.refusal_page(request, SIGNED_OUT, 401)


def is_read(request: HttpRequest) -> bool:
    """Tell whether the request only reads."""
    return request.method in READS


def sign_in_address(back: str) -> str:
    """Return the address of the sign-in page that leads back to `back`."""
    return f"{reverse('login')}?next={quote(back)}"


class RefusalMiddleware:
    """Turn what a room refuses, and a wrong method, into an answer in Thai."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give Django's empty 405 a sentence."""
        response = self.get_response(request)
        if response.status_code == HTTP_METHOD_NOT_ALLOWED and not getattr(
            response, "content", b""
        ):
            answer = errors.wrong_method(request)
            answer["Allow"] = response["Allow"]
            return answer
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; let everything else rise."""
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None
