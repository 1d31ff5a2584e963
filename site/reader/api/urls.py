"""The addresses of the API, below ``/api/v2/``."""

from django.urls import path, re_path

from . import views
from .questions import ENDPOINTS

urlpatterns = [
    path("", views.root, name="api"),
    path("openapi.json", views.document, name="api_openapi"),
    path("pages/find/", views.at_path, name="api_find"),
    path("topics/", views.topics, name="api_topics"),
    path("topics/<slug:slug>/", views.topic, name="api_topic"),
    path("corrections/", views.corrections, name="api_corrections"),
]
for _name in ENDPOINTS:
    urlpatterns += [
        path(f"{_name}/", views.listing, {"name": _name}, name=f"api_{_name}"),
        path(f"{_name}/<int:page_id>/", views.page, {"name": _name}, name=f"api_{_name.removesuffix('s')}"),
    ]
# Without its last stroke an address is led to the one with it.
urlpatterns += [re_path(r"^(?P<rest>[\s\S]+)/$", views.missing, name="api_missing")]
