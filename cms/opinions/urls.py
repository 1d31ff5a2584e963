"""The public addresses of opinions on drafts; before the reader's."""

from django.urls import path

from .views import public

urlpatterns = [
    path("gop-y/<int:page_id>/", public.opinion, name="opinion"),
    path("gop-y/<int:page_id>/da-nhan/", public.received, name="opinion_received"),
]
