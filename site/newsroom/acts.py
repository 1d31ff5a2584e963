"""The acts of running the newsroom in the trail, and the settings of the site that belong to no other room."""

from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Site

from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.watch import watch


def register() -> None:
    register_acts(
        "running",
        pgettext_lazy("acts", "Running the newsroom"),
        {
            "backup.made": pgettext_lazy("act", "backup made"),
            "backup.restored": pgettext_lazy("act", "backup restored"),
            "demo.loaded": pgettext_lazy("act", "sample data loaded"),
            "demo.removed": pgettext_lazy("act", "sample data removed"),
            "site.added": pgettext_lazy("act", "site added"),
            "site.changed": pgettext_lazy("act", "site changed"),
            "site.deleted": pgettext_lazy("act", "site deleted"),
            "locale.added": pgettext_lazy("act", "language added"),
            "locale.changed": pgettext_lazy("act", "language changed"),
            "locale.deleted": pgettext_lazy("act", "language deleted"),
        },
    )
    register_model(Site, "site", "wagtailsites:edit")
    register_model(Locale, "locale")
    watch(Site, "site")
    watch(Locale, "locale")
