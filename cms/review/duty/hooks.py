from django.urls import include, path
from django.urls.resolvers import URLResolver
from wagtail import hooks

from . import views, viewsets


@hooks.register("register_admin_urls")
def duty_urls() -> list[URLResolver]:
    return [path("truc/", include(([path("", views.DutyNow.as_view(), name="now")], "review_duty")))]


@hooks.register("register_admin_viewset")
def duty_group() -> viewsets.DutyGroup:
    return viewsets.DutyGroup()
