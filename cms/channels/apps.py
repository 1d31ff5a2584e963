from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cms.channels"
    label = "channels"
    verbose_name = _("Channels")

    def ready(self) -> None:
        from . import acts, receivers
        from .mail.channel import EmailChannel
        from .registry import register
        from .webhook.channel import WebhookChannel

        acts.register()
        register(EmailChannel())
        register(WebhookChannel())
