from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "cms.publication"
    label = "publication"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from . import acts, checks, receivers, subjects
        from .copies import follow_copies
        from .paths import follow_moves

        acts.register()
        subjects.register()
        follow_moves()
        follow_copies()
