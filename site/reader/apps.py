from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    name = "reader"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from cms.channels.frame import register_frame
        from cms.publication.rendering import register_renderer

        from . import receivers
        from .newsletter import framed
        from .rendering import preview

        register_renderer(preview)
        register_frame(framed)
