"""The acts of requests for correction in the trail."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.wording import register_codes

from .models import CorrectionRequest


def register() -> None:
    register_acts(
        "correction_request",
        pgettext_lazy("acts", "Requests for correction"),
        {
            "correction_request.registered": pgettext_lazy("act", "request for correction registered"),
            "correction_request.changed": pgettext_lazy("act", "request for correction changed"),
            "correction_request.decided": pgettext_lazy("act", "request for correction decided"),
            "correction_request.answered": pgettext_lazy("act", "request for correction answered"),
            "correction_request.sender_erased": pgettext_lazy("act", "sender of a request erased after its time"),
            "correction_request.sender_erased_on_request": pgettext_lazy("act", "sender of a request erased as asked"),
            "correction_request.scan_added": pgettext_lazy("act", "scan of the letter added to a request"),
            "correction_request.scan_opened": pgettext_lazy("act", "scan of the letter opened"),
            "correction_request.scan_removed": pgettext_lazy("act", "scan of the letter removed"),
            "correction_request.exported": pgettext_lazy("act", "register of requests exported"),
        },
    )
    register_codes("decision", dict(CorrectionRequest.Decision.choices))
    register_model(CorrectionRequest, "correction_request", "correction_requests:detail")
