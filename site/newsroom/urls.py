from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from .accounts import admin_login_redirect

urlpatterns = [
    path("quan-tri/login/", admin_login_redirect),
    # Before Wagtail's, whose comparison of flattened text is not ours.
    path("quan-tri/", include("cms.review.comparison.urls")),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-khoan/", include("newsroom.account_urls")),
    path("", include("media.urls")),
    path("", include("cms.channels.urls")),
    path("", include("cms.opinions.urls")),
    path("", include("cms.review.signoff.urls")),
    # The last one: it takes every path of the page tree.
    path("", include("reader.urls")),
]

handler404 = "reader.views.errors.not_found"
handler500 = "reader.views.errors.failed"
