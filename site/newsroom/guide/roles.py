"""What each role does, in the order in which it happens."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.staff.roles import Role

ROLES: Mapping[Role, Sequence[Promise]] = {
    Role.REPORTER: (
        _("Bring in a Word, text or HTML file, or begin with a session: names, offices and agenda are filled in."),
        _("[[Double brackets]] keep the place of what is not known yet. An article with an open place is not taken."),
        _("Proofreading, above the headline, says what is missing. It looks again each time the draft is saved."),
        _("The draft saves itself. The arrow beside “Save draft” opens the step to submit it."),
        _(
            "Under “Posts” you may write what a channel gets in place of headline and lede; its length is counted as the "
            "platform does."
        ),
        _("What is sent back has the reason above its headline. Change it and submit it again."),
    ),
    Role.EDITOR: (
        _(
            "The first page lists what waits for you. Open it, work on it, and pass it on or send it back with a reason."
        ),
        _("Who worked on a version, or passed its other stage, can't approve it: a second pair of eyes does."),
        _("A change takes back the approvals of what the text said before."),
        _("Public pages are edited like drafts: readers keep the old version until the new one is approved."),
    ),
    Role.APPROVING_EDITOR: (
        _("One approval publishes the version on the site and on all channels, at once or at its hour."),
        _("“What goes out to the channels”, in the menu of a page, shows each message before you approve."),
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
        _(
            "The channel board says how each account is doing, in plain words, and what to do. Pause an account there, and let "
            "it go on."
        ),
        _(
            "Under “To be done by hand” stands what a platform does not let us do: the exact text, and the link to where it "
            "belongs. Say so when it is done."
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
        _(
            "Nobody publishes outside of the review but who is on emergency duty. Give that role by name, to few, "
            "and best to editors or approving editors. “Emergency” in the menu finds the article."
        ),
    ),
    Role.EMERGENCY: (
        _(
            "“Publish in an emergency”, last in a page's menu, makes its draft public at once: say why, and type the phrase."
        ),
        _("“Withdraw in an emergency” takes a public page back at once, with a notice to its readers."),
        _("All editors are told at once. Somebody else has to look at it afterwards; until then it stays open."),
    ),
}
