"""A chapter on each room of the review, in the order in which an article meets them; short, for who is new."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Chapter(NamedTuple):
    """What it is about, and its sentences."""

    title: Promise
    lines: Sequence[Promise]


ROOMS: Mapping[str, Chapter] = {
    "desk": Chapter(
        pgettext_lazy("chapter", "The desk"),
        (
            _(
                "The first page says what waits for you, what is late, what you sent back, what goes live next, and "
                "who has it. Who writes finds their own articles there: sent back, drafts, in review, newly public."
            ),
            _(
                "It is narrowed by words of the headline, without diacritics too, by section, session, unit and "
                "person. The filter stands in the address: send that to a colleague."
            ),
            _(
                "Keys: j and k go from row to row, Enter opens, c takes, u gives back, / goes to the filter, ? shows "
                "them."
            ),
        ),
    ),
    "stages": Chapter(
        pgettext_lazy("chapter", "Taking a version, and until when it is due"),
        (
            _(
                "“Take it” on the desk, or “I look at it” above the form, tells the others of the stage that you have "
                "the version. It locks nothing: a colleague may take it over, and you are told. “Give it back” when "
                "you don't get to it."
            ),
            _(
                "A stage may have a time, counted from when the version came to it. Who has taken the version is told "
                "shortly before the end and at the end; where nobody has, who is on duty, else all of the stage. Late "
                "for as long again, it is told to approving editors and coordinators."
            ),
            _(
                "Points to check are ticked when the stage is passed, and are kept with the approval as they were "
                "worded. “Request changes” sends the version back: say why."
            ),
            _("Administrators compose the stages under Settings: who passes them, their time, their points."),
            _(
                "A stage may be for some kinds of pages, sessions or phases of the congress alone. An article that moves to "
                "another section passes the stages of that section."
            ),
        ),
    ),
    "comparison": Chapter(
        pgettext_lazy("chapter", "Comparing versions"),
        (
            _(
                "“Compare versions”, in the menu of a page, holds any two versions against each other, in one text or "
                "side by side: words, photos with their captions, posts for the channels."
            ),
            _(
                "Ready-made comparisons stand above the form and on the page itself: since your last look, since last "
                "published, since the submission before."
            ),
            _(
                "“I have looked at this version” notes where you are. Saving, passing on and sending back do so, too. "
                "n and p go from change to change."
            ),
        ),
    ),
    "comments": Chapter(
        pgettext_lazy("chapter", "Comments and mentions"),
        (
            _(
                "Comments stand beside the draft, in the editor and under “Comments” in the menu of a page. They "
                "change nothing in the text and cost no approval."
            ),
            _(
                "Mark words and press the button that appears, or Ctrl+Alt+M; on a phone, choose the sign beside the "
                "paragraph. @ and a name tells that colleague, if they may see the draft."
            ),
            _("“Must be resolved before approval” stops the last approval while the comment is open."),
            _(
                "An answer leaves a comment open. Its author or an editor marks it as resolved; its author takes it "
                "back while nobody has answered."
            ),
        ),
    ),
    "duty": Chapter(
        pgettext_lazy("chapter", "Duty roster and stand-ins"),
        (
            _(
                "“Who is on duty”, under Duty, says who is there now and in the next seven days, and who acts for "
                "whom. Coordinators, approving editors and administrators make the roster."
            ),
            _(
                "Before you are away: Duty, Mandates, add one: who acts for you, from when to when, at which stage "
                "(empty: all of yours). Both of you are told. Coordinators and administrators do it for others."
            ),
            _(
                "Who stands in finds the work on their desk, and each act says for whom. At the approval only an "
                "approving editor stands in, and nobody who worked on the version."
            ),
        ),
    ),
    "signoff": Chapter(
        pgettext_lazy("chapter", "The leader's link, and the word by phone"),
        (
            _(
                "“Leaders' word”, in the menu of a page, is for editors and approving editors: choose the leader, and "
                "whether the link goes by e-mail or is copied into Zalo or SMS. The leader needs no account and sees "
                "exactly this version, on a phone too. Only leaders whose address and number a second person has confirmed "
                "can be asked."
            ),
            _(
                "Approving editors and administrators keep the list: Settings → Leaders. Who adds a leader does not confirm them; "
                "a colleague opens the leader there and presses “Confirm the particulars”."
            ),
            _(
                "The code of 8 digits goes another way than the link: on the phone where the link was mailed; by "
                "e-mail, or read out by a colleague, where you copied it. Nobody of us holds both. Without the code "
                "the link shows nothing; typed in, it opens the preview for half an hour, as often as needed."
            ),
            _(
                "A link is good until the hour that stands beside it, and for one decision. When the text changes it "
                "is over, and a leader's approval with it: ask again."
            ),
            _(
                "A change that the leader asks for sends the version back from the leader's stage; elsewhere it "
                "becomes a comment that must be resolved before approval."
            ),
            _(
                "Said by phone, in person, by message or on paper: “Note a leader's approval” with who, when, how, "
                "the very words and a photo of the note. It counts once a colleague who did not work on the version "
                "confirms it."
            ),
        ),
    ),
    "paper": Chapter(
        pgettext_lazy("paper", "Paper for submission"),
        (
            _(
                "“Paper for submission (.docx)”, in the menu of an article, makes a clean .docx of the version that "
                "you choose, on A4: number, seal, small photos, room for the leader's opinion and signature, and the "
                "posts for the channels as an annex."
            ),
            _(
                "It is marked up in that very file, with Word or LibreOffice: “Track changes” on, comments in the "
                "margin. Text that is copied into another file loses the seal and can't be read back."
            ),
            _(
                "Handwriting is not read from a photo or a scan: type it into the same file, under the leader's name, "
                "and bring that."
            ),
            _(
                "“Read it back” proposes each change on its passage, with the name of its author; what was typed "
                "without tracking is found and marked. Comments, and what stands in the room for the opinion, go to "
                "the comments of the article."
            ),
            _(
                "The draft changes only when somebody who may edit the article accepts, one change or all. Who "
                "accepts and who brought the paper have worked on that version: somebody else approves it."
            ),
            _(
                "What has been edited since, or can't be done with a click (paragraphs joined, rows of a table, "
                "pictures), is told: do it by hand."
            ),
            _(
                "A signature on paper is no approval by itself: note it as the leader's word, with a photo of the "
                "signed sheet, and let a colleague confirm it."
            ),
        ),
    ),
    "changes": Chapter(
        pgettext_lazy("chapter", "After publication: slip, update, correction"),
        (
            _(
                "What is public is edited and submitted like a draft. Before you submit it, add a row under “After "
                "publication”: without one it is not taken."
            ),
            _(
                "A slip is a small mistake: one small line for the readers. An update says more than before, with its "
                "hour. A correction says what was wrong and what is right, on top of the article and in the public "
                "list of corrections; who was mailed the article gets it by mail."
            ),
            _(
                "Rows that are public stay as they are. The note, too, is public only with the approval of the new "
                "version."
            ),
        ),
    ),
    "slips": Chapter(
        pgettext_lazy("chapter", "A slip goes a shorter way"),
        (
            _(
                "A slip of a few letters, in five words at most, that touches no name, number, date, office or quotation "
                "needs only the approval, by somebody else. The note above the form says which stages the version passes, "
                "or why it is more than a slip."
            ),
            _(
                "Slips add up: what counts is all that changed since the last version that passed every stage. A word that "
                "is missing, or another word, is an update."
            ),
            _("Administrators may ask for a stage nonetheless, each stage has a field for it."),
        ),
    ),
    "publications": Chapter(
        pgettext_lazy("chapter", "Bringing back, taking back"),
        (
            _(
                "“Publications”, in the menu of a page, is for approving editors and administrators: each version "
                "that was approved, as readers saw it, withdrawn ones too."
            ),
            _(
                "“Bring back” makes an earlier one public at once, word for word, with a reason. Who presses it "
                "worked neither on that version nor on any since."
            ),
            _(
                "“Unpublish” asks for a reason, which stays with the trail, and for a notice, which readers find at "
                "the address. Partners are told to take it back; mails that went out can't be called back."
            ),
        ),
    ),
    "requests": Chapter(
        pgettext_lazy("chapter", "Requests for correction"),
        (
            _(
                "Who asks from outside for a correction is registered under Reports, Requests for correction: who, "
                "how it came, which article, what is said to be wrong, the day of the answer, a scan of the letter."
            ),
            _(
                "An approving editor decides with a reason. The article is corrected under “After publication”; then "
                "an editor writes down what was answered and which publication corrected it."
            ),
            _(
                "What is not answered stands above the form of the article; late, it is told every day. The sender's "
                "name and address are erased some time after the answer."
            ),
        ),
    ),
    "documents": Chapter(
        pgettext_lazy("chapter", "Documents and opinions"),
        (
            _(
                "A section that lists documents takes reports, resolutions and speeches with their full text. “Import a "
                "document”, in the menu of the section, reads number, day, title and headings from a Word file."
            ),
            _(
                "A draft takes opinions on the days that you set beside its session. Readers write in a form; nothing of "
                "it is ever shown."
            ),
            _(
                "What came in stands under Reports, Opinions on drafts: read it, say what became of it, export it. It is "
                "erased after a year, and before where its writer asks for it."
            ),
        ),
    ),
    "emergency": Chapter(
        pgettext_lazy("chapter", "Emergency and after-review"),
        (
            _(
                "Who is on emergency duty publishes or withdraws past the review, with a reason that all editors read "
                "at once. What proofreading stops, it stops in an emergency too."
            ),
            _(
                "Each time an after-review opens, on the desk and under Reports. It is told every day until an "
                "approving editor who neither did it nor worked on the version has looked at it, and writes down what "
                "became of it."
            ),
            _(
                "The report of the month is printed or exported there, and its link comes on the first of the next "
                "month."
            ),
        ),
    ),
    "dossier": Chapter(
        pgettext_lazy("chapter", "The article's life"),
        (
            _(
                "“Dossier”, in the menu of a page, tells its whole life on one page, to be printed: who wrote, who "
                "passed which stage, the approved versions with their seals, where they went, corrections and "
                "withdrawal."
            ),
            _(
                "Whoever may see the draft may read it. Approving editors and administrators find every act of the "
                "newsroom in the trail, under Reports, and the dossiers of deleted pages there."
            ),
        ),
    ),
    "notices": Chapter(
        pgettext_lazy("chapter", "Notices"),
        (
            _(
                "What concerns you stands under Notices in the menu, with the number of unread ones. A notice leads "
                "to where its work is done; who has passed a version on clears it for the others."
            ),
            _(
                "In your account, under Notices, choose what else comes by e-mail or Telegram: at once, collected at "
                "two hours of the day, or never. In quiet hours only what is urgent comes through."
            ),
            _("Telegram is linked there: take a code, and send it to the newsroom's bot within ten minutes."),
        ),
    ),
    "channels": Chapter(
        pgettext_lazy("chapter", "Channels: accounts, posts, places"),
        (
            _(
                "An account is added under Channels → Accounts, with the name that the platform gives it. Its credentials are "
                "entered once: the platform is asked at once, then they are locked away and shown to nobody again. Switch the "
                "account on when it is to get articles; for trying out, add a second one that is for tests only."
            ),
            _(
                "An approval is one for the site and every channel. What the article says on each stands in its menu, under "
                "“What goes out to the channels”, before anybody approves."
            ),
            _(
                "A correction edits the post, a withdrawal takes it back. Where the platform does not allow it, a task stands "
                "under “To be done by hand”; Telegram, for one, deletes nothing after 48 hours. Mails that are out are "
                "followed by another mail."
            ),
            _(
                "What is “outcome unknown” in the ledger may stand there: the connection broke after the post was sent. It is "
                "never sent again by itself. Look at the account and say so; with its link, later corrections find it."
            ),
            _(
                "What somebody has put elsewhere by hand (YouTube, TikTok, a partner's paper) is registered under “Where it "
                "stands”, in the menu of the article: then corrections find it, too."
            ),
            _(
                "Credentials that end are told 14 and 3 days ahead. A platform that wants to be left alone gets its pause by "
                "itself; one that has closed the account is told on the board."
            ),
        ),
    ),
    "front": Chapter(
        pgettext_lazy("chapter", "The front page and photo essays"),
        (
            _(
                "Open the front page in the list of pages and put its zones in order: lead, second leads, sessions, photo essay, "
                "newest articles, documents, sections. Each is unfolded by a click on its name."
            ),
            _(
                "What you leave open fills itself with the newest. A chosen article that is taken back gives way to the next; one "
                "that is not public yet shows once it is, and proofreading says so."
            ),
            _(
                "The arrangement is submitted and approved like an article; “Preview” shows it as readers would see it now. "
                "Articles on it are shown by their own headlines and photos: change those in the article."
            ),
            _(
                "An article becomes a photo essay by its genre. Its photos stand in the order of the text, each with its "
                "caption; at least three. Readers leaf through them by the arrow keys or by swiping."
            ),
        ),
    ),
}
