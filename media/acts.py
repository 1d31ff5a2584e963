"""The acts of the photo desk in the trail."""

from django.utils.translation import pgettext_lazy
from wagtail.models import Collection

from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.watch import claim, watch

from .models import Paper, Photo


def register() -> None:
    register_acts(
        "media",
        pgettext_lazy("acts", "Photos and documents"),
        {
            "image.added": pgettext_lazy("act", "photo uploaded"),
            "image.changed": pgettext_lazy("act", "photo's words changed"),
            "image.rights_withdrawn": pgettext_lazy("act", "photo taken down"),
            "image.deleted": pgettext_lazy("act", "photo deleted"),
            "document.added": pgettext_lazy("act", "document uploaded"),
            "document.changed": pgettext_lazy("act", "document's words changed"),
            "document.deleted": pgettext_lazy("act", "document deleted"),
            "collection.added": pgettext_lazy("act", "collection added"),
            "collection.changed": pgettext_lazy("act", "collection changed"),
            "collection.deleted": pgettext_lazy("act", "collection deleted"),
        },
    )
    register_model(Photo, "image", "wagtailimages:edit")
    register_model(Paper, "document", "wagtaildocs:edit")
    register_model(Collection, "collection", "wagtailadmin_collections:edit")
    claim(Photo)
    claim(Paper)
    # The tree's own fields change with every neighbour.
    watch(Collection, "collection", ignored={"path", "depth", "numchild"})
