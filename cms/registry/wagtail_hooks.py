from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from cms.publication.proposals import waiting_for

from .admin.viewsets import RegistryGroup
from .models import Person
from .models.base import Entry
from .protection import why_kept
from .queries import shared_single_offices

register_snippet(RegistryGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def point_out_shared_offices(request: HttpRequest, instance: Any) -> None:
    """An office for one person that two hold on the same day may be right (a handover) or wrong; an editor decides."""
    if not isinstance(instance, Person):
        return
    for own, other in shared_single_offices(instance):
        messages.warning(
            request,
            _("%(other)s also holds “%(office)s” at that time (%(span)s). Please check the days of both.")
            % {"other": other.person.name, "office": own.office.title, "span": other.span},
        )


@hooks.register("after_edit_snippet")
def say_how_many_follow(request: HttpRequest, instance: Any) -> None:
    """Where many pages show the entry their new versions come a little later: nobody shall look for them in vain."""
    if isinstance(instance, Entry) and (count := waiting_for(request.user.pk)):
        sentence = _(
            "%(count)d pages show this entry. Where readers would see a change, a new version is being opened, to be reviewed."
        )
        messages.info(request, sentence % {"count": count})


@hooks.register("before_delete_snippet")
def keep_what_is_in_use(request: HttpRequest, instances: list[Any]) -> HttpResponseBase | None:
    """Single and bulk deletion both ask here first, so the refusal is a sentence and nothing is half deleted."""
    kept = [sentence for entry in instances if isinstance(entry, Entry) and (sentence := why_kept(entry))]
    for sentence in kept:
        messages.error(request, sentence)
    return redirect(type(instances[0]).snippet_viewset.get_url_name("list")) if kept else None
