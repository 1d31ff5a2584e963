from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "cms.review"
    label = "review"
    verbose_name = _("Review")

    def ready(self) -> None:
        from cms.articles.notes import register_note

        from . import acts, receivers
        from .comparison.note import comparison_note
        from .dossier import hooks
        from .note import sent_back_note, stopped_note
        from .notices import acts as acts_of_notices
        from .notices import admin_hooks
        from .notices import receivers as notices
        from .notices.mediums.mail import Mail
        from .notices.mediums.registry import register
        from .notices.mediums.telegram import Telegram
        from .notices.review_kinds import register_kinds

        acts.register()
        acts_of_notices.register()
        register_note(sent_back_note)
        register_kinds()
        register(Mail())
        register(Telegram())
        register_note(comparison_note)
        register_note(stopped_note)
