"""The desk on the first page of the admin."""

from typing import Any, cast

from django.forms import Media
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.components import Component

from cms.text.dates import full_moment

from .desk import Desk, desk_of
from .shown import Moment


class Module:
    """A script that is a module, among a page's media."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __html__(self) -> str:
        return format_html('<script type="module" src="{}"></script>', static(self.path))


class DeskPanel(Component):
    """All lists of one member."""

    name = "desk"
    template_name = "admin/desk/desk.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def order(self) -> int:
        """Who looks after others' work sees it first; who writes begins with writing."""
        return 20 if self.desk.sight.overview else 60

    @cached_property
    def desk(self) -> Desk:
        return desk_of(self.request.user, self.request.GET)

    @cached_property
    def media(self) -> Media:
        return Media(css={"all": ["review/desk.css"]}, js=[cast("str", Module("review/desk.js"))])

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {**part_context(self.request, self.desk), "fields": _fields(self.desk), "keys": _keys(self.request.user)}


def part_context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What the lists need, as they stand on the page and as they are brought anew."""
    home, whole = reverse("wagtailadmin_home"), request.GET.urlencode()
    return {
        "desk": desk,
        "query": whole,
        "narrowed": desk.filters.query,
        "home": home,
        "here": f"{home}?{whole}" if whole else home,
        "made": Moment("", full_moment(desk.made_at), desk.made_at.isoformat()),
        "hours": ("next", "own-next"),
        "csrf_token": get_token(request),
        "request": request,
    }


def _fields(desk: Desk) -> list[dict[str, Any]]:
    filters, choices = desk.filters, desk.choices
    fields = [
        ("section", pgettext("desk", "Section"), _("All sections"), choices.sections, filters.section),
        ("session", pgettext("desk", "Session"), _("All sessions"), choices.sessions, filters.session),
    ]
    if desk.sight.overview:
        fields += [
            ("unit", pgettext("desk", "Unit"), _("All units"), choices.units, filters.unit),
            ("person", pgettext("desk", "Person"), _("Everybody"), choices.people, filters.person),
        ]
    names = ("name", "label", "all", "options", "chosen")
    return [dict(zip(names, field, strict=True)) for field in fields]


def _keys(user: Any) -> list[tuple[str, str]]:
    """The keys and what they do; none for who has switched the admin's shortcuts off."""
    profile = getattr(user, "wagtail_userprofile", None)
    if profile is not None and not profile.keyboard_shortcuts:
        return []
    return [
        ("j", _("Next row")),
        ("k", _("Row before")),
        ("Enter", _("Open the article")),
        ("c", _("Take the article of this row")),
        ("u", _("Give it back")),
        ("/", _("To the filter")),
        ("?", _("These keys")),
    ]
