"""Addresses of the photo desk, included at the site's root. Wagtail's own views of images and documents stay unmounted."""

from django.conf import settings
from django.urls import path, re_path

from . import views

_PRIVATE = settings.MEDIA_URL.lstrip("/")

urlpatterns = [
    re_path(
        r"^anh/(?P<image_id>\d{1,18})/(?P<digest>[0-9a-f]{12})/(?P<width>\d{3,4})\.(?P<extension>avif|webp|jpg)$",
        views.photo,
        name="photo",
    ),
    re_path(
        r"^anh/(?P<image_id>\d{1,18})/(?P<digest>[0-9a-f]{12})/(?P<box>\d{1,5}(?:-\d{1,5}){3})/(?P<width>\d{3,4})\.jpg$",
        views.photo_crop,
        name="photo_crop",
    ),
    re_path(
        r"^anh-chia-se/(?P<page_id>\d{1,18})/(?P<mark>[0-9a-f]{12}-[0-9a-f]{8})/(?P<form>1x1|4x3|16x9)\.jpg$",
        views.card,
        name="card",
    ),
    re_path(
        r"^tai-lieu/(?P<document_id>\d{1,18})/(?P<digest>[0-9a-f]{12})/(?P<filename>[^/]+)$",
        views.document,
        name="document",
    ),
    # The admin's choosers and editors ask for a document's address by this name.
    re_path(
        rf"^{_PRIVATE}tai-lieu/(?P<document_id>\d{{1,18}})/(?P<filename>[^/]+)$",
        views.private_document,
        name="wagtaildocs_serve",
    ),
    path(f"{_PRIVATE}<path:name>", views.private_file, name="private_file"),
]
