from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cms.channels"
    label = "channels"
    verbose_name = _("Channels")

    def ready(self) -> None:
        from cms.review.dossier.parts import register_part

        from . import acts, receivers
        from .dossier import DELIVERIES
        from .mail.channel import EmailChannel
        from .notices import register_kinds
        from .registry import register
        from .webhook.channel import WebhookChannel

        acts.register()
        register_kinds()
        register_part(DELIVERIES)
        register(EmailChannel())
        register(WebhookChannel())
