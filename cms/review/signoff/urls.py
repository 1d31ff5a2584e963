"""The addresses of leaders' links; included at the root, before the reader's."""

from django.urls import path, re_path

from . import public

urlpatterns = [
    path("duyet/<str:token>/", public.page, name="signoff_page"),
    re_path(
        r"^duyet/(?P<token>[^/]+)/anh/(?P<image_id>\d{1,18})/(?P<digest>[0-9a-f]{12})/"
        r"(?:(?P<box>\d{1,5}(?:-\d{1,5}){3})/)?(?P<width>\d{3,4})\.(?P<extension>avif|webp|jpg)$",
        public.photo,
        name="signoff_photo",
    ),
    re_path(
        r"^duyet/(?P<token>[^/]+)/tai-lieu/(?P<document_id>\d{1,18})/(?P<digest>[0-9a-f]{12})/(?P<filename>[^/]+)$",
        public.document,
        name="signoff_document",
    ),
]
