"""Each kind of page that the public meets, with one address of it in the demo newsroom."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from cms.publication.models import Shelf
from cms.publication.story import Story
from cms.text.dates import today
from reader.models import ArchiveDay, DocumentEntry, Teaser, TopicUse
from tests.factories.site import publish_digest


@dataclass(frozen=True)
class Kind:
    """A kind of page: the name of its file, what it is called, an address; the text that is put into its form, if any."""

    slug: str
    name: str
    path: str
    pasted: str = ""
    status: int = 200


def page_kinds() -> list[Kind]:
    """Every kind, in the order in which a reader may come to it. Raises where the demo lacks one."""
    return [*_told(), *_listed(), *_asked(), *_about(), *_refused()]


def _told() -> Iterator[Kind]:
    """Pages that are stories."""
    yield Kind("front", "Front page", "/")
    yield Kind("section", "Section", _section("dien-bien-dai-hoi"))
    yield Kind("article", "Article", _richest("article")[1])
    yield Kind("essay", "Photo essay", _richest("article", genre="photo_essay")[1])
    yield Kind("session", "Session", _richest("session")[1])
    yield Kind("sessions", "Sessions", _section("phien-hop"))
    yield Kind("person", "Person", _richest("person")[1])
    yield Kind("people", "People", _section("nhan-vat"))
    yield Kind("committee", "Committee", _richest("body")[1])
    yield Kind("library", "Documents", _section("van-kien"))
    yield Kind("document", "Document", _richest("document")[1])
    yield Kind("digest", "Digest", _digest().path)


def _listed() -> Iterator[Kind]:
    """Lists that the site keeps by itself."""
    topic = TopicUse.objects.order_by("-articles", "slug")[0]
    day = ArchiveDay.objects.order_by("-articles", "day")[0].day
    yield Kind("topic", "Topic", reverse("topic", args=[topic.slug]))
    yield Kind("archive-month", "Archive, a month", reverse("archive_month", args=[day.year, day.month]))
    yield Kind("archive-day", "Archive, a day", reverse("archive_day", args=[day.year, day.month, day.day]))
    yield Kind("search", "Search with results", _search("khai mac dai hoi"))
    yield Kind("search-nothing", "Search without results", _search("xyzzyq wqx"))


def _asked() -> Iterator[Kind]:
    """Pages with a form."""
    draft = DocumentEntry.objects.filter(is_draft=True, opinions_until__gte=today()).order_by("pk")[0]
    yield Kind("opinion", "Opinion on a draft", reverse("opinion", args=[draft.teaser.shelf_id]))
    yield Kind("ours", "Is it ours?", reverse("ours"))
    yield Kind("ours-differs", "Is it ours? It differs", reverse("ours"), pasted=_altered())
    yield Kind("newsletter", "Newsletter", reverse("newsletter"))
    yield Kind("notifications", "Notifications", reverse("push"))


def _about() -> Iterator[Kind]:
    """Pages about the site."""
    yield Kind("corrections", "Corrections", reverse("corrections"))
    for shelf in [*_public("imprint"), *_public("page").order_by("path")]:
        yield Kind(shelf.path.strip("/").rsplit("/")[-1], Teaser.objects.get(shelf=shelf).headline, shelf.path)
    yield Kind("site-map", "Site map", reverse("site_map"))
    yield Kind("design", "Design", reverse("design"))


def _refused() -> Iterator[Kind]:
    gone = Shelf.objects.filter(withdrawn_at__isnull=False).order_by("pk")[0]
    yield Kind("withdrawn", "Withdrawn (410)", gone.path, status=410)
    yield Kind("not-found", "Not found (404)", "/khong-co-trang-nay/", status=404)


def _public(kind: str) -> QuerySet[Shelf]:
    return Shelf.objects.public().filter(kind=kind).select_related("current")


def _stories(kind: str) -> list[tuple[Story, str]]:
    """The stories of a kind with their addresses, the one with the most to show first."""
    told = [(shelf.current.story, shelf.path) for shelf in _public(kind) if shelf.current]
    return sorted(told, key=lambda each: (_variety(each[0]), len(each[0].model_dump_json())), reverse=True)


def _variety(story: Story) -> int:
    """How many kinds of blocks it has, a lead photo among them."""
    return len({block.type for block in story.blocks}) + bool(story.lead_photo)


def _richest(kind: str, *, genre: str = "") -> tuple[Story, str]:
    found = [each for each in _stories(kind) if each[0].genre == genre]
    if not found:
        raise LookupError(f"the demo has no {kind} ({genre or 'any'})")
    return found[0]


def _digest() -> Shelf:
    """The demo has sent none, so one is made of its articles, in this newsroom that is thrown away."""
    articles = _public("article").order_by("-first_public_at")
    return _public("digest").first() or publish_digest(_public("front").get(), articles[:5])


def _section(slug: str) -> str:
    return _public("section").get(path=f"/{slug}/").path


def _search(words: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': words})}"


def _altered() -> str:
    """A lede of ours in which a word was changed and one left out."""
    words = _richest("article")[0].lede.split()
    return " ".join([*words[:4], "hoàn toàn", *words[5:9], *words[10:]])
