"""What leaders said, for an article's dossier."""

from typing import Any

from django.utils.translation import pgettext_lazy

from ..dossier.parts import Part
from .models import Attestation, SignoffRequest


def _words(page_id: int) -> dict[str, Any] | None:
    decided = SignoffRequest.objects.filter(page=page_id).exclude(decision="").select_related("leader", "asked_by")
    noted = Attestation.objects.filter(page=page_id).select_related(
        "leader", "recorded_by", "confirmed_by", "refused_by"
    )
    found = {"decided": list(decided.defer("story_json").order_by("pk")), "noted": list(noted.order_by("pk"))}
    return found if any(found.values()) else None


LEADERS = Part(pgettext_lazy("leaders", "What leaders said"), "admin/review/signoff/dossier.html", _words)
