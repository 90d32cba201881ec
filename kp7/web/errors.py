"""The pages that say no."""

from functools import lru_cache
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kp7.refusal import Refusal

NOTICE_HEADER: Final = "X-Kp7-Notice"

NOT_FOUND = "ไม่พบหน้าที่ท่านขอ"
NOT_FOUND_ADVICE = "ข้อมูลนี้อาจไม่มีอยู่ หรือท่านไม่มีสิทธิเข้าถึง กรุณาตรวจสอบที่อยู่หรือกลับไปที่หน้าแรก"
WRONG_METHOD = "ไม่สามารถเปิดหน้านี้ด้วยวิธีที่เรียกมา กรุณากลับไปที่หน้าก่อนหน้าแล้วกดปุ่มบนหน้านั้น"
FORBIDDEN = "ท่านไม่มีสิทธิดำเนินการนี้ หากเห็นว่าควรมีสิทธิ กรุณาติดต่อผู้ดูแลระบบของหน่วยงาน"
BAD_REQUEST = "ระบบอ่านข้อมูลที่ส่งมาไม่ได้ กรุณากลับไปที่หน้าก่อนหน้า ตรวจสอบข้อมูล แล้วลองอีกครั้ง"
CSRF_FAILED = (
    "แบบฟอร์มนี้หมดอายุหรือเปิดค้างไว้ก่อนเข้าสู่ระบบใหม่ ยังไม่มีการบันทึกข้อมูล "
    "กรุณากดปุ่มย้อนกลับ โหลดหน้านั้นใหม่ แล้วส่งอีกครั้ง"
)
SERVER_ERROR = "ระบบขัดข้อง ยังไม่มีการบันทึกข้อมูล กรุณาลองอีกครั้งภายหลัง หากยังพบปัญหากรุณาแจ้งผู้ดูแลระบบ"


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether htmx asks; a refusal may come before its middleware has run."""
    return request.headers.get("HX-Request") == "true"


def refusal_page(
    request: HttpRequest, sentence: str, status: int, heading: str = "ดำเนินการไม่ได้"
) -> HttpResponse:
    """Answer with a sentence: a notice to htmx, a page to everyone else."""
    if is_htmx(request):
        fragment = render_to_string("parts/notice.html", {"tone": "error", "sentence": sentence})
        return HttpResponse(fragment, status=status, headers={NOTICE_HEADER: "1"})
    context = {"title": heading, "sentence": sentence, "failed": True}
    return render(request, "errors/refusal.html", context, status=status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with what a room said; a 404 never says what was looked for."""
    if refusal.status == HTTPStatus.NOT_FOUND:
        return not_found(request, refusal)
    return refusal_page(request, refusal.sentence, refusal.status)


@lru_cache(maxsize=1)
def not_found_page() -> bytes:
    """Render the page once: it knows neither who asks nor for what."""
    context = {"title": NOT_FOUND, "sentence": NOT_FOUND_ADVICE}
    return render_to_string("errors/static.html", context).encode()


@lru_cache(maxsize=1)
def not_found_notice() -> bytes:
    """Render the same for htmx."""
    context = {"tone": "error", "sentence": f"{NOT_FOUND} {NOT_FOUND_ADVICE}"}
    return render_to_string("parts/notice.html", context).encode()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404, byte for byte the same for what is another's and for what does not exist."""
    if is_htmx(request):
        return HttpResponse(not_found_notice(), status=404, headers={NOTICE_HEADER: "1"})
    return HttpResponse(not_found_page(), status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 403 to somebody whom Django itself refused."""
    return refusal_page(request, FORBIDDEN, 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 400 to what cannot be read; the page holds nothing of the request."""
    return static_page(request, BAD_REQUEST, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching session or database: they may be what is broken."""
    return static_page(request, SERVER_ERROR, 500)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """Answer 405."""
    return refusal_page(request, WRONG_METHOD, 405)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's
    """Answer 403 to a form whose token is missing or old."""
    return static_page(request, CSRF_FAILED, 403)


def static_page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """Answer with a page that knows nobody."""
    if is_htmx(request):
        return refusal_page(request, sentence, status)
    context = {"title": "ดำเนินการไม่ได้", "sentence": sentence}
    return HttpResponse(render_to_string("errors/static.html", context), status=status)
