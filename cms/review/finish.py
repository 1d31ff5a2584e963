"""What Wagtail calls when the last stage is passed. Named in ``WAGTAIL_FINISH_WORKFLOW_ACTION``; imported by
``wagtail.models`` while that is still loading, so nothing of Wagtail may be imported at the top."""

from typing import Any


def seal_on_finish(workflow_state: Any, user: Any = None) -> None:
    """Seals the version that all stages have passed, in the transaction of the last approval."""
    from cms.publication.actions import seal
    from cms.publication.errors import GateError
    from cms.publication.models import Kind
    from cms.trail.record import record

    from .errors import ReviewRefused
    from .rules import check_finish

    passed = check_finish(workflow_state, user)
    page = workflow_state.content_object.specific
    revision = page.latest_draft().latest_revision
    try:
        publication = seal(page, revision=revision, digest=passed.digest, approver=passed.approver, kind=Kind.APPROVAL)
    except GateError as error:
        raise ReviewRefused(str(error), page.pk) from error
    if passed.left_out:
        data = {"publication": publication.number, "stage": list(passed.left_out)}
        record("review.slip_approved", actor=passed.approver, subject=f"page:{page.pk}", data=data)
