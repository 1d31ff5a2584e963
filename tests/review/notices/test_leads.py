"""Each notice leads to where its work is done, and whom it is told to may go there."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.channels.digests.actions import draw_up
from cms.channels.digests.rhythm import Rhythm
from cms.channels.models import Account
from cms.publication.actions import withdraw
from cms.publication.queries import draft_digest
from cms.review.comments.actions import make_comment
from cms.review.emergency.actions import publish_at_once
from cms.review.emergency.models import AfterReview
from cms.review.notices import kinds
from cms.review.notices.door import notify
from cms.review.notices.models import Notice
from cms.review.requests.actions import register
from cms.review.requests.models import CorrectionRequest
from cms.staff.models import User
from cms.staff.roles import Role
from cms.text.dates import today
from tests.factories.newsroom import draft, make_user, published, sign_in, submit

pytestmark = pytest.mark.django_db

EDITOR, DESK, LEADERS, COMMENTS = "wagtailadmin_pages:edit", "review_duty:now", "signoff:list", "review_comments:list"
AFTER, REQUEST = "review_after:detail", "correction_requests:detail"


class Told(NamedTuple):
    """Which of the members hear of a kind, about what, and the screen to which it leads each."""

    roles: str
    about: str
    screen: str
    of_reporters: str = ""


LEADS = {
    "waiting": Told("e", "waiting", EDITOR),
    "sent_back": Told("r", "waiting", EDITOR),
    "claim_taken": Told("e", "waiting", EDITOR),
    "due_soon": Told("e", "waiting", EDITOR),
    "overdue": Told("e", "waiting", EDITOR),
    "escalated": Told("ea", "waiting", EDITOR),
    "stand_in_given": Told("ea", "mandate", DESK),
    "stand_in_ended": Told("ea", "mandate", DESK),
    "taken_back": Told("e", "waiting", EDITOR),
    "scheduled": Told("re", "waiting", EDITOR),
    "published": Told("re", "public", EDITOR),
    "unscheduled": Told("rea", "waiting", EDITOR),
    "go_live_failed": Told("a", "waiting", EDITOR),
    "withdrawn": Told("rea", "gone", EDITOR),
    "rolled_back": Told("rea", "public", EDITOR),
    "expired": Told("rea", "gone", EDITOR),
    "proposed": Told("e", "proposed", EDITOR),
    "delivery_unknown": Told("h", "public", "channel_ledger:index"),
    "delivery_refused": Told("h", "public", "channel_ledger:index"),
    **dict.fromkeys(("digest_drawn_up", "digest_entry_lost"), Told("eh", "digest", EDITOR)),
    "follow_up_opened": Told("h", "public", "channels_tasks"),
    "queue_stuck": Told("h", "platform", "channels_board"),
    **dict.fromkeys(("renewal_failed", "credentials_expire"), Told("h", "platform", "channels_credentials")),
    "account_closed": Told("h", "platform", "channel_accounts:edit"),
    "post_held": Told("h", "public", "channels_preview"),
    **dict.fromkeys(
        ("comment_mention", "comment_made", "comment_blocking", "comment_answered", "comment_resolved", "comment_reopened"),
        Told("repd", "comment", COMMENTS),
    ),
    **dict.fromkeys(("emergency_published", "emergency_withdrawn"), Told("readm", "after", AFTER, EDITOR)),
    **dict.fromkeys(("after_review_open", "after_review_late"), Told("am", "after", AFTER)),
    "after_review_closed": Told("rd", "after", AFTER, EDITOR),
    "emergency_month": Told("am", "month", "review_after:month"),
    "paper_read": Told("re", "waiting", "review_paper:paper"),
    **dict.fromkeys(
        ("leader_approved", "leader_commented", "leader_word_ended", "leader_link_locked"), Told("ea", "waiting", LEADERS)
    ),
    "leader_asks_change": Told("re", "comment", COMMENTS),
    **dict.fromkeys(("attestation_to_confirm", "attestation_confirmed", "attestation_refused"), Told("ea", "waiting", LEADERS)),
    "request_registered": Told("a", "request", REQUEST),
    **dict.fromkeys(
        ("request_assigned", "request_decided", "request_answered", "request_due", "request_late"),
        Told("ea", "request", REQUEST),
    ),
    "opinions_came": Told("ea", "opinions", "opinions:index"),
    "telegram_linked": Told("r", "account", "notices:telegram"),
    "telegram_lost": Told("r", "account", "wagtailadmin_account"),
}  # fmt: skip
"""By a letter a role: reporter, editor, approving editor, photo editor, channel manager (h), emergency duty, administrator (m)."""

ROLES = {
    "r": Role.REPORTER, "e": Role.EDITOR, "a": Role.APPROVING_EDITOR, "p": Role.PHOTO_EDITOR, "h": Role.CHANNEL_MANAGER,
    "d": Role.EMERGENCY, "m": Role.ADMINISTRATOR, "c": Role.COORDINATOR,
}  # fmt: skip


@pytest.fixture
def members() -> dict[str, User]:
    return {letter: make_user(role) for letter, role in ROLES.items()}


@pytest.fixture
def about(section: SectionPage, members: dict[str, User]) -> dict[str, dict[str, Any]]:
    """What a notice holds, by what it is about; each of the things is there."""
    author, editor, approver = (members[letter] for letter in "rea")
    waiting = submit(draft(section, author, title="Đang chờ"), author)
    public = published(section, author, editor, approver, title="Đã đăng")
    gone = published(section, author, editor, approver, title="Đã gỡ")
    withdraw(ArticlePage.objects.get(pk=gone.pk), user=approver, reason="Nhầm", notice="Bài đã gỡ.")
    urgent = draft(section, author, title="Khẩn")
    publish_at_once(urgent, user=members["d"], reason="Lũ về trong đêm.", digest=draft_digest(urgent))
    comment = make_comment(waiting.latest_draft(), editor, "Nguồn ở đâu?")
    fields = {
        "way": CorrectionRequest.Way.LETTER,
        "received_on": today(),
        "due_on": today(),
        "claim": "Sai.",
        "asked": "Sửa.",
    }
    request = register(
        user=editor, sender={"name": "Ông Thử"}, page_id=public.pk, headline=public.title, address="", assigned_to=editor, **fields
    )  # fmt: skip
    now = timezone.now().isoformat()
    stage = {"stage": "Biên tập", "at": now}
    digest = draw_up(Rhythm.DAILY, timezone.now())
    platform = Account.objects.create(channel="telegram", name="Kênh thử", address="@thu")
    return {
        "waiting": {"page": waiting, **stage},
        "public": {"page": public, "channels": []},
        "gone": {"page": gone},
        "opinions": {"page": public, "title": public.title, "count": 1},
        "proposed": {"pages": [public.pk, waiting.pk]},
        "comment": {"page": waiting, "comment": comment.pk},
        "after": {"page": urgent, "after_review": AfterReview.objects.get().pk},
        "month": {"month": f"{today():%m/%Y}", "key": f"{today():%Y-%m}"},
        "request": {"requests": [[request.pk, request.headline]]},
        "mandate": {"from": now, "until": now, "absent": "Hân", "stand_in": "Nguyệt"},
        "account": {"account": "@thu"},
        "digest": {"page": digest},
        "platform": {"account": platform.pk, "title": platform.name, "trouble": "HTTP 401", "until": now},
    }


def _told(members: dict[str, User], about: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Tells each kind; gives it with the letter of whom it is told to and the screen."""
    Notice.objects.all().delete()
    for code, told in LEADS.items():
        recipients = [members[letter] for letter in told.roles]
        assert notify(code, recipients, **about[told.about]) == {user.pk for user in recipients}, code
        for letter in told.roles:
            yield code, letter, told.of_reporters if letter == "r" and told.of_reporters else told.screen


