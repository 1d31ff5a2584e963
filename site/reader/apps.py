from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    name = "reader"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from cms.publication import rendering

        from . import beside, receivers
        from .rendering import apart, kept, preview

        rendering.render.fill(preview)
        rendering.render_kept.fill(kept)
        rendering.framed.fill(beside.framed)
        rendering.apart.fill(apart)
