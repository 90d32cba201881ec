"""Files of a card, sent to be saved: a browser never opens one as a page of ours."""

import uuid
from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kp7.personnel.actions.files import hand_out
from kp7.web.request import OfficerRequest

NOTHING_ALLOWED: Final = "sandbox; default-src 'none'"


@require_safe
def file(request: OfficerRequest, card_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Send a file under the type that it was found to be, as an attachment."""
    handed = hand_out(by=request.actor, card_id=card_id, file_id=file_id)
    request.META["HTTP_ACCEPT_ENCODING"] = ""  # it is packed already: do not pack it again
    return HttpResponse(
        handed.content,
        content_type=str(handed.kind),
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=handed.name
            ),
            "Content-Security-Policy": NOTHING_ALLOWED,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        },
    )
