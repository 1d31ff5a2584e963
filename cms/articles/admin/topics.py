from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import Topic


class TopicViewSet(SnippetViewSet):
    """Topics are made while tagging; here they are corrected."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 320
    add_to_admin_menu = False
    list_display = ["name", "slug"]
    panels = [FieldPanel("name"), FieldPanel("slug")]
    ordering = ["name"]
