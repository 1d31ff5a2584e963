"""Writes the reader's rows of one page from what it publishes; called inside the transaction of the publication."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db.models import F
from django.utils import timezone, translation

from cms.publication.models import Kind, Publication, Shelf
from cms.publication.story import BodyDetails, DocumentDetails, ImprintDetails, PersonDetails, SessionDetails, Story
from cms.text.dates import day_bounds, local, today
from media.story import shown_now

from . import documents, notes, topics
from .models import ArchiveDay, Edition, Listing, SearchEntry, Teaser
from .offices import held_on
from .ours import rows as ours
from .search import index, names
from .search.text import text_of_story

FRAME_KINDS = ("front", "section", "imprint", "page")
SEARCHED_KINDS = ("article", "session", "person", "document", "page", "body")


@translation.override(settings.LANGUAGE_CODE)
def write(shelf: Shelf, publication: Publication) -> None:
    """Makes the rows of a public page anew, without photos whose rights were lost since it was sealed; in the language of the site,
    whatever that of who approved it."""
    story = shown_now(publication.story)
    days = _days_of(shelf.pk)
    before = topics.of_page(shelf.pk)
    notes.write(shelf, publication)
    ours.write(shelf, publication)
    teaser = _teaser(shelf, publication, story)
    teaser.save()
    Listing.objects.filter(teaser=teaser).delete()
    at = _order(teaser)
    place = {"teaser": teaser, "at": at, "updated_at": teaser.updated_at}
    Listing.objects.bulk_create(Listing(list=key, **place) for key in sorted(set(lists_of(shelf, story))))
    carried = topics.of_page(shelf.pk)
    topics.change(before, carried)
    documents.write(teaser, shelf, story)
    if story.kind in SEARCHED_KINDS:
        index.remove(shelf.pk)
        text = text_of_story(story)
        SearchEntry.objects.update_or_create(pk=shelf.pk, defaults={"text": text, "at": at})
        words = f"{story.headline}\n{story.lede}\n{text}"
        index.write(index.Document(shelf.pk, at, story.headline, words, frozenset(_facets(teaser, story))))
        names.write(teaser, at)
    names.follow_topics(before | carried)
    _count(days | _days_of(shelf.pk))
    new_edition()


def remove(page_id: int) -> None:
    """Takes the page out of every list and of the search."""
    days, told = _days_of(page_id), topics.of_page(page_id)
    topics.change(told, ())
    index.remove(page_id)
    names.remove(page_id)
    Teaser.objects.filter(pk=page_id).delete()
    names.follow_topics(told)
    _count(days)
    new_edition()


def readdress(shelf: Shelf) -> None:
    """Follows a move: the list of the section changes; the address itself is read from the shelf."""
    teaser = Teaser.objects.filter(pk=shelf.pk).first()
    if teaser is not None:
        Listing.objects.filter(teaser=teaser, list__startswith="section:").delete()
        if key := _section_list(shelf, teaser.kind):
            Listing.objects.create(list=key, teaser=teaser, at=_order(teaser), updated_at=teaser.updated_at)
        documents.readdress(teaser, shelf)
    new_edition()


def lists_of(shelf: Shelf, story: Story) -> Iterator[str]:
    """The keys of the lists in which the page stands."""
    if key := _section_list(shelf, story.kind):
        yield key
    if story.language != settings.LANGUAGE_CODE:
        yield f"language:{story.language}"
    if story.kind == "article":
        yield "front"
        if story.genre:
            yield f"genre:{story.genre}"
        yield f"day:{local(shelf.first_public_at or timezone.now()).date()}"
        yield from (f"topic:{topic.slug}" for topic in story.topics)
        yield from (f"person:{pk}" for pk in story.person_ids())
        if session_id := story.session_id():
            yield f"session:{session_id}"
        return
    yield "pages"
    if story.kind in FRAME_KINDS:
        yield "frame"
    elif isinstance(story.details, SessionDetails):
        yield "sessions"
        # Who presides is told of on the person's own page; a delegate list would fill hundreds of lists with one session.
        yield from (f"person:{row.person_id}" for row in story.details.chair if row.person_id)
    elif isinstance(story.details, DocumentDetails):
        yield from (f"person:{pk}" for pk in story.person_ids())


def _facets(teaser: Teaser, story: Story) -> Iterator[str]:
    """What a search can be narrowed to."""
    yield "all"
    yield f"kind:{story.kind}"
    yield from (f"topic:{topic.slug}" for topic in story.topics)
    if session_id := story.session_id():
        yield f"session:{session_id}"
    if teaser.day:
        yield f"day:{teaser.day}"
    if story.kind == "article":
        yield f"day:{local(teaser.published_at).date()}"


def _section_list(shelf: Shelf, kind: str) -> str:
    return f"section:{shelf.section_id}" if shelf.section_id and kind not in FRAME_KINDS else ""


def _teaser(shelf: Shelf, publication: Publication, story: Story) -> Teaser:
    now = timezone.now()
    teaser = Teaser(
        shelf=shelf,
        kind=story.kind,
        headline=story.headline,
        short_headline=story.short_headline,
        lede=story.lede,
        day=story.day,
        language=story.language,
        photo_json=photo.model_dump_json() if (photo := next(story.photos(), None)) else "",
        topics=[{"slug": topic.slug, "name": topic.name} for topic in story.topics],
        published_at=shelf.first_public_at or now,
        updated_at=updated_at(story, published_at=shelf.first_public_at or now, since=shelf.current_since or now),
        sample=publication.kind == Kind.SAMPLE,
    )
    match story.details:
        case SessionDetails() as session:
            teaser.subject, teaser.day = f"session:{session.session_id}", session.day
            teaser.note = ", ".join(filter(None, (session.part_of_day, session.venue)))
        case BodyDetails() as body:
            teaser.subject = f"body:{body.body_id}"
            teaser.note, teaser.photo_json = body.parent, ""
        case PersonDetails() as person:
            teaser.subject = f"person:{person.person_id}"
            # A list is not looked at again when a term ends, so it shows those without an end where there are any.
            open_ended = [office for office in person.offices if office.end is None]
            held = held_on(open_ended, today()) or held_on(person.offices, today())
            teaser.note = "; ".join(office.title for office in held)
        case DocumentDetails() as document:
            teaser.note = documents.note(document)
        case ImprintDetails() as imprint:
            teaser.note = imprint.operator
    return teaser


def updated_at(story: Story, *, published_at: dt.datetime, since: dt.datetime) -> dt.datetime:
    """When the page last said something else: a slip is none of that."""
    if not story.changes:
        return since
    told = (at for change, at in notes.dated(story, since) if change.kind != "slip")
    return max(told, default=published_at)


def _order(teaser: Teaser) -> dt.datetime:
    if teaser.kind == "session" and teaser.day:
        return day_bounds(teaser.day)[0]
    return teaser.published_at


def _days_of(page_id: int) -> set[str]:
    return set(Listing.objects.filter(teaser_id=page_id, list__startswith="day:").values_list("list", flat=True))


def _count(days: set[str]) -> None:
    for key in days:
        day = dt.date.fromisoformat(key.removeprefix("day:"))
        if articles := Listing.objects.filter(list=key).count():
            ArchiveDay.objects.update_or_create(day=day, defaults={"articles": articles})
        else:
            ArchiveDay.objects.filter(day=day).delete()


def new_edition() -> None:
    """Says that something public changed."""
    sample = Teaser.objects.filter(sample=True).exists()
    if not Edition.objects.filter(pk=1).update(number=F("number") + 1, at=timezone.now(), sample=sample):
        Edition.objects.create(pk=1, number=1, at=timezone.now(), sample=sample)
