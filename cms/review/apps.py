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

        acts.register()
        register_note(sent_back_note)
        register_note(comparison_note)
        register_note(stopped_note)
