"""The zones of the front page, as an editor arranges them. Each tells its story value by ``to_zone``."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.publication import story
from cms.text.normal import one_line
from media.story import document_value

MOST_ZONES = 12
MOST_RIVERS = 4
MOST_ENTRIES = 20
_OPEN = _("Left empty, the newest one stands here.")


class ZoneBlock(blocks.StructBlock):
    """What every zone has: a heading and a sentence of the editor's."""

    heading = blocks.CharBlock(
        label=pgettext_lazy("front page", "Heading"),
        required=False,
        max_length=80,
        help_text=_("Left empty, the zone is called by what it shows."),
    )
    note = blocks.CharBlock(
        label=pgettext_lazy("front page", "Editor's note"),
        required=False,
        max_length=250,
        help_text=_("A sentence to the readers, below the heading."),
    )

    def to_zone(self, value: Any) -> story.FrontZone:
        """The zone's story value. Takes unfinished values without raising."""
        raise NotImplementedError

    def articles(self, value: Any) -> list[Any]:
        """The articles that were chosen for it, in order."""
        return []


def _words(value: Any) -> dict[str, str]:
    return {name: one_line(value.get(name) or "") for name in ("heading", "note")}


def _article(**options: Any) -> blocks.PageChooserBlock:
    return blocks.PageChooserBlock("articles.ArticlePage", label=_("Article"), **options)


def _section() -> blocks.PageChooserBlock:
    return blocks.PageChooserBlock("articles.SectionPage", label=_("Section"), required=False)


def _entries(default: int) -> blocks.IntegerBlock:
    label = pgettext_lazy("front page", "How many")
    return blocks.IntegerBlock(label=label, min_value=1, max_value=MOST_ENTRIES, default=default)


class LeadZoneBlock(ZoneBlock):
    page = _article(required=False, help_text=_OPEN)

    def articles(self, value: Any) -> list[Any]:
        return [value["page"]] if value.get("page") else []

    def to_zone(self, value: Any) -> story.LeadZone:
        page = value.get("page")
        return story.LeadZone(**_words(value), page_id=page.pk if page else None)

    class Meta:
        icon = "title"
        label = pgettext_lazy("front page", "Lead")
        form_layout = ["page", "heading", "note"]


class SecondZoneBlock(ZoneBlock):
    places = blocks.IntegerBlock(
        label=pgettext_lazy("front page", "How many"), min_value=2, max_value=4, default=4, help_text=_("From 2 to 4.")
    )
    pages = blocks.ListBlock(
        _article(),
        label=_("Articles"),
        default=[],
        max_num=4,
        help_text=_("Places that are left are taken by the newest articles."),
    )

    def articles(self, value: Any) -> list[Any]:
        return [page for page in value.get("pages") or [] if page]

    def to_zone(self, value: Any) -> story.SecondZone:
        ids = dict.fromkeys(page.pk for page in self.articles(value))
        return story.SecondZone(**_words(value), page_ids=tuple(ids), places=value.get("places") or 4)

    class Meta:
        icon = "list-ul"
        label = pgettext_lazy("front page", "Second leads")
        form_layout = ["pages", "places", "heading", "note"]


class RiverZoneBlock(ZoneBlock):
    section = _section()
    topic = SnippetChooserBlock("articles.Topic", label=_("Topic"), required=False)
    entries = _entries(12)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value.get("section") and value.get("topic"):
            wrong = ValidationError(gettext("Choose a section or a topic, not both."))
            raise StructBlockValidationError(block_errors={"topic": wrong})
        _refuse_other_lists(value)
        return value

    def to_zone(self, value: Any) -> story.RiverZone:
        section, topic = value.get("section"), value.get("topic")
        return story.RiverZone(
            **_words(value),
            section_id=section.pk if section else None,
            topic=story.Topic(slug=topic.slug, name=topic.name) if topic else None,
            entries=value.get("entries") or 12,
        )

    class Meta:
        icon = "order-down"
        label = pgettext_lazy("front page", "Newest articles")
        help_text = _("Of a section or of a topic; with neither, of the whole site. What stands elsewhere is left out.")
        form_layout = ["section", "topic", "entries", "heading", "note"]


class SectionsZoneBlock(ZoneBlock):
    entries = _entries(4)

    def to_zone(self, value: Any) -> story.SectionsZone:
        return story.SectionsZone(**_words(value), entries=value.get("entries") or 4)

    class Meta:
        icon = "grid"
        label = pgettext_lazy("front page", "Sections")
        help_text = _("The newest articles of each section, in the order of the menu; four sections at most.")
        form_layout = ["entries", "heading", "note"]


