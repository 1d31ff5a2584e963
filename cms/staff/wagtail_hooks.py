from wagtail import hooks
from wagtail.admin.views.account import NameEmailSettingsPanel

from .forms import OwnNameForm
from .viewsets import UnitViewSet

NameEmailSettingsPanel.form_class = OwnNameForm


@hooks.register("register_admin_viewset")
def units() -> UnitViewSet:
    return UnitViewSet("units")
