from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    name = "reader"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from cms.channels import frame
        from cms.publication import rendering

        from . import newsletter, receivers
        from .rendering import kept, preview

        rendering.render.fill(preview)
        rendering.render_kept.fill(kept)
        frame.framed.fill(newsletter.framed)
