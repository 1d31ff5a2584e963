"""A leader's word: asked for by a link, decided with a code, revoked; or noted by one member and confirmed by another."""

from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cms.articles.models import ArticlePage
from cms.review.signoff import actions, attest
from cms.review.signoff.models import Attestation, SignoffRequest

from .house import LEADER
from .oracle import require
from .oracle.rights import BY_WORD, LEADER_DECIDES
from .publishing import LONGEST
from .steps import ARTICLES, HOWS, PEOPLE_HERE, Steps

ASKERS = st.sampled_from(["editor", "editor2", "approver", "chief"])
DECISIONS = st.sampled_from(["approve", "approve", "change", "comment"])
_, CONFIRM, CARRY_ON = BY_WORD


class Leading(Steps):
    @precondition(lambda self: self.articles)
    @rule(who=ASKERS | PEOPLE_HERE, number=ARTICLES, leader=st.integers(0, 1))
    def ask_a_leader(self, who: str, number: int, leader: int) -> None:
        page = ArticlePage.objects.get(pk=self.article(number).pk)
        user, whom = self.house.user(who), self.house.leaders[leader]
        made = self.act(who, "ask a leader", lambda: actions.ask(page, user, whom, "copied"), page=page.pk)
        if made:
            self.links[made[0].pk] = (made[1], "")

    @precondition(lambda self: self.links)
    @rule(who=ASKERS | PEOPLE_HERE, which=ARTICLES)
    def make_a_code(self, who: str, which: int) -> None:
        if (row := self._link(which)) is not None:
            user = self.house.user(who)
            made = self.act(who, "make a code", lambda: actions.make_code(row, user, "screen"), page=row.page_id)
            if made:
                self.links[row.pk] = (self.links[row.pk][0], made)

    @precondition(lambda self: self.links)
    @rule(which=ARTICLES, decision=DECISIONS, code=st.sampled_from(["right", "right", "wrong", "none"]))
    def leader_decides(self, which: int, decision: str, code: str) -> None:
        """Looking at it first, which uses up nothing."""
        row = self._link(which)
        if row is None:
            return
        token, right = self.links[row.pk]
        address = reverse("signoff_page", args=[token])
        self.act("", "open a link", lambda: self.house.client("").get(address), page=row.page_id)
        require(
            SignoffRequest.objects.filter(pk=row.pk).values().get() == _values(row), f"looking changed link {row.pk}"
        )
        right = right if code == "right" else ""
        typed = right or ("00000000" if code == "wrong" else "")
        what = f"{LEADER_DECIDES}{row.pk}" if right else "guess a code"
        data = {"decision": decision, "words": "Xem lại số liệu.", "code": typed}
        self.post("", what, address, data, page=row.page_id)

    @precondition(lambda self: self.links)
    @rule(who=PEOPLE_HERE, which=ARTICLES, how=HOWS)
    def revoke(self, who: str, which: int, how: str) -> None:
        row = self._link(which)
        if row is None:
            return
        if how == "admin":
            self.post(who, "revoke", reverse("signoff:revoke", args=[row.pk]), {}, page=row.page_id)
        else:
            user = self.house.user(who)
            self.act(who, "revoke", lambda: actions.revoke(row, user), page=row.page_id)

    @precondition(lambda self: self.articles)
    @rule(who=ASKERS | PEOPLE_HERE, number=ARTICLES, leader=st.integers(0, 1), how=HOWS)
    def note_a_word(self, who: str, number: int, leader: int, how: str) -> None:
        page = ArticlePage.objects.get(pk=self.article(number).pk)
        whom, now = self.house.leaders[leader], timezone.now()
        if how == "admin":
            said_at = f"{timezone.localtime(now):%Y-%m-%dT%H:%M}"
            data = {"leader": whom.pk, "how": "phone", "said_at": said_at, "words": "Đồng ý."}
            self.post(who, "note a word", reverse("signoff:attest", args=[page.pk]), data, page=page.pk)
        else:
            user = self.house.user(who)
            told = {"said_at": now, "how": "phone", "words": "Đồng ý."}
            self.act(who, "note a word", lambda: attest.attest(page, user, whom, **told), page=page.pk)

    @precondition(lambda self: Attestation.objects.exists())
    @rule(who=ASKERS | PEOPLE_HERE, which=ARTICLES, how=HOWS, refuse=st.booleans())
    def confirm_or_refuse(self, who: str, which: int, how: str, refuse: bool) -> None:
        rows = list(Attestation.objects.order_by("pk"))
        row = rows[which % len(rows)]
        if how == "admin":
            address = reverse(f"signoff:{'refuse' if refuse else 'confirm'}", args=[row.pk])
            self.post(who, CONFIRM, address, {"reason": "Không đúng."}, page=row.page_id)
        else:
            user = self.house.user(who)
            do = (lambda: attest.refuse(row, user, "Không đúng.")) if refuse else (lambda: attest.confirm(row, user))
            self.act(who, CONFIRM, do, page=row.page_id)

    @precondition(lambda self: self.articles)
    @rule(who=ASKERS, number=ARTICLES)
    def note_and_confirm(self, who: str, number: int) -> None:
        """One is both: the recorder and who confirms."""
        self.note_a_word(who, number, 0, "python")
        if last := Attestation.objects.order_by("-pk").first():
            user = self.house.user(who)
            self.act(who, CONFIRM, lambda: attest.confirm(last, user), page=last.page_id)

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES)
    def guess(self, number: int) -> None:
        """Somebody who has the link has no code that fits."""
        self.ask_a_leader("editor", number, 0)
        if self.links:
            self.make_a_code("approver2", len(self.links) - 1)
            self.leader_decides(len(self.links) - 1, "approve", "wrong")

    @precondition(lambda self: self.articles and self.minutes < LONGEST)
    @rule(number=ARTICLES)
    def decide_too_late(self, number: int) -> None:
        """The link was good for an hour; the code fits."""
        self.ask_a_leader("editor", number, 0)
        if self.links:
            self.make_a_code("approver2", len(self.links) - 1)
            self.time_passes(90, "worker")
            self.leader_decides(len(self.links) - 1, "approve", "right")

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES)
    def decide_on_another_text(self, number: int) -> None:
        """The text changes between the question and the answer."""
        self.ask_a_leader("editor", number, 0)
        if self.links:
            self.make_a_code("approver2", len(self.links) - 1)
            self.edit("reporter", number, "python", "lede")
            self.leader_decides(len(self.links) - 1, "approve", "right")

    @precondition(lambda self: self.articles)
    @rule(number=ARTICLES, by_link=st.booleans())
    def word_of_a_leader(self, number: int, by_link: bool) -> None:
        """As it should go: at the leader's stage, in two pairs of hands."""
        page = self.article(number)
        state = self.waits(page)
        if state is None or state.task.name != LEADER:
            return
        if by_link:
            self.ask_a_leader("editor", number, 0)
            self.make_a_code("approver2", len(self.links) - 1)
            self.leader_decides(len(self.links) - 1, "approve", "right")
        else:
            self.note_a_word("editor", number, 0, "python")
            self.confirm_or_refuse("approver2", Attestation.objects.count() - 1, "python", False)

    @precondition(lambda self: self.articles)
    @rule(who=ASKERS | PEOPLE_HERE, number=ARTICLES)
    def carry_on(self, who: str, number: int) -> None:
        page = self.article(number)
        self.post(who, CARRY_ON, reverse("signoff:carry_on", args=[page.pk]), {}, page=page.pk)

    def _link(self, which: int) -> SignoffRequest | None:
        """One of the links whose secret the machine has; None where its page is gone."""
        keys = sorted(self.links)
        return SignoffRequest.objects.filter(pk=keys[which % len(keys)]).first() if keys else None


def _values(row: SignoffRequest) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
