"""Comments, and whether those that have to be resolved stop the approval."""

from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cms.articles.models import ArticlePage
from cms.review.comments.actions import make_comment
from cms.review.comments.models import Comment

from .steps import APPROVERS, ARTICLES, PEOPLE_HERE, Steps


class Talking(Steps):
    @precondition(lambda self: self.articles)
    @rule(who=PEOPLE_HERE, number=ARTICLES, blocking=st.booleans(), how=st.sampled_from(["admin", "python"]))
    def comment(self, who: str, number: int, blocking: bool, how: str) -> None:
        page = ArticlePage.objects.get(pk=self.article(number).pk)
        word = self.word(who)
        if how == "admin":
            data = {"text": f"Kiểm tra {word}.", **({"blocking": "1"} if blocking else {})}
            self.post(who, "comment", reverse("review_comments:make", args=[page.pk]), data, page=page.pk)
        else:
            user = self.house.user(who)
            self.act(
                who, "comment", lambda: make_comment(page, user, f"Kiểm tra {word}.", blocking=blocking), page=page.pk
            )
        self._count()

    @precondition(lambda self: Comment.objects.exists())
    @rule(who=PEOPLE_HERE, which=st.integers(0, 5), act=st.sampled_from(["answer", "resolve", "reopen", "delete"]))
    def turn_comment(self, who: str, which: int, act: str) -> None:
        comments = list(Comment.objects.order_by("pk"))
        comment = comments[which % len(comments)]
        address = reverse(f"review_comments:{act}", args=[comment.pk])
        self.post(who, f"{act} comment", address, {"text": "Đã xem."}, page=comment.page_id)
        self._count()

    def _count(self) -> None:
        """Comments are rows that nothing but these steps changes: their number is that of the rows."""
        self.oracle.blocking.clear()
        for page_id in Comment.objects.filter(blocking=True, resolved_at=None).values_list("page_id", flat=True):
            self.oracle.blocking[page_id] += 1

    @precondition(lambda self: self.articles)
    @rule(who=APPROVERS, number=ARTICLES)
    def approve_over_a_comment(self, who: str, number: int) -> None:
        self.comment("editor", number, True, "python")
        self.all_the_way(number)
