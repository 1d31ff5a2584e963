"""The reader's rows can always be made again from the publications, and nothing unsealed is among what it says."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.forms.models import model_to_dict
from django.test import Client
from django.utils import timezone, translation

from cms.publication.models import Kind, Publication
from cms.publication.story import Mention, SessionRef, Topic, canonical_json, digest_of
from reader.models import ArchiveDay, Listing, SearchEntry, SearchGram, SearchName, Teaser, TopicUse
from reader.search.finding import find
from reader.search.query import Query
from tests.factories.reader import (
    make_story,
    publish_article,
    publish_document,
    publish_frame,
    publish_library,
    publish_person,
    publish_session,
    withdraw,
)
from tests.publication.doors import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]


def rows() -> dict[str, list]:
    return {
        "teasers": [model_to_dict(teaser) for teaser in Teaser.objects.order_by("pk")],
        "listings": sorted(Listing.objects.values_list("list", "teaser_id", "at", "updated_at")),
        "topics": sorted(TopicUse.objects.values_list("slug", "articles")),
        "days": sorted(ArchiveDay.objects.values_list("day", "articles")),
        "entries": sorted(SearchEntry.objects.values_list("pk", "text", "at")),
        "names": sorted(SearchName.objects.values_list("list", "kind", "name", "words", "at")),
        "grams": sorted(SearchGram.objects.values_list("name__list", "gram")),
        "found": find(Query.parse("phien")),
    }


def test_rebuilding_makes_the_same_rows_however_often() -> None:
    frame = publish_frame()
    publish_person(frame)
    publish_session(frame)
    publish_article(
        section=frame["tin-tuc"], topics=(Topic(slug="a", name="A"),), session=SessionRef(session_id=1, name="P")
    )
    withdraw(publish_article(section=frame["tin-tuc"]))
    written = rows()
    out = StringIO()
    for _ in range(2):
        call_command("rebuild_listings", stdout=out)
        assert rows() == written
    Teaser.objects.all().delete()
    ArchiveDay.objects.all().delete()
    call_command("rebuild_listings", stdout=out)
    assert rows() == written


def test_a_new_version_leaves_the_lists_that_it_no_longer_belongs_to(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(
        section=frame["tin-tuc"],
        topics=(Topic(slug="cu", name="Cũ"),),
        mentions=(Mention(person_id=5, name="Người Cũ"),),
    )
    assert client.get("/chu-de/cu/").status_code == 200
    story = shelf.current.story.model_copy(update={"topics": (), "mentions": ()})
    from tests.factories.reader import publish

    publish(story, shelf.path, section=frame["tin-tuc"].pk)
    assert client.get("/chu-de/cu/").status_code == 404
    assert not Listing.objects.filter(list="person:5").exists()


def test_a_sealed_version_that_is_not_public_yet_is_nowhere(client: Client) -> None:
    frame = publish_frame()
    public = publish_article("Bài đã đăng", page_id=9500, slug="bi-mat", section=frame["tin-tuc"])
    # The next version is sealed and waits for its hour; another page was sealed and never public.
    for story in (
        make_story("MẬT bí mật", page_id=9500, slug="bi-mat", lede="MẬT", topics=(Topic(slug="bi-mat", name="MẬT"),)),
        make_story(
            "MẬT bí mật", page_id=9501, slug="bi-mat-hai", lede="MẬT", topics=(Topic(slug="bi-mat", name="MẬT"),)
        ),
    ):
        text = canonical_json(story)
        waiting = Publication.objects.create(
            page_id=story.page_id, number=2, kind=Kind.APPROVAL, story_json=text, seal=digest_of(text),
            revision_id=0, revision_digest="", sealed_at=timezone.now(),
        )  # fmt: skip
        if story.page_id == public.pk:
            public.scheduled, public.scheduled_at = waiting, timezone.now()
            public.save()
        else:
            type(public).objects.create(
                pk=9501, kind="article", path="/tin-tuc/bi-mat-hai/", section_id=frame["tin-tuc"].pk, scheduled=waiting
            )
    call_command("rebuild_listings", stdout=StringIO())
    assert client.get("/tin-tuc/bi-mat-hai/").status_code == 404
    assert client.get("/b/9501/").status_code == 404
    for address in [*addresses(9500, "/tin-tuc/bi-mat/", "bi"), *addresses(9501, "/tin-tuc/bi-mat-hai/", "mat")]:
        assert "MẬT" not in client.get(address, follow=True).getvalue().decode(errors="replace"), address


def test_rows_are_in_the_language_of_the_site_whoever_approves() -> None:
    library = publish_library(publish_frame())
    with translation.override("en"):
        shelf = publish_document(library, details={"number": "12-NQ/ĐH"})
    assert Teaser.objects.get(pk=shelf.pk).note == "Nghị quyết · Số 12-NQ/ĐH"
    assert "Resolution" not in SearchEntry.objects.get(pk=shelf.pk).text
