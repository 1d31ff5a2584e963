"""The public addresses of the newsletter, of notifications in browsers and of the agency feed; before the reader's."""

from django.urls import path

from .views import agency, public, push

urlpatterns = [
    path("ban-tin/", public.subscribe, name="newsletter"),
    path("ban-tin/da-nhan/", public.received, name="newsletter_received"),
    path("ban-tin/xac-nhan/<str:token>/", public.confirm, name="newsletter_confirm"),
    path("ban-tin/chon/<str:token>/", public.choose, name="newsletter_choose"),
    path("ban-tin/huy/<str:token>/", public.leave, name="newsletter_leave"),
    path("thong-bao/", push.page, name="push"),
    path("thong-bao/may.js", push.worker, name="push_worker"),
    path("thong-bao/dang-ky/", push.subscribe, name="push_subscribe"),
    path("thong-bao/huy/", push.leave, name="push_leave"),
    path("hang-tin/v1/", agency.items, name="agency_items"),
    path("hang-tin/v1/<int:page_id>/", agency.item, name="agency_item"),
]
