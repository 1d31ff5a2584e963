"""Paper: printed, marked up outside of the newsroom, read back, and what it proposes accepted or set aside."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cms.articles.models import ArticlePage
from cms.publication.queries import draft_digest
from cms.review.paper import actions
from cms.review.paper.models import ProposedChange
from tests.review.paper.scene import edited, replace

from .house import DESK, PEOPLE
from .oracle.rights import ACCEPT
from .steps import APPROVERS, ARTICLES, HOWS, PEOPLE_HERE, Steps


class Papers(Steps):
    @precondition(lambda self: self.articles)
    @rule(who=PEOPLE_HERE, number=ARTICLES, how=HOWS)
    def bring_paper_back(self, who: str, number: int, how: str) -> None:
        """Which proposes a change of the lede, and makes none."""
        draft, user, word = self.article(number), self.house.user(who), self.word("")
        page = ArticlePage.objects.get(pk=draft.pk)
        printed = self.act(who, "print", lambda: actions.print_paper(page, user), page=page.pk)
        if printed is None or not draft.lede:
            return
        data = edited(printed.data, lambda root: replace(root, draft.lede, f"Sa-pô {word}."))
        if how == "admin":
            file = SimpleUploadedFile("bai.docx", data)
            self.post(
                who, "read back", reverse("review_paper:bring_back", args=[page.pk]), {"file": file}, page=page.pk
            )
        else:
            self.act(who, "read back", lambda: actions.read_back(page, user, "bai.docx", data), page=page.pk)

    @precondition(lambda self: ProposedChange.objects.filter(status="open").exists())
    @rule(who=PEOPLE_HERE, which=ARTICLES, how=HOWS, seen=st.sampled_from(["now", "now", "on paper"]))
    def accept_from_paper(self, who: str, which: int, how: str, seen: str) -> None:
        """``seen``: what stands now, or a version that may be an older one."""
        row = self._proposed(which)
        page = ArticlePage.objects.get(pk=row.reading.paper.page_id)
        digest = draft_digest(page) if seen == "now" else row.reading.paper.digest
        if how == "admin":
            sent = {"digest": digest, "change": [row.pk]}
            self.post(who, ACCEPT, reverse("review_paper:accept", args=[page.pk]), sent, page=page.pk)
        else:
            user = self.house.user(who)
            self.act(who, ACCEPT, lambda: actions.accept(page, user, [row.pk], digest), page=page.pk)

    @precondition(lambda self: ProposedChange.objects.filter(status="open").exists())
    @rule(who=PEOPLE_HERE, which=ARTICLES)
    def set_aside_from_paper(self, who: str, which: int) -> None:
        row = self._proposed(which)
        address = reverse("review_paper:reject", args=[row.reading.paper.page_id])
        self.post(who, "set aside from paper", address, {"change": [row.pk]}, page=row.reading.paper.page_id)

    @precondition(lambda self: self.articles)
    @rule(who=st.sampled_from(list(reversed(PEOPLE))), number=ARTICLES)
    def anybody_accepts(self, who: str, number: int) -> None:
        """A paper has just come back, and this one takes its change in."""
        self.bring_paper_back("editor", number, "python")
        if newest := ProposedChange.objects.filter(status="open").count():
            self.accept_from_paper(who, newest - 1, "python", "now")

    @precondition(lambda self: self.articles)
    @rule(who=APPROVERS, number=ARTICLES)
    def accept_and_approve(self, who: str, number: int) -> None:
        """After the desk: by an approving editor, who then tries to approve what is now own work too."""
        page = self.article(number)
        if self.waits(page) is None:
            self._submit(page, "reporter2", "python")
        if (state := self.waits(page)) and state.task.name == DESK:
            self._decide(self.article(number), state, "editor2", "approve", "task")
        self.anybody_accepts(who, number)
        for decides in ("approver", who):
            if state := self.waits(page):
                self._decide(self.article(number), state, decides, "approve", "task")

    def _proposed(self, which: int) -> ProposedChange:
        rows = ProposedChange.objects.filter(status="open").select_related("reading__paper").order_by("pk")
        return rows[which % rows.count()]
