"""What the trail calls pages, those that are gone too."""

from collections.abc import Collection, Iterator

from django.utils.translation import pgettext_lazy
from wagtail.models import Page, PageLogEntry

from cms.text.fold import words
from cms.trail.subjects import Named, address, register_subject, says


def register() -> None:
    register_subject("page", pgettext_lazy("subject", "page"), _names, _find)


# By its name in the admin: a room above makes it, and it is there for deleted pages too.
_DOSSIER = "review_dossier"


def _names(ids: Collection[int]) -> dict[int, Named]:
    here = Page.objects.filter(pk__in=ids).values_list("pk", "draft_title")
    named = {pk: Named(title, address(_DOSSIER, pk)) for pk, title in here}
    return _gone(set(ids) - named.keys()) | named


def _gone(ids: Collection[int]) -> dict[int, Named]:
    log = PageLogEntry.objects.filter(page_id__in=ids, deleted=True).values_list("page_id", "label")
    return {pk: Named(label, address(_DOSSIER, pk), gone=True) for pk, label in log} if ids else {}


def _find(text: str) -> Iterator[int]:
    """Pages whose headline has each of the words, with or without diacritics, the newest first."""
    searched = words(text)
    here = Page.objects.order_by("-pk").values_list("pk", "draft_title")
    gone = PageLogEntry.objects.filter(deleted=True).order_by("-pk").values_list("page_id", "label")
    for titles in (here, gone):
        for pk, title in titles.iterator():
            if says(title, searched):
                yield pk
