"""What who is on emergency duty does past the review, what others try to, and the look afterwards by somebody else."""

from functools import partial

from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cms.articles.models import ArticlePage
from cms.publication.models import Kind
from cms.publication.queries import draft_digest
from cms.review.emergency import actions
from cms.review.emergency.models import AfterReview

from .oracle.rights import AT_ONCE
from .steps import APPROVERS, ARTICLES, HOWS, HOWS_PYTHON_FIRST, PEOPLE_HERE, STAFF, Steps

WHY = "Bản đang công khai gây hiểu nhầm cho người dân."
ON_DUTY = st.sampled_from(["on duty", "chief on duty"])
TRIES = ON_DUTY | PEOPLE_HERE


class Emergencies(Steps):
    @precondition(lambda self: self.articles)
    @rule(who=TRIES, number=ARTICLES, how=HOWS, reason=st.sampled_from([WHY, WHY, "Gấp."]))
    def publish_at_once(self, who: str, number: int, how: str, reason: str) -> None:
        page = ArticlePage.objects.get(pk=self.article(number).pk)
        digest = draft_digest(page)
        if how == "admin":
            data = {"reason": reason, "confirmed": "phát hành ngay", "digest": digest}
            self.post(who, f"{AT_ONCE}publish", reverse("emergency_publish", args=[page.pk]), data, page=page.pk)
        else:
            user = self.house.user(who)
            self.act(
                who,
                f"{AT_ONCE}publish",
                lambda: actions.publish_at_once(page, user=user, reason=reason, digest=digest),
                page=page.pk,
            )

    @precondition(lambda self: self.articles)
    @rule(who=TRIES, number=ARTICLES, how=HOWS)
    def take_back_at_once(self, who: str, number: int, how: str) -> None:
        page = ArticlePage.objects.get(pk=self.article(number).pk)
        word = self.word("")
        self.oracle.notices.add(word)
        words = {"reason": WHY, "notice": f"Bài đang được kiểm tra lại {word}."}
        if how == "admin":
            data = {**words, "confirmed": "gỡ ngay"}
            self.post(who, f"{AT_ONCE}withdraw", reverse("emergency_withdraw", args=[page.pk]), data, page=page.pk)
        else:
            user = self.house.user(who)
            self.act(
                who, f"{AT_ONCE}withdraw", lambda: actions.withdraw_at_once(page, user=user, **words), page=page.pk
            )

    @precondition(lambda self: AfterReview.objects.filter(closed_at=None).exists())
    @rule(who=APPROVERS | TRIES, which=ARTICLES, how=HOWS)
    def look_afterwards(self, who: str, which: int, how: str) -> None:
        open_ones = list(AfterReview.objects.filter(closed_at=None).order_by("pk"))
        row = open_ones[which % len(open_ones)]
        for outcome in actions.OUTCOMES[AfterReview.Act(row.act)]:
            told = {"outcome": outcome.value, "note": "Đã đối chiếu với biên bản."}
            if how == "admin":
                self.post(who, "look afterwards", reverse("review_after:detail", args=[row.pk]), told)
            else:
                self.act(who, "look afterwards", partial(actions.close, row, user=self.house.user(who), **told))

    @precondition(lambda self: self.articles)
    @rule(who=STAFF, number=ARTICLES, how=HOWS_PYTHON_FIRST)
    def look_at_what_was_just_done(self, who: str, number: int, how: str) -> None:
        self.publish_at_once("on duty", number, "python", WHY)
        if AfterReview.objects.filter(closed_at=None).exists():
            self.look_afterwards(who, 0, how)

    @precondition(lambda self: self.articles)
    @rule(who=TRIES, number=ARTICLES, reason=st.sampled_from(["", WHY]))
    def seal_as_an_emergency(self, who: str, number: int, reason: str) -> None:
        """The door of the gate itself, past the room of emergencies."""
        from cms.publication.actions import seal

        page, user = self.article(number), self.house.user(who)
        revision, digest = page.latest_revision, draft_digest(page)
        self.act(
            who,
            f"{AT_ONCE}seal",
            lambda: seal(page, revision=revision, digest=digest, approver=user, kind=Kind.EMERGENCY, reason=reason),
            page=page.pk,
        )
