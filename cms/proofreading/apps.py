from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProofreadingConfig(AppConfig):
    name = "cms.proofreading"
    label = "proofreading"
    verbose_name = _("Proofreading")

    def ready(self) -> None:
        from cms.articles.notes import register_note

        from .note import findings_note

        register_note(findings_note)
