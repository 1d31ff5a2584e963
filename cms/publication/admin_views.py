"""Taking pages back in the admin: Wagtail's views ask for no reason, and have nothing to tell the readers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from . import actions
from .forms import BulkWithdrawalForm, WithdrawalForm


class WithdrawView(UnpublishView):
    template_name = "admin/publication/withdraw.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form = WithdrawalForm(request.POST if request.method == "POST" else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def unpublish(self) -> None:
        actions.withdraw_together(
            self.objects_to_unpublish,
            user=self.request.user,
            subpages="include_descendants" in self.request.POST,
            **self.form.cleaned_data,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)


class WithdrawTogether(UnpublishBulkAction):
    """One reason and one notice for all chosen pages."""

    template_name = "admin/publication/withdraw_together.html"
    form_class = BulkWithdrawalForm

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user, **self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        subpages = kwargs.pop("include_descendants")
        taken_back = actions.withdraw_together(objects, subpages=subpages, **kwargs)
        return len(objects), len(taken_back - {page.pk for page in objects})


class ReviewedPageViewSet(PageViewSet):
    """Wagtail's views for pages of every type, but for the one that takes a page back."""

    unpublish_view_class = WithdrawView
