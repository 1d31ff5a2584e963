from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "cms.trail"
    label = "trail"
    verbose_name = _("Trail")

    def ready(self) -> None:
        from . import own_acts, own_subjects, people, receivers
        from .appendonly import put_back

        own_acts.register()
        own_subjects.register()
        people.connect()
        post_migrate.connect(put_back, sender=self)
