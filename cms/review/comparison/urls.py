"""Addresses of Wagtail's own comparison, taken over; included before Wagtail's."""

from django.urls import re_path

from .views import wagtails_comparison

urlpatterns = [
    re_path(
        r"^pages/(?P<page_id>\d{1,9})/revisions/compare/(?P<old>live|earliest|\d{1,9})\.\.\.(?P<new>live|latest|\d{1,9})/$",
        wagtails_comparison,
    ),
]
