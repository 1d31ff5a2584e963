from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Photo desk")

    def ready(self) -> None:
        from cms.publication.inspection import register_inspection

        from . import acts, receivers
        from .inspection import damaged_files

        acts.register()
        register_inspection(damaged_files)
