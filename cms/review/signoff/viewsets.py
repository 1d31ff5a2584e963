"""The list of leaders in the settings menu: who keeps it, and what is said of a leader whom nobody has confirmed yet."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import ModelLogEntry
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from . import views
from .models import Leader
from .permissions import user_can_keep_leaders


class KeepersOnly(BasePermissionPolicy):
    """Who keeps the list of leaders sees and changes it; nobody else sees whose number it holds."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return user_can_keep_leaders(user)

    def users_with_any_permission(self, actions: Any) -> "QuerySet[Any]":
        users = get_user_model().objects.filter(is_active=True)
        return users.filter(pk__in=[user.pk for user in users if user_can_keep_leaders(user)])


register_permission_policy(Leader, KeepersOnly(Leader))

_CONFIRM = pgettext_lazy("leaders", "Confirm the particulars")
_UNCONFIRMED = gettext_lazy("Somebody else has to confirm the particulars before the leader can be asked.")


def _confirm_url(leader: Leader) -> str:
    return reverse("leaders:confirm", args=[leader.pk])


def _saved(leader: Leader, message: str) -> str:
    if leader.is_confirmed:
        return message
    return f"{message} {_UNCONFIRMED}"


class _ListView(generic.IndexView):
    def get_list_more_buttons(self, instance: Leader) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if not instance.is_confirmed:
            buttons.append(Button(_CONFIRM, _confirm_url(instance), icon_name="check", priority=15))
        return buttons


class _AddView(generic.CreateView):
    def get_success_message(self, instance: Leader) -> str:
        return _saved(instance, super().get_success_message(instance))


class _EditView(generic.EditView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if not self.object.is_confirmed:
            button = messages.button(_confirm_url(self.object), _CONFIRM)
            messages.warning(request, _UNCONFIRMED, buttons=[button])
        return response

    def get_success_message(self) -> str:
        return _saved(self.object, super().get_success_message())


class _EraseView(generic.DeleteView):
    """Wagtail's log would keep the name as the label of what was deleted; the trail keeps a number."""

    page_title = gettext_lazy("Erase")
    success_message = gettext_lazy("Erased.")

    def delete_action(self) -> None:
        pk = self.object.pk
        self.object.delete()
        content_type = ContentType.objects.get_for_model(Leader)
        ModelLogEntry.objects.filter(content_type=content_type, object_id=str(pk)).delete()


class LeaderViewSet(ModelViewSet):
    """The leaders who are asked, in the settings menu."""

    model = Leader
    name = "leaders"
    url_prefix = "lanh-dao"
    icon = "user"
    menu_label = pgettext_lazy("persons", "Leaders")
    menu_order = 620
    add_to_settings_menu = True
    form_fields = ["name", "office", "email", "mobile", "active"]
    list_display = [
        "name",
        Column("office", label=pgettext_lazy("leader", "office"), accessor="office"),
        BooleanColumn("active", label=pgettext_lazy("leader", "is asked"), accessor="active"),
        BooleanColumn("confirmed", label=pgettext_lazy("leader", "confirmed"), accessor="is_confirmed"),
    ]
    search_fields = ["name", "office"]
    search_backend_name = None
    index_view_class = _ListView
    edit_view_class = _EditView
    add_view_class = _AddView
    delete_view_class = _EraseView
    copy_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("xac-nhan/<int:pk>/", views.ParticularsView.as_view(), name="confirm"),
        ]

    def get_permissions_to_register(self) -> Any:
        return Permission.objects.none()
