"""What a declared slip has to pass, above the form: fewer stages, or all of them and why."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.articles.models import ArticlePage
from cms.publication.pages import ReviewedPage

from ..slips.standing import declares_slip
from .about import about_revision, newest_revision
from .line import active_stages, stages_for


def slip_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """Which stages a draft passes that is declared as a slip, or why it is more than one; empty for every other draft."""
    revision = newest_revision(page.pk) if isinstance(page, ArticlePage) else None
    workflow = page.get_workflow() if revision is not None and declares_slip(revision.content) else None
    if workflow is None:
        return mark_safe("")
    stages = active_stages(workflow)
    version = about_revision(page.story_kind, revision, stages)
    if version.slip is None:
        return mark_safe("")
    context = {"slip": version.slip, "stages": [stage.name for stage in stages_for(stages, version)]}
    return render_to_string("admin/review/slips/note.html", context, request=request)