def test_each_notice_leads_to_where_its_work_is_done(
    members: dict[str, User], about: dict[str, dict[str, Any]]
) -> None:
    assert set(LEADS) == set(kinds.codes())
    clients = {letter: sign_in(Client(), user) for letter, user in members.items()}
    seen: set[tuple[str, str]] = set()
    for code, letter, screen in _told(members, about):
        notice = Notice.objects.get(kind=code, recipient=members[letter])
        target = clients[letter].get(reverse("notices:open", args=[notice.pk])).headers["Location"]
        assert resolve(target.partition("?")[0].partition("#")[0]).view_name == screen, (code, letter, target)
        if (letter, target) not in seen:
            assert clients[letter].get(target).status_code == 200, (code, letter, target)
            seen.add((letter, target))


def test_a_coordinator_hears_that_a_version_is_stuck_and_finds_who_is_on_duty(
    members: dict[str, User], about: dict[str, dict[str, Any]]
) -> None:
    notify("escalated", [members["c"]], **about["waiting"])
    notice = Notice.objects.get(kind="escalated", recipient=members["c"])
    answer = sign_in(Client(), members["c"]).get(reverse("notices:open", args=[notice.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse(DESK)
    assert answer.status_code == 200


def test_a_changed_fact_leads_from_page_to_page(members: dict[str, User], about: dict[str, dict[str, Any]]) -> None:
    """The notice of several pages leads to the first whose new version nobody has submitted yet."""
    public, waiting = (ArticlePage.objects.get(pk=pk) for pk in about["proposed"]["pages"])
    public.lede = "Tên mới của chủ đề."
    public.save_revision(user=members["e"])
    notify("proposed", [members["e"]], **about["proposed"])
    notice, client = Notice.objects.get(kind="proposed"), sign_in(Client(), members["e"])

    def leads_to() -> str:
        return client.get(reverse("notices:open", args=[notice.pk])).headers["Location"]

    assert leads_to() == reverse(EDITOR, args=[public.pk])
    submit(public, members["r"])
    waiting.current_workflow_state.cancel(user=members["r"])
    assert leads_to() == reverse(EDITOR, args=[waiting.pk])
    submit(waiting, members["r"])
    assert leads_to() == reverse(EDITOR, args=[waiting.pk]), "all of them are on their way: it leads to the first"
