import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.publication.pages import ReviewedPage
from cms.publication.story import StoryKind, TextBlock
from cms.text.dates import today

from ..values import body_details, mention_value, person_details, session_details, session_ref
from .body import Body
from .earlier import without_deleted
from .person import Person
from .session import Session
from .whole import people_by_id, sessions_whole, terms_in

# What the editor may set in the words of these pages; the rest comes from the registry.
TEXT_FEATURES = ["h3", "bold", "italic", "link", "ol", "ul"]
_EDITOR_KEYS = re.compile(r'\sdata-block-key="[^"]*"')
_EMPTY = re.compile(r"<p>\s*</p>")


def text_blocks(html: str) -> tuple[TextBlock, ...]:
    """Rich text as the blocks of a story, without what only the editor needs; none where nothing is written."""
    text = _EMPTY.sub("", _EDITOR_KEYS.sub("", html)).strip()
    return (TextBlock(html=text),) if text else ()


class EntryPageForm(WagtailAdminPageForm):
    """The form of a page about one entry of the registry; its title may be left to the registry."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].help_text = _("Left empty, the name in the registry.")
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self._meta.model.entry_field in self.fields:
            self.fields[self._meta.model.entry_field].required = True


class EntryPage(ReviewedPage):
    """A page about one entry of the registry: what the registry knows, with a few words of the newsroom."""

    entry_field: ClassVar[str]
    base_form_class = EntryPageForm
    parent_page_types = ["articles.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def entry(self) -> Any:
        """The entry that the page is about; None in a draft that names none yet."""
        return getattr(self, self.entry_field)

    @classmethod
    def of(cls, entry: Any) -> models.QuerySet:
        """The pages about the entry: one a language."""
        return cls._default_manager.filter(**{cls.entry_field: entry})

    @classmethod
    def suggested_title(cls, entry: Any) -> str:
        """The headline that the registry proposes, at most 255 characters."""
        raise TypeError(f"{cls.__name__} proposes no title.")

    def with_content_json(self, content: dict[str, Any]) -> "EntryPage":
        return super().with_content_json(without_deleted(type(self), content)[0])

    def tidy(self) -> None:
        if not self.title.strip() and self.entry is not None:
            self.title = self.suggested_title(self.entry)
        super().tidy()

    def clean(self) -> None:
        super().clean()
        if self.entry is None:
            return
        twins = type(self).of(self.entry).exclude(pk=self.pk)
        if self.locale_id:
            twins = twins.filter(locale=self.locale_id)
        if twins.exists():
            raise ValidationError(
                {self.entry_field: _("There is a page about “%(name)s” already.") % {"name": self.entry}}
            )


class SessionPage(EntryPage):
    """The public page of a session."""

    story_kind: ClassVar[StoryKind] = "session"
    entry_field = "session"

    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        # A copy or a translation begins without its session, since a session has one page a language; the form asks for it.
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pages",
    )
    lede = models.TextField(_("lede"), blank=True, help_text=_("One or two sentences on what is discussed."))
    intro = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)

    exclude_fields_in_copy = ["session"]
    content_panels = [
        FieldPanel("session"),
        *ReviewedPage.content_panels,
        FieldPanel("lede"),
        FieldPanel("intro"),
    ]

    class Meta:
        verbose_name = _("session page")
        verbose_name_plural = _("session pages")

    @classmethod
    def suggested_title(cls, entry: Session) -> str:
        return entry.display_name()[:255]

    def story_parts(self) -> dict[str, Any]:
        session = self._whole_session()
        parts: dict[str, Any] = {"lede": self.lede, "blocks": text_blocks(self.intro)}
        if session is not None:
            parts["day"] = session.day
            parts["session"] = session_ref(session)
            parts["details"] = session_details(session)
            parts["mentions"] = tuple(mention_value(chair.person, session.day) for chair in session.chairs.all())
        return parts

    def _whole_session(self) -> Session | None:
        if self.session_id is None:
            return None
        # Read afresh with all its rows: a story always says what the registry says now.
        return sessions_whole(Session.objects.filter(pk=self.session_id)).first()


class BodyPage(EntryPage):
    """The public page of a body: its members in protocol order, with portrait, office and short life."""

    story_kind: ClassVar[StoryKind] = "body"
    entry_field = "body"

    body = models.ForeignKey(
        Body, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    day = models.DateField(
        pgettext_lazy("of a body's page", "members on"),
        null=True,
        default=today,
        help_text=_("Members and their offices are those of this day."),
    )
    lede = models.TextField(_("lede"), blank=True, help_text=_("One or two sentences on what the body is."))
    intro = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)

    exclude_fields_in_copy = ["body"]
    content_panels = [
        FieldPanel("body"),
        *ReviewedPage.content_panels,
        FieldPanel("day"),
        FieldPanel("lede"),
        FieldPanel("intro"),
        InlinePanel(
            "members",
            heading=_("Members in protocol order"),
            label=pgettext_lazy("of a body", "Member"),
            help_text=_(
                "Left empty, those who hold an office of the organisation on that day, by the rank of the office."
            ),
        ),
    ]

    class Meta:
        verbose_name = pgettext_lazy("kind of page", "page of an organisation")
        verbose_name_plural = pgettext_lazy("kind of page", "pages of organisations")

    @classmethod
    def suggested_title(cls, entry: Body) -> str:
        return entry.name

    def story_parts(self) -> dict[str, Any]:
        body = Body.objects.select_related("parent").filter(pk=self.body_id).first() if self.body_id else None
        parts: dict[str, Any] = {"lede": self.lede, "day": self.day, "blocks": text_blocks(self.intro)}
        if body is not None and self.day:
            rows = list(self.members.all())
            people = people_by_id(row.person_id for row in rows if row.person_id)
            known = [
                BodyMember(person=people[row.person_id], office=row.office) for row in rows if row.person_id in people
            ]
            parts["details"] = body_details(body, terms_in(body, self.day), known)
        return parts


class BodyMember(Orderable):
    """A member whom somebody has put into the protocol order."""

    page = ParentalKey(BodyPage, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+")
    office = models.CharField(
        pgettext_lazy("of a member", "office in the body"),
        max_length=250,
        blank=True,
        help_text=_("Left empty, the office of the organisation that the registry has for that day."),
    )

    panels = [FieldPanel("person"), FieldPanel("office")]

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("of a body", "member")
        verbose_name_plural = pgettext_lazy("of a body", "members")

    def __str__(self) -> str:
        return str(self.person)


class PersonPage(EntryPage):
    """The public page of a person."""

    story_kind: ClassVar[StoryKind] = "person"
    entry_field = "person"

    person = models.ForeignKey(
        Person, verbose_name=_("person"), null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    biography = RichTextField(
        _("short biography"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("The offices are added from the registry."),
    )

    exclude_fields_in_copy = ["person"]
    content_panels = [
        FieldPanel("person"),
        *ReviewedPage.content_panels,
        FieldPanel("biography"),
    ]

    class Meta:
        verbose_name = _("person page")
        verbose_name_plural = _("person pages")

    @classmethod
    def suggested_title(cls, entry: Person) -> str:
        return entry.name

    def story_parts(self) -> dict[str, Any]:
        person = people_by_id([self.person_id]).get(self.person_id) if self.person_id else None
        parts: dict[str, Any] = {"blocks": text_blocks(self.biography)}
        if person is not None:
            parts["details"] = person_details(person)
        return parts
