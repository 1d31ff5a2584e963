"""The newsroom's own guide: what each role does, and how paper goes out and comes back, on one page of the admin."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.staff.roles import Role, roles_of

_GUIDE: Mapping[Role, Sequence[Promise]] = {
    Role.REPORTER: (
        _("Bring in a Word, text or HTML file, or begin with a session: names, offices and agenda are filled in."),
        _("[[Double brackets]] keep the place of what is not known yet. An article with an open place is not taken."),
        _("Proofreading, above the headline, says what is missing. It looks again each time the draft is saved."),
        _("The draft saves itself. The arrow beside “Save draft” opens the step to submit it."),
        _("What is sent back has the reason above its headline. Change it and submit it again."),
    ),
    Role.EDITOR: (
        _(
            "The first page lists what waits for you. Open it, work on it, and pass it on or send it back with a reason."
        ),
        _("Who worked on a version, or passed its other stage, can't approve it: a second pair of eyes does."),
        _("A change takes back the approvals of what the text said before."),
        _(
            "“Paper for submission”, in the menu of a page, makes a .docx for who reads on paper. "
            "Bring the marked-up file back there: each change waits for your yes or no."
        ),
        _("Public pages are edited like drafts: readers keep the old version until the new one is approved."),
        _(
            "“Leaders' word”, in the menu of a page, asks a leader by a link with a code, or notes what was said on the phone; "
            "somebody else confirms it."
        ),
    ),
    Role.APPROVING_EDITOR: (
        _("One approval publishes the version on the site and on all channels, at once or at its hour."),
        _("“What goes out to the channels”, in the menu of a page, shows each message before you approve."),
        _("A page that is taken back answers with a notice. Messages that are on their way can't be called back."),
        _("Requests for correction from outside stand under Reports: you decide with a reason, by their day."),
    ),
    Role.PHOTO_EDITOR: (
        _("Each photo needs a credit and an alt text before an article with it is taken for review."),
        _("The file of a photo never changes: for another one, upload a new photo."),
        _("“Take the photo down” removes it everywhere at once, when the right to show it is lost."),
    ),
    Role.CHANNEL_MANAGER: (
        _(
            "The ledger has every message with its proof. What has no certain outcome is settled by you, not sent again."
        ),
        _("A partner's secret is shown once, when it is made. Give it by a safe way, not by e-mail."),
    ),
    Role.COORDINATOR: (
        _("Enter sessions ahead, with day, venue, agenda and delegates: reporters begin their articles there."),
        _("Offices have a first and a last day. An article shows the office that was held on its own day."),
        _("A change of a name or an office that readers see proposes a new version of each page that shows it."),
    ),
    Role.ADMINISTRATOR: (
        _("Under Settings: members with their roles and units, and the stages of the review."),
        _("Who approves or administers signs in with a second factor and sets it up at the first visit."),
        _("Nobody publishes outside of the review but who is on emergency duty. Give that role by name, to few."),
    ),
    Role.EMERGENCY: (
        _(
            "“Publish in an emergency”, last in a page's menu, makes its draft public at once: say why, and type the phrase."
        ),
        _("“Withdraw in an emergency” takes a public page back at once, with a notice to its readers."),
        _("All editors are told at once. Somebody else has to look at it afterwards; until then it stays open."),
    ),
}

_PAPER: Sequence[Promise] = (
    _(
        "“Paper for submission (.docx)”, in the menu of an article, makes a clean .docx of the version that you choose, on A4: "
        "number, seal, small photos, room for the leader's opinion and signature, and the posts for the channels as an annex."
    ),
    _(
        "It is marked up in that very file, with Word or LibreOffice: “Track changes” on, comments in the margin. "
        "Text that is copied into another file loses the seal and can't be read back."
    ),
    _(
        "Handwriting is not read from a photo or a scan: type it into the same file, under the leader's name, and bring that."
    ),
    _(
        "“Read it back” proposes each change on its passage, with the name of its author; what was typed without tracking "
        "is found and marked. Comments, and what stands in the room for the opinion, go to the comments of the article."
    ),
    _(
        "The draft changes only when somebody who may edit the article accepts, one change or all. "
        "Who accepts has worked on that version: somebody else approves it."
    ),
    _(
        "What has been edited since, or can't be done with a click (paragraphs joined, rows of a table, pictures), is told: "
        "do it by hand."
    ),
    _(
        "A signature on paper is no approval by itself: note it as the leader's word, with a photo of the signed sheet, "
        "and let a colleague confirm it."
    ),
)
"""In the order in which it happens; for every role, as whoever sees a draft may put it on paper."""


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """All roles, the user's own opened; then paper."""

    template_name = "admin/newsroom/guide.html"
    page_title = _("How to work here")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = roles_of(self.request.user)
        chapters = [{"title": role.label, "own": role in own, "lines": lines} for role, lines in _GUIDE.items()]
        # What one does oneself stands first.
        chapters.sort(key=lambda chapter: not chapter["own"])
        chapters.append({"title": pgettext_lazy("paper", "Paper for submission"), "own": False, "lines": _PAPER})
        return {**super().get_context_data(**kwargs), "chapters": chapters}
