"""What must be in order before a stage is passed."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.proofreading import check as proofreading
from cms.proofreading.finding import Severity
from cms.publication.story import PhotoBlock, Story

from ..comments.queries import open_comments
from ..errors import ReviewRefused
from .kinds import Clean

if TYPE_CHECKING:
    from ..models import ReviewTask

_SEVERITY = {Clean.DOUBTS: Severity.DOUBT, Clean.STYLE: Severity.STYLE}


def check(stage: "ReviewTask", story: Story, page_id: int) -> None:
    """Raises ``ReviewRefused`` with a sentence that names all that the stage wants to be clean and that isn't."""
    found = unclean(stage, story, page_id)
    if found:
        raise ReviewRefused(
            _("The stage “%(stage)s” can't be passed yet: %(reasons)s")
            % {"stage": stage.name, "reasons": " ".join(found)},
            page_id,
        )


def unclean(stage: "ReviewTask", story: Story, page_id: int) -> list[str]:
    """A sentence for each thing that is not in order."""
    wanted = set(stage.must_be_clean)
    found = []
    if Clean.COMMENTS in wanted and (count := open_comments([page_id]).get(page_id, (0, 0))[0]):
        found.append(
            ngettext("%(count)d comment is still open.", "%(count)d comments are still open.", count) % {"count": count}
        )
    grave = {severity for clean, severity in _SEVERITY.items() if clean in wanted}
    if grave:
        messages = (str(each.message) for each in proofreading.findings(story) if each.severity in grave)
        found += list(dict.fromkeys(messages))
    if Clean.CAPTIONS in wanted and (count := _without_caption(story)):
        found.append(
            ngettext("%(count)d photo has no caption.", "%(count)d photos have no caption.", count) % {"count": count}
        )
    return found


def _without_caption(story: Story) -> int:
    """How many photos are shown without words below them; in the body a block may have words of its own."""
    given = sum(
        1
        for block in story.blocks
        if isinstance(block, PhotoBlock) and block.photo and block.caption and not block.photo.caption
    )
    return sum(1 for photo in story.photos() if not photo.caption) - given
