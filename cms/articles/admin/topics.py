from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import Topic


class TopicForm(WagtailAdminModelForm):
    """Commas stand between topics where they are typed, so a topic has none in its name."""

    def clean_name(self) -> Any:
        name = self.cleaned_data["name"]
        if "," in name or ";" in name:
            raise ValidationError(_("The name of a topic has no comma and no semicolon."))
        return name


class TopicViewSet(SnippetViewSet):
    """Topics are made while tagging; here they are corrected."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 320
    add_to_admin_menu = False
    list_display = ["name", "slug"]
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("slug")], base_form_class=TopicForm)
    ordering = ["name"]
