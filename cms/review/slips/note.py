"""What a declared slip has to pass, above the form: fewer stages, or all of them and why."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.articles.models import ArticlePage
from cms.publication.pages import ReviewedPage

from ..stages.about import about_version, newest_revision
from ..stages.line import active_stages, stages_for
from .standing import slip_of


def slip_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """Which stages a draft passes that is declared as a slip, or why it is more than one; empty for every other draft."""
    slip = slip_of(newest_revision(page.pk)) if isinstance(page, ArticlePage) else None
    workflow = page.get_workflow() if slip else None
    if slip is None or workflow is None:
        return mark_safe("")
    stages = active_stages(workflow)
    version = about_version(page.story_kind, page.pk, stages)
    context = {"slip": slip, "stages": [stage.name for stage in stages_for(stages, version)]}
    return render_to_string("admin/review/slips/note.html", context, request=request)
