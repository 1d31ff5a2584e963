"""Ways round the gate that somebody might try, with what they would have in a shell or by a forged form."""

from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cms.articles.models import ArticlePage
from cms.publication.actions import seal
from cms.publication.models import Kind
from cms.publication.queries import draft_digest

from .steps import ARTICLES, PEOPLE_HERE, STAFF, Steps, newest, page_url
from .writing import form_of


class Attacking(Steps):
    @precondition(lambda self: self.articles)
    @rule(
        who=PEOPLE_HERE,
        number=ARTICLES,
        way=st.sampled_from(["revision", "page", "live flag", "finish", "seal", "installation", "sample", "scheduled"]),
    )
    def publish_in_python(self, who: str, number: int, way: str) -> None:
        page = self.article(number)
        self.act(who, f"publish by {way}", lambda: self._publish(page, who, way), page=page.pk)

    def _publish(self, page: ArticlePage, who: str, way: str) -> None:
        user, revision = self.house.user(who), newest(page)
        if way == "revision":
            revision.publish(user=user, skip_permission_checks=True)
        elif way == "page":
            page.save_revision(user=None).publish(skip_permission_checks=True)
        elif way == "live flag":
            fresh = ArticlePage.objects.get(pk=page.pk)
            fresh.live = True
            fresh.save()
        elif way == "scheduled":
            page.save_revision(user=user, approved_go_live_at=page.latest_revision_created_at)
        elif way == "finish":
            state = page.current_workflow_state or page.get_workflow().start(page, user)
            state.finish(user=user)
        else:
            kind = {"seal": Kind.APPROVAL, "installation": Kind.INSTALLATION, "sample": Kind.SAMPLE}[way]
            if kind == Kind.APPROVAL:
                # The sealing action itself asks for no stages: who calls it in a shell has the database anyway.
                return
            seal(page, revision=revision, digest=draft_digest(page), approver=user, kind=kind)

    @precondition(lambda self: self.articles)
    @rule(who=STAFF, number=ARTICLES, way=st.sampled_from(["publish", "bulk", "live", "convert alias"]))
    def publish_in_the_admin(self, who: str, number: int, way: str) -> None:
        page = self.article(number)
        address, data = page_url("edit", page.pk), form_of(page)
        if way == "bulk":
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
            address, data = f"{address}?next=/quan-tri/&id={page.pk}", {"include_descendants": "on"}
        elif way == "convert alias":
            address, data = page_url("convert_alias", page.pk), {}
        else:
            data |= {"action-publish": "1"} if way == "publish" else {"live": "on"}
        self.post(who, f"publish by {way}", address, data, page=page.pk)
