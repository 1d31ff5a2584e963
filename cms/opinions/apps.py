from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class OpinionsConfig(AppConfig):
    name = "cms.opinions"
    label = "opinions"
    verbose_name = pgettext_lazy("opinion", "Opinions on drafts")

    def ready(self) -> None:
        from . import acts
        from .telling import register_kinds

        acts.register()
        register_kinds()
