"""The leaders' word in the admin: the pages of an article, the list of leaders, a button on the page."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from ..of_page import button_to
from . import views
from .permissions import user_can_ask_leaders
from .viewsets import LeaderViewSet


@hooks.register("register_admin_viewset")
def leaders() -> LeaderViewSet:
    return LeaderViewSet()


@hooks.register("register_admin_urls")
def signoff_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<int:page_id>/", views.LeadersView.as_view(), name="list"),
        path("<int:page_id>/ghi-nhan/", views.AttestView.as_view(), name="attest"),
        path("<int:page_id>/qua-khau/", views.carry_on, name="carry_on"),
        path("lien-ket/<int:pk>/ma/", views.code, name="code"),
        path("lien-ket/<int:pk>/thu-hoi/", views.revoke, name="revoke"),
        path("ghi-nhan/<int:pk>/xac-nhan/", views.confirm, name="confirm"),
        path("ghi-nhan/<int:pk>/tu-choi/", views.refuse, name="refuse"),
        path("ghi-nhan/<int:pk>/anh/", views.note_photo, name="note_photo"),
    ]
    return [path("y-kien-lanh-dao/", include((patterns, "signoff")))]


hooks.register(
    "register_page_header_buttons",
    button_to("signoff:list", pgettext_lazy("leaders", "Leaders' word"), "user", 47, user_can_ask_leaders),
)
