"""The findings beside an open page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms.publication.pages import ReviewedPage

from .check import findings
from .finding import Severity


def findings_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """What proofreading finds in the page as it stands."""
    found = findings(page.story())
    context = {"findings": found, "stopped": any(finding.severity is Severity.STOP for finding in found)}
    return render_to_string("admin/proofreading/findings.html", context, request=request)
