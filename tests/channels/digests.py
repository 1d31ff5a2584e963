"""Digests on their way: drawn up by rule, finished by a person, approved."""

import datetime as dt

import time_machine

from cms.channels.digests.actions import draw_up_now
from cms.channels.digests.rhythm import Rhythm
from cms.channels.models import DigestPage
from cms.staff.models import User
from tests.factories import newsroom
from tests.factories.channels import Desk, make_manager


def drawn_up(watch: time_machine.Traveller, rhythm: Rhythm = Rhythm.DAILY) -> DigestPage | None:
    watch.shift(dt.timedelta(minutes=5))
    return draw_up_now(rhythm, make_manager())


def finish(page: DigestPage, user: User, opening: str = "Hôm nay có tin mới.") -> DigestPage:
    page = page.latest_draft()
    page.opening = opening
    page.save_revision(user=user, log_action=True)
    return page


def approve(page: DigestPage, desk: Desk) -> DigestPage:
    newsroom.submit(page, desk.reporter)
    pass_stage(page, desk.editor)
    pass_stage(page, desk.approver)
    return DigestPage.objects.get(pk=page.pk)


def pass_stage(page: DigestPage, user: User) -> None:
    state = DigestPage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")
