"""What is asked: every kind of page, list and file that the public meets, and the desk, which editors have open all day."""

from django.urls import reverse

from cms.publication.models import Shelf
from reader.queries import Cursor, listed

from .sample import TOPIC, Sample


def addresses(sample: Sample) -> dict[str, str]:
    """Name → path, in the database that is in use."""
    places = dict(Shelf.objects.values_list("pk", "path"))
    section = places[sample.section_id]
    day = sample.day
    return {
        "front": "/",
        "section": section,
        "section_last": f"{section}?truoc={_last_page(sample.section_id)}",
        "article": places[sample.article_id],
        "session": places[sample.session_page_id],
        "person": places[sample.person_page_id],
        "people": places[sample.people_id],
        "topic": f"/chu-de/{TOPIC}/",
        "archive": "/luu-tru/",
        "archive_day": f"/luu-tru/{day.year}/{day.month}/{day.day}/",
        "search_word": "/tim-kiem/?q=phien",
        "search_words": "/tim-kiem/?q=dai+hoi+dang",
        "search_phrase": "/tim-kiem/?q=%22ph%E1%BB%A5c+v%E1%BB%A5+%C4%90%E1%BA%A1i+h%E1%BB%99i%22&loai=bai-viet",
        "suggestions": "/tim-kiem/goi-y.json?q=dai+h",
        "rss": "/rss.xml",
        "atom": "/atom.xml",
        "json_feed": "/feed.json",
        "api_articles": "/api/v2/articles/",
        "api_last": f"/api/v2/articles/?section={sample.section_id}&cursor={_last_page(sample.section_id)}",
        "api_stories": "/api/v2/articles/?fields=*",
        "api_article": f"/api/v2/articles/{sample.article_id}/",
        "sitemap": "/sitemap.xml",
        "sitemap_month": f"/sitemap-{day.year}-{day.month}.xml",
        "sitemap_news": "/sitemap-news.xml",
        "desk": reverse("wagtailadmin_home"),
    }


def _last_page(section_id: int) -> Cursor:
    """The place in the section's list after which its last page begins."""
    rows = listed(f"section:{section_id}").order_by("at", "teaser_id")[:21]
    last = list(rows)[-1]
    return Cursor(last.at, last.teaser_id)
