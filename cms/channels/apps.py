from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cms.channels"
    label = "channels"
    verbose_name = _("Channels")

    def ready(self) -> None:
        from cms.review.dossier.parts import register_part

        from . import acts, receivers
        from .dossier import DELIVERIES
        from .notices import register_kinds
        from .registry import load

        acts.register()
        register_kinds()
        register_part(DELIVERIES)
        load(settings.CHANNELS)
