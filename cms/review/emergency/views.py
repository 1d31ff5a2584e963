"""The pages on which somebody acts in an emergency: apart from every other button, with all that is known on one page."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from cms.proofreading.check import findings
from cms.proofreading.finding import Severity
from cms.publication.errors import GateError
from cms.publication.pages import ReviewedPage
from cms.publication.queries import has_contributed, shelf_of
from cms.publication.story import digest_of
from cms.staff.signed_in import member_of

from ..comments.queries import open_comments
from ..comparison.addresses import OLD, comparison_url
from ..comparison.history import publication_key
from ..errors import ReviewRefused
from ..of_page import OfPageMixin
from . import actions
from .forms import PublishAtOnceForm, WithdrawAtOnceForm
from .permissions import user_can_act_in_emergency


class _AtOnceView(OfPageMixin, FormView):
    """A page for who is on emergency duty, about one page."""

    header_icon = "warning"
    form_class: type[Form]

    @staticmethod
    def may(user: Any, page: ReviewedPage) -> bool:
        return user_can_act_in_emergency(user)

    @property
    def editor(self) -> str:
        """Where one came from: who edits nothing has found the page by its headline."""
        may_edit = self.page.permissions_for_user(self.request.user).can_edit()
        return super().editor if may_edit else reverse("emergency_find")

    def refused(self, sentence: str) -> HttpResponse:
        """The page as it stands now, with the reason that was typed; the rest is looked at and confirmed again."""
        messages.error(self.request, sentence)
        typed = {name: self.request.POST.get(name, "") for name in ("reason", "notice")}
        form = self.form_class(initial={**self.get_initial(), **{name: text for name, text in typed.items() if text}})
        return self.render_to_response(self.get_context_data(form=form))

    def done(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        may_edit = self.page.permissions_for_user(self.request.user).can_edit()
        return redirect(self.editor if may_edit else reverse("review_after:index"))


class PublishAtOnceView(_AtOnceView):
    """Exactly the version that goes out, what differs, what is doubtful; a reason and a phrase."""

    form_class = PublishAtOnceForm
    template_name = "admin/review/emergency/publish.html"
    page_title = pgettext_lazy("emergency", "Publish in an emergency")

    @cached_property
    def version(self) -> ReviewedPage:
        return self.page.latest_draft()

    @cached_property
    def digest(self) -> str:
        return digest_of(self.version.story())

    def get_initial(self) -> dict[str, Any]:
        return {"digest": self.digest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        story = self.version.story()
        shelf = shelf_of(self.page.pk)
        current = shelf.current if shelf else None
        found = findings(story)
        comments = open_comments([self.page.pk]).get(self.page.pk, (0, 0))
        state = self.version.current_workflow_task_state
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "story": story,
            "digest": self.digest,
            "editor": self.editor,
            "shelf": shelf,
            "current": current,
            "same": bool(shelf and shelf.is_public() and current and current.seal == self.digest),
            "comparison": comparison_url(self.page.pk, **{OLD: publication_key(current.number) if current else ""}),
            "stopping": [each for each in found if each.severity is Severity.STOP],
            "doubts": [each for each in found if each.severity is not Severity.STOP],
            "open_comments": comments[0],
            "blocking": comments[1],
            "stage": state.task.name if state else "",
            "contributed": has_contributed(self.request.user, self.page.pk),
        }

    def form_valid(self, form: PublishAtOnceForm) -> HttpResponse:
        sent = form.cleaned_data
        try:
            actions.publish_at_once(
                self.page,
                user=member_of(self.request),
                reason=sent["reason"],
                digest=sent["digest"],
            )
        except (GateError, ReviewRefused) as refusal:
            return self.refused(str(refusal))
        return self.done(_("Published. All editors have been told; somebody else has to look at it afterwards."))


class WithdrawAtOnceView(_AtOnceView):
    """Takes a public page back: a reason for the newsroom, a notice for the readers, a phrase."""

    form_class = WithdrawAtOnceForm
    template_name = "admin/review/emergency/withdraw.html"
    page_title = pgettext_lazy("emergency", "Withdraw in an emergency")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "editor": self.editor,
            "shelf": shelf_of(self.page.pk),
        }

    def form_valid(self, form: WithdrawAtOnceForm) -> HttpResponse:
        sent = form.cleaned_data
        try:
            actions.withdraw_at_once(
                self.page,
                user=member_of(self.request),
                reason=sent["reason"],
                notice=sent["notice"],
            )
        except (GateError, ReviewRefused) as refusal:
            return self.refused(str(refusal))
        return self.done(_("Withdrawn. All editors have been told; somebody else has to look at it afterwards."))
