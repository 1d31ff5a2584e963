"""The public addresses. The last one takes every path of the tree, so these urls are included last."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from .views import corrections, design, feeds, lists, ours, overview, pages, search, security, sitemaps

_FEED = r"(?P<name>rss\.xml|atom\.xml|feed\.json)"
_PATH = r"(?P<path>(?:[\w\-]+/)*)"

urlpatterns = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path(".well-known/security.txt", security.text, name="security_txt"),
    path("favicon.ico", sitemaps.favicon, name="favicon"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<int:year>-<int:month>.xml", sitemaps.month, name="sitemap_month"),
    # It changes nothing but a cookie that says the language, so a page that is kept for all may send it.
    path("ngon-ngu/", csrf_exempt(set_language), name="set_language"),
    path("api/v2/", include("reader.api.urls")),
    path("b/<int:page_id>/", pages.short_link, name="short_link"),
    path("tim-kiem/", search.results, name="search"),
    path("tim-kiem/goi-y.json", search.suggestions, name="suggestions"),
    path("cai-chinh/", corrections.corrections, name="corrections"),
    path("thiet-ke/", design.design, name="design"),
    path("so-do-trang/", overview.site_map, name="site_map"),
    path("co-phai-cua-chung-toi/", ours.ours, name="ours"),
    path("luu-tru/", lists.archive, name="archive"),
    path("luu-tru/<int:year>/<int:month>/", lists.archive, name="archive_month"),
    path("luu-tru/<int:year>/<int:month>/<int:day>/", lists.day, name="archive_day"),
    re_path(rf"^chu-de/(?P<slug>[\w\-]+)/{_FEED}$", feeds.of_topic, name="topic_feed"),
    path("chu-de/<slug:slug>/", lists.topic, name="topic"),
    re_path(rf"^{_PATH}{_FEED}$", feeds.of_page, name="feed"),
    # Wagtail knows pages' addresses by this name; it is answered from publications.
    re_path(r"^((?:[\w\-]+/)*)$", pages.page, name="wagtail_serve"),
]
