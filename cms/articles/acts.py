"""The acts of this room in the trail."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.watch import claim

from .models import Topic


def register() -> None:
    register_acts(
        "article",
        pgettext_lazy("acts", "Articles and topics"),
        {
            "document.imported": pgettext_lazy("act", "document brought in from a file"),
            "article.imported": pgettext_lazy("act", "imported from a file"),
            "article.started": pgettext_lazy("act", "begun from a session"),
            "topic.added": pgettext_lazy("act", "topic added"),
            "topic.changed": pgettext_lazy("act", "topic changed"),
            "topic.deleted": pgettext_lazy("act", "topic deleted"),
        },
    )
    register_model(Topic, "topic")
    claim(Topic)
