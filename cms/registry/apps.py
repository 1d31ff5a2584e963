from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "cms.registry"
    label = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        from . import acts, models, protection, subjects

        acts.register()
        subjects.register()
        acts.listen(models.Person, models.TermOfOffice)
        acts.listen(models.Body)
        acts.listen(models.Office)
        acts.listen(models.Congress, models.Phase)
        acts.listen(models.Session, models.SessionChair, models.AgendaPoint, models.SessionPaper, models.Delegate)
        acts.listen(models.Venue)
        protection.connect()
