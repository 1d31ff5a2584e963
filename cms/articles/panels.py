"""The editor's screens, in tabs: what is written, what it rests on, how it is found."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.slug import SlugInput

from .forms import PostFormSet
from .notes import notes_for
from .tabs import Tabs


class NotesPanel(HelpPanel):
    """What proofreading and other rooms have to say about the page, above its form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "admin/articles/notes_panel.html")
        kwargs.setdefault("heading", _("Proofreading"))
        super().__init__(**kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        kwargs = super().clone_kwargs()
        kwargs.pop("content", None)
        return kwargs

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["notes"] = notes_for(self.instance, self.request)
            return context


class PostsPanel(InlinePanel):
    """The posts for the channels, one for each."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = PostFormSet
        return options


def article_tabs() -> Tabs:
    return Tabs(
        [
            ObjectList(
                [
                    NotesPanel(),
                    _title(_("Headline")),
                    FieldPanel("lede"),
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("dateline_place"), FieldPanel("day")])], heading=_("Dateline")
                    ),
                    FieldPanel("lead_photo"),
                    FieldPanel("genre"),
                    FieldPanel("body"),
                    InlinePanel("authors", heading=_("Byline"), label=_("Author")),
                ],
                heading=_("Article"),
            ),
            ObjectList(
                [
                    FieldPanel("session"),
                    InlinePanel(
                        "mention_rows",
                        heading=_("Persons in the article"),
                        label=_("Person"),
                        help_text=_("Their offices are those of the article's day, as the registry has them."),
                    ),
                    FieldPanel("topics"),
                ],
                heading=_("Session and persons"),
            ),
            ObjectList(
                [
                    PostsPanel(
                        "post_rows",
                        heading=_("Posts for the channels"),
                        label=pgettext_lazy("channel", "Post"),
                        help_text=_(
                            "Each channel draws up its post from headline, lede and lead photo. "
                            "Add one here to write it yourself."
                        ),
                    )
                ],
                heading=pgettext_lazy("tab", "Posts"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "change_rows",
                        heading=_("Changes after publication"),
                        label=pgettext_lazy("change", "Change"),
                        help_text=_(
                            "For an article that has been public: each new version says what kind of change it is. "
                            "A correction also goes by mail to whoever was mailed the article. Earlier notes stay as they are."
                        ),
                    )
                ],
                heading=_("After publication"),
            ),
            found_by(FieldPanel("short_headline")),
        ]
    )


def document_tabs() -> Tabs:
    return Tabs(
        [
            ObjectList(
                [
                    NotesPanel(),
                    _title(pgettext_lazy("of a document", "Title")),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("document_kind"), FieldPanel("status")]),
                            FieldRowPanel([FieldPanel("number"), FieldPanel("day")]),
                            FieldPanel("issuer"),
                        ],
                        heading=pgettext_lazy("of a document", "Head of the document"),
                    ),
                    FieldPanel("lede"),
                    FieldPanel("body"),
                    MultiFieldPanel(
                        [FieldPanel("signer"), FieldRowPanel([FieldPanel("signer_name"), FieldPanel("signer_office")])],
                        heading=pgettext_lazy("of a document", "Signature"),
                    ),
                    InlinePanel(
                        "files",
                        heading=pgettext_lazy("of a document", "Files"),
                        label=pgettext_lazy("of a document", "File"),
                        help_text=_("For readers who want it as a file: PDF, Word."),
                    ),
                ],
                heading=pgettext_lazy("of a document", "Document"),
            ),
            ObjectList(
                [
                    FieldPanel("session"),
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("opinions_from"), FieldPanel("opinions_until")])],
                        heading=pgettext_lazy("of a document", "Opinions on a draft"),
                        help_text=_(
                            "On these days, both included, the page has a form for opinions. What readers write is for the "
                            "newsroom alone and never shown."
                        ),
                    ),
                ],
                heading=pgettext_lazy("of a document", "Session and opinions"),
            ),
            found_by(),
        ]
    )


def section_tabs() -> Tabs:
    return Tabs(
        [
            ObjectList(
                [NotesPanel(), _title(_("Name")), FieldPanel("intro"), FieldPanel("lists"), FieldPanel("menu_order")],
                heading=_("Section"),
            ),
            found_by(),
        ]
    )


def front_tabs() -> Tabs:
    return Tabs(
        [
            ObjectList(
                [
                    NotesPanel(),
                    _title(_("Name of the site")),
                    FieldPanel("tagline"),
                    FieldPanel("zones"),
                ],
                heading=_("Front page"),
            ),
            found_by(),
        ]
    )


def imprint_tabs() -> Tabs:
    names = ("operator", "licence", "editor_in_chief", "hot_line", "email", "address", "terms_of_reuse")
    return Tabs(
        [
            ObjectList(
                [NotesPanel(), _title(_("Title")), *(FieldPanel(name) for name in names)],
                heading=_("Imprint"),
            ),
            found_by(),
        ]
    )


def info_tabs() -> Tabs:
    return Tabs(
        [
            ObjectList(
                [NotesPanel(), _title(_("Title")), FieldPanel("lede"), FieldPanel("body")],
                heading=pgettext_lazy("tab", "Information page"),
            ),
            found_by(),
        ]
    )


def found_by(*more: FieldPanel) -> ObjectList:
    """The last tab of every page: its address and its times."""
    return ObjectList(
        [
            *more,
            FieldPanel(
                "slug",
                widget=SlugInput(formatters=folding()),
                heading=_("Address"),
                help_text=_("The last part of the page's address: small letters without marks, digits, hyphens."),
            ),
            PublishingPanel(),
        ],
        heading=_("Address and times"),
    )


def folding() -> list[tuple[str, str]]:
    """Patterns that fold Vietnamese letters while a slug is made in the browser, which would drop them: ``ộ`` is ``o``."""
    letters = {
        "a": "aáàảãạăắằẳẵặâấầẩẫậ",
        "d": "dđ",
        "e": "eéèẻẽẹêếềểễệ",
        "i": "iíìỉĩị",
        "o": "oóòỏõọôốồổỗộơớờởỡợ",
        "u": "uúùủũụưứừửữự",
        "y": "yýỳỷỹỵ",
    }
    # Names are sometimes pasted with their marks as characters of their own.
    marks = ("[\u0300-\u036f]", "")
    return [marks, *((f"[{group[1:]}{group[1:].upper()}]", plain) for plain, group in letters.items())]


def _title(heading: Any) -> TitleFieldPanel:
    # Headlines run to two lines; a line break that is typed becomes a blank.
    return TitleFieldPanel(
        "title",
        heading=heading,
        placeholder=heading,
        help_text=_("As readers see it."),
        widget=AdminAutoHeightTextInput(attrs={"rows": 1}),
    )
