"""Pages of the admin that differ from Wagtail's, or that it has not."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.documents.views.documents import DeleteView as DocumentDeleteView
from wagtail.documents.views.documents import UsageView as DocumentUsageView
from wagtail.images.views.images import DeleteView as ImageDeleteView
from wagtail.images.views.images import UsageView as ImageUsageView

from cms.staff.signed_in import member_of

from . import actions, queries
from .models import Photo
from .permissions import user_can_withdraw_rights
from .receivers import in_use_sentence


class _KeepsWhatIsUsed:
    """Says in a sentence why a file can't be deleted, where Wagtail would only say that something is forbidden."""

    object: Any
    edit_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if queries.is_in_use(self.object):
            messages.error(request, in_use_sentence(self.object))
            return redirect(self.edit_name, self.object.pk)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PhotoDelete(_KeepsWhatIsUsed, ImageDeleteView):
    edit_name = "wagtailimages:edit"


class PaperDelete(_KeepsWhatIsUsed, DocumentDeleteView):
    edit_name = "wagtaildocs:edit"


class _NamesPublicPages:
    """Where a file is used: the name of a page that everybody may read is no secret to who may not edit it."""

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        table = super().get_table(object_list, **kwargs)  # type: ignore[misc]
        for row in table.data:
            if row["edit_url"] is None and getattr(row["object"], "live", False):
                row["label"] = str(row["object"])
        return table


class PhotoUsage(_NamesPublicPages, ImageUsageView):
    pass


class PaperUsage(_NamesPublicPages, DocumentUsageView):
    pass


class RightsForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Only the newsroom sees this."),
        error_messages={"required": gettext_lazy("Please say why the photo must not be shown any more.")},
    )


class WithdrawRights(WagtailAdminTemplateMixin, FormView):
    """Asks for a reason, says which pages are concerned, and takes the photo down."""

    template_name = "media/withdraw_rights.html"
    form_class = RightsForm
    page_title = gettext_lazy("Take the photo down")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        photo = Photo.objects.filter(pk=kwargs["image_id"]).first()
        if photo is None or not user_can_withdraw_rights(request.user, photo):
            raise PermissionDenied
        self.photo = photo
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.photo.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailimages:index"), "label": capfirst(Photo._meta.verbose_name_plural)},
            {"url": reverse("wagtailimages:edit", args=[self.photo.pk]), "label": self.photo.title},
            {"url": "", "label": self.page_title, "sublabel": self.photo.title},
        ]

    def form_valid(self, form: RightsForm) -> HttpResponse:
        actions.withdraw_rights(self.photo, member_of(self.request), form.cleaned_data["reason"])
        messages.success(self.request, _("The photo is not shown any more."))
        return redirect("wagtailimages:edit", self.photo.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["photo"] = self.photo
        context["page_count"] = len(queries.public_pages_with(self.photo))
        context["edit_url"] = reverse("wagtailimages:edit", args=[self.photo.pk])
        return context
