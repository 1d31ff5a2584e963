"""A stage that is only for versions with a post for certain channels."""

import pytest

from cms.articles.models import SectionPage
from cms.channels.models import Account
from cms.review.shape import why_unfit
from cms.review.stages.kinds import StageKind
from cms.review.stages.when import when
from cms.staff.models import User
from cms.staff.roles import Role
from tests.channels.rules.conftest import a_rule
from tests.factories.newsroom import decide, draft, make_user, shelf, submit

from .scene import APPROVAL, add_stage, stage_named, stands_at

pytestmark = pytest.mark.django_db


def test_only_what_goes_to_the_channel_passes_the_stage(section: SectionPage, author: User, approver: User) -> None:
    stage = add_stage("Duyệt kênh", StageKind.PROTOCOL, Role.CHANNEL_MANAGER, before=APPROVAL, channels=["telegram"])
    assert "Telegram" in when(stage)

    def after_the_desk(title: str):
        page = submit(draft(section, author, title=title), author)
        decide(page, make_user(Role.EDITOR))
        return page

    assert stands_at(after_the_desk("Chưa có tài khoản")) == APPROVAL
    Account.objects.create(channel="telegram", name="Kênh", address="@kenh", active=True)
    page = after_the_desk("Có bài đăng")
    assert stands_at(page) == "Duyệt kênh"
    decide(page, make_user(Role.CHANNEL_MANAGER))
    decide(page, approver)
    assert shelf(page).is_public()
    a_rule(sessions=["opening"])
    assert stands_at(after_the_desk("Không thuộc diện")) == APPROVAL


def test_a_channels_stage_can_not_be_the_last(section: SectionPage) -> None:
    add_stage("Duyệt kênh", StageKind.PROTOCOL, Role.CHANNEL_MANAGER, channels=["telegram"])
    reason = why_unfit(stage_named(APPROVAL).workflow_tasks.get().workflow)
    assert reason is not None and "Telegram" in reason