class SessionsZoneBlock(ZoneBlock):
    day = blocks.DateBlock(
        label=_("Day"),
        required=False,
        help_text=_("Left empty, or once the day is over, the sessions to come stand here."),
    )
    entries = _entries(4)

    def to_zone(self, value: Any) -> story.SessionsZone:
        return story.SessionsZone(**_words(value), day=value.get("day"), entries=value.get("entries") or 4)

    class Meta:
        icon = "calendar-alt"
        label = pgettext_lazy("front page", "Sessions")
        help_text = _("With the days that are left to the next one.")
        form_layout = ["day", "entries", "heading", "note"]


class EssayZoneBlock(ZoneBlock):
    page = _article(required=False, help_text=_OPEN)

    def articles(self, value: Any) -> list[Any]:
        return [value["page"]] if value.get("page") else []

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        page = value.get("page")
        if page and page.specific.latest_draft().genre != "photo_essay":
            wrong = ValidationError(gettext("“%(title)s” is no photo essay: choose one.") % {"title": page.title})
            raise StructBlockValidationError(block_errors={"page": wrong})
        return value

    def to_zone(self, value: Any) -> story.EssayZone:
        page = value.get("page")
        return story.EssayZone(**_words(value), page_id=page.pk if page else None)

    class Meta:
        icon = "image"
        label = pgettext_lazy("front page", "Photo essay")
        form_layout = ["page", "heading", "note"]


class DocumentsZoneBlock(ZoneBlock):
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"), default=[], max_num=8)
    section = _section()
    entries = _entries(4)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        section = value.get("section")
        if section and section.specific_deferred.lists not in ("articles", "documents"):
            words = gettext("“%(title)s” is no section of documents or articles.")
            wrong = ValidationError(words % {"title": section.title})
            raise StructBlockValidationError(block_errors={"section": wrong})
        return value

    def to_zone(self, value: Any) -> story.DocumentsZone:
        papers = {paper.pk: paper for paper in value.get("documents") or [] if paper}
        section = value.get("section")
        return story.DocumentsZone(
            **_words(value),
            documents=tuple(map(document_value, papers.values())),
            section_id=section.pk if section else None,
            entries=value.get("entries") or 4,
        )

    class Meta:
        icon = "doc-full"
        label = pgettext_lazy("front page", "Documents")
        help_text = _("Files for download, then the newest documents or articles of a section.")
        form_layout = ["documents", "section", "entries", "heading", "note"]


def _refuse_other_lists(value: Any) -> None:
    section = value.get("section")
    if section and section.specific_deferred.lists != "articles":
        wrong = ValidationError(gettext("“%(title)s” is no section of articles.") % {"title": section.title})
        raise StructBlockValidationError(block_errors={"section": wrong})


class ZonesBlock(blocks.StreamBlock):
    """The front page: its zones from the top down."""

    lead = LeadZoneBlock()
    second = SecondZoneBlock()
    sessions = SessionsZoneBlock()
    essay = EssayZoneBlock()
    river = RiverZoneBlock()
    sections = SectionsZoneBlock()
    documents = DocumentsZoneBlock()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        seen: set[int] = set()
        for at, page in _chosen(value):
            if page.pk in seen:
                message = gettext("“%(title)s” stands twice on the front page: choose it once.") % {"title": page.title}
                raise StreamBlockValidationError(
                    block_errors={at: ValidationError(message)}, non_block_errors=[message]
                )
            seen.add(page.pk)
        return value

    class Meta:
        # Folded, with what stands in each: the whole page is seen at a glance, and put in order.
        collapsed = True
        max_num = MOST_ZONES
        block_counts = {
            **{name: {"max_num": 1} for name in ("lead", "second", "sessions", "essay", "sections", "documents")},
            "river": {"max_num": MOST_RIVERS},
        }


def _chosen(value: Any) -> Iterator[tuple[int, Any]]:
    for at, child in enumerate(value):
        yield from ((at, page) for page in child.block.articles(child.value))


def zones_of(value: Any) -> tuple[story.FrontZone, ...]:
    """The zones as story values, in their order."""
    return tuple(child.block.to_zone(child.value) for child in value or [])


def raw_zones(zones: tuple[story.FrontZone, ...]) -> list[dict[str, Any]]:
    """Zones that name articles alone as a stream stores them: what the form begins with where nobody has arranged anything."""
    return [{"type": zone.type, "value": _raw(zone)} for zone in zones]


def _raw(zone: story.FrontZone) -> dict[str, Any]:
    match zone:
        case story.LeadZone():
            return {"page": zone.page_id}
        case story.SecondZone():
            return {"pages": list(zone.page_ids)[: zone.places], "places": zone.places}
        case story.RiverZone() | story.SectionsZone() | story.SessionsZone():
            return {"entries": zone.entries}
    return {}
