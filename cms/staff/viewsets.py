from django.forms import ModelForm
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import IndexView, UserViewSet

from .models import Unit, User


class StaffIndexView(IndexView):
    """The members of the newsroom, with unit and roles. Wagtail's column for superusers says less."""

    @cached_property
    def columns(self) -> list[BaseColumn]:
        columns = [column for column in super().columns if column.name != "is_superuser"]
        columns[3:3] = [
            Column("unit", label=_("Unit"), accessor="unit", width="14%"),
            Column("roles", label=_("Roles"), accessor=_roles, width="20%"),
        ]
        for column in columns:
            column.width = _WIDTHS.get(column.name, column.width)
        return columns

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("unit").prefetch_related("groups")


_WIDTHS = {"username": "12%", "is_active": "8%", "last_login": "12%"}
"""What Wagtail gives these columns leaves too little for the names."""


def _roles(user: User) -> str:
    names = [group.name for group in user.groups.all()]
    return ", ".join([gettext("Superuser"), *names] if user.is_superuser else names)


class StaffViewSet(UserViewSet):
    """Wagtail's pages for users, with unit and pen name."""

    index_view_class = StaffIndexView
    create_template_name = "admin/staff/user_create.html"
    edit_template_name = "admin/staff/user_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm[User]]:
        # Wagtail's forms can only be imported once all models are loaded.
        from .forms import StaffCreationForm, StaffEditForm

        return StaffEditForm if for_update else StaffCreationForm


class UnitViewSet(ModelViewSet):
    """The units of the team, in the settings menu."""

    model = Unit
    form_fields = ["name"]
    icon = "group"
    menu_label = _("Units")
    menu_order = 610
    add_to_settings_menu = True
    list_display = ["name"]
    search_fields = ["name"]
    copy_view_enabled = False
