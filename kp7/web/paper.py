"""A PDF as an answer: the browser shows it itself."""

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF: Final = "application/pdf"


def pdf(content: bytes, name: str) -> HttpResponse:
    """Return a PDF that the browser shows itself.

    It goes without the policy of our pages, under which browsers do not start their reader.
    """
    answer = HttpResponse(
        content,
        content_type=PDF,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=False, filename=name)
            or "inline",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        },
    )
    setattr(answer, "_csp_exempt", True)  # noqa: B010  django-csp's mark, unknown to mypy
    return answer
