"""The screens on which entries are edited: all that belongs to an entry stands on one."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from ..forms import PersonForm, SessionForm

PERSON = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("honorific"), FieldPanel("variants")],
            heading=_("Name"),
        ),
        InlinePanel(
            "terms",
            [FieldPanel("office"), FieldRowPanel([FieldPanel("start"), FieldPanel("end")]), FieldPanel("source")],
            heading=_("Offices over time"),
            label=_("Term of office"),
            help_text=_("An article names the offices of its own day. An empty day is unknown, or still to come."),
        ),
        MultiFieldPanel(
            [FieldPanel("portrait"), FieldPanel("life"), FieldPanel("note"), FieldPanel("slug")],
            heading=_("Portrait, short life and note"),
        ),
    ],
    base_form_class=PersonForm,
)

BODY = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("parent")], heading=_("Organisation")
        ),
        FieldPanel("note"),
    ]
)

OFFICE = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("short_title"), FieldPanel("body"), FieldPanel("single_holder")],
            heading=_("Office"),
        ),
        MultiFieldPanel([FieldPanel("line"), FieldPanel("rank")], heading=_("Order in which it is named")),
    ]
)

CONGRESS = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("ordinal"),
                FieldRowPanel([FieldPanel("term_from"), FieldPanel("term_to")]),
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldPanel("host"),
            ],
            heading=_("Congress"),
        ),
        InlinePanel(
            "phases",
            [FieldPanel("kind"), FieldPanel("name"), FieldRowPanel([FieldPanel("start"), FieldPanel("end")])],
            heading=_("Phases"),
            label=_("Phase"),
        ),
    ]
)

VENUE = ObjectList([MultiFieldPanel([FieldPanel("name"), FieldPanel("address")], heading=_("Venue"))])

SESSION = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("number"),
                FieldPanel("body"),
                FieldPanel("congress"),
                FieldPanel("phase"),
                FieldPanel("name"),
            ],
            heading=_("Which session"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("day"), FieldPanel("part_of_day")]), FieldPanel("venue")],
            heading=_("When and where"),
        ),
        InlinePanel("chairs", [FieldPanel("person")], heading=_("Chairs"), label=_("Chair")),
        InlinePanel(
            "agenda",
            [FieldPanel("time"), FieldPanel("title"), FieldPanel("speaker"), FieldPanel("speaker_text")],
            heading=_("Agenda"),
            label=_("Agenda item"),
        ),
        InlinePanel("papers", [FieldPanel("paper")], heading=_("Papers"), label=_("Paper")),
        MultiFieldPanel(
            [
                FieldPanel("delegates_source"),
                FieldPanel("delegates_pasted"),
                InlinePanel(
                    "delegates",
                    [FieldPanel("person"), FieldPanel("name"), FieldPanel("office")],
                    label=_("Delegate"),
                ),
            ],
            heading=_("Delegate list"),
            help_text=_("In the organisers' order."),
        ),
        FieldPanel("note"),
    ],
    base_form_class=SessionForm,
)
