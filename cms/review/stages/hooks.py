from django.urls import include, path
from django.urls.resolvers import URLResolver
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks

from . import views


@hooks.register("insert_editor_js")
def form_of_the_note() -> SafeString:
    """The form that the buttons of the note belong to: no form may stand within the editor's own."""
    return mark_safe('<form id="stage-claim" method="post" hidden></form>')


@hooks.register("register_admin_urls")
def stage_urls() -> list[URLResolver]:
    patterns = [
        path("<int:state_id>/nhan/", views.claim, name="claim"),
        path("<int:state_id>/tra/", views.release, name="release"),
    ]
    return [path("khau/", include((patterns, "review_stages")))]
