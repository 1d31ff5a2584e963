"""The public addresses of the newsletter; included at the root, before the reader's."""

from django.urls import path

from .views import public

urlpatterns = [
    path("ban-tin/", public.subscribe, name="newsletter"),
    path("ban-tin/da-nhan/", public.received, name="newsletter_received"),
    path("ban-tin/xac-nhan/<str:token>/", public.confirm, name="newsletter_confirm"),
    path("ban-tin/huy/<str:token>/", public.leave, name="newsletter_leave"),
]
