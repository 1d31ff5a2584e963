"""Where the pages now stand that stories speak of: one query for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString

from cms.publication.render_body import Addresses, Target, body_html, page_ids
from cms.publication.story import Document, Photo, Story
from media.addresses import WIDTHS, document_url, photo_url

from .models import Teaser
from .queries import teasers_about


def absolute(path: str) -> str:
    """The address with scheme and host."""
    return urljoin(settings.PUBLIC_BASE_URL + "/", path)


@dataclass
class Links:
    """The public pages that some stories link to, relate to, or speak of."""

    pages: dict[int, Teaser] = field(default_factory=dict)
    subjects: dict[str, Teaser] = field(default_factory=dict)

    @classmethod
    def of(cls, stories: Iterable[Story]) -> "Links":
        """All that the stories need, in one query."""
        ids: set[int] = set()
        subjects: set[str] = set()
        for story in stories:
            ids |= page_ids(story)
            subjects |= {f"person:{pk}" for pk in story.person_ids()}
            if story.session:
                subjects.add(f"session:{story.session.session_id}")
        found = teasers_about(ids, subjects)
        return cls(
            {teaser.pk: teaser for teaser in found},
            {teaser.subject: teaser for teaser in found if teaser.subject},
        )

    def page(self, page_id: int) -> Target | None:
        return _target(self.pages.get(page_id))

    def person(self, person_id: int) -> Target | None:
        return _target(self.subjects.get(f"person:{person_id}"))

    def session(self, session_id: int) -> Target | None:
        return _target(self.subjects.get(f"session:{session_id}"))

    def body(self, story: Story) -> SafeString:
        """The body of a story for a page of the site, its labels in the story's own language."""
        with translation.override(story.language):
            return body_html(story, self.addresses())

    def addresses(self) -> Addresses:
        """Addresses for a page of the site itself."""
        return Addresses(photo_url, document_url, self.page, self.person, WIDTHS)

    def full_addresses(self) -> Addresses:
        """Addresses with scheme and host and one file a photo, for feed readers."""

        def photo(value: Photo, width: int, extension: str) -> str:
            return absolute(photo_url(value, width, extension))

        def document(value: Document) -> str:
            return absolute(document_url(value))

        def page(page_id: int) -> Target | None:
            return _full(self.page(page_id))

        def person(person_id: int) -> Target | None:
            return _full(self.person(person_id))

        return Addresses(photo, document, page, person, WIDTHS, responsive=False)


def _target(teaser: Teaser | None) -> Target | None:
    return Target(teaser.shelf.path, teaser.headline) if teaser else None


def _full(target: Target | None) -> Target | None:
    return Target(absolute(target.url), target.headline) if target else None
