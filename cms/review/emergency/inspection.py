"""What `check_seals` looks at of emergencies: who can write the database can delete an after-review, or close it, but not so that
the trail tells of it."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.publication.models import Kind, Publication
from cms.trail.models import Entry

from .models import AfterReview


def emergencies_without_a_look() -> Iterator[str]:
    """A sentence for each emergency without its after-review, and for each that was closed behind the trail."""
    known = set(AfterReview.objects.filter(act=AfterReview.Act.PUBLISH).values_list("publication_id", flat=True))
    for publication in Publication.objects.filter(kind=Kind.EMERGENCY).defer("story_json").order_by("pk"):
        if publication.pk not in known:
            name = {"page": publication.page_id, "number": publication.number}
            yield _("Page %(page)d: publication %(number)d went out in an emergency, and has no after-review.") % name
    told = {
        json.loads(data).get("after_review")
        for data in Entry.objects.filter(action="after_review.closed").values_list("data", flat=True)
    }
    for row in AfterReview.objects.exclude(closed_at=None).order_by("pk"):
        if row.pk not in told:
            yield _("Page %(page)d: the trail does not know who closed after-review %(number)d.") % {
                "page": row.page_id,
                "number": row.pk,
            }
