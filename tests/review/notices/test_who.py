"""Each step is told to those it concerns and to nobody else."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import override
from wagtail.log_actions import LogContext

from cms.articles.models import ArticlePage, SectionPage, Topic
from cms.publication.actions import unschedule, withdraw
from cms.publication.clock import tick
from cms.publication.rollback import roll_back
from cms.review.notices import kinds
from cms.review.notices.concerned import who_may_open
from cms.review.notices.door import notify
from cms.review.notices.models import Notice
from cms.review.notices.words import sentence_of
from cms.staff.models import User
from cms.staff.roles import Role
from newsroom.settings.env import BASE_DIR
from tests.factories.newsroom import decide, draft, make_user, published, shelf, submit

pytestmark = pytest.mark.django_db

Told = Callable[..., list[str]]


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


@pytest.fixture
def bystanders() -> list[User]:
    """Everybody whom nothing concerns, roles and all."""
    return [make_user(role) for role in Role if role not in {Role.EDITOR, Role.APPROVING_EDITOR}] + [
        make_user(superuser=True),
        make_user(Role.EDITOR, Role.APPROVING_EDITOR, is_active=False),
    ]


def edit(article: ArticlePage, user: User, text: str = " Sửa.") -> ArticlePage:
    fresh = article.latest_draft()
    fresh.lede += text
    fresh.save_revision(user=user)
    return fresh


def test_the_whole_way_to_the_public(
    article: ArticlePage, author: User, editor: User, approver: User, bystanders: list[User], told: Told
) -> None:
    other_editor = make_user(Role.EDITOR)
    submit(article, author)
    assert told(editor) == told(other_editor) == ["waiting"]
    decide(article, editor)
    assert told(approver) == ["waiting"]
    assert told(editor) == ["waiting"]
    decide(article, approver)
    assert told(author) == ["published"]
    assert told(editor) == told(other_editor) == told(approver) == ["waiting"]
    assert [told(user) for user in bystanders] == [[]] * len(bystanders)


def test_what_somebody_has_done_asks_the_others_no_more(
    article: ArticlePage, author: User, editor: User, approver: User, told: Told
) -> None:
    other_editor = make_user(Role.EDITOR)
    submit(article, author)
    assert told(other_editor, unread=True) == ["waiting"]
    decide(article, editor)
    assert told(other_editor, unread=True) == []
    assert told(approver, unread=True) == ["waiting"]
    ArticlePage.objects.get(pk=article.pk).current_workflow_state.cancel(user=author)
    assert told(approver, unread=True) == []


def test_sent_back_to_who_submitted_and_who_worked_on_it(
    article: ArticlePage, author: User, editor: User, told: Told
) -> None:
    other_editor, idle = make_user(Role.EDITOR), make_user(Role.EDITOR)
    edit(article, other_editor)
    submit(article, author)
    decide(article, editor, "reject", "Thiếu số liệu.")
    assert told(author) == ["sent_back"]
    assert told(other_editor) == ["waiting", "sent_back"]
    assert told(idle) == ["waiting"]
    notice = Notice.objects.get(recipient=author)
    assert (notice.page_id, notice.actor, notice.data) == (article.pk, editor, {"stage": "Biên tập"})


def test_submitted_again_after_changes(article: ArticlePage, author: User, editor: User, told: Told) -> None:
    submit(article, author)
    decide(article, editor, "reject", "Thiếu số liệu.")
    edit(article, author)
    ArticlePage.objects.get(pk=article.pk).current_workflow_state.resume(author)
    assert told(editor) == ["waiting", "waiting"]
    assert told(editor, unread=True) == ["waiting"]


def test_an_edit_at_the_same_stage_is_no_step(article: ArticlePage, author: User, editor: User, told: Told) -> None:
    other_editor = make_user(Role.EDITOR)
    submit(article, author)
    edit(article, editor)
    edit(article, author)
    assert told(other_editor) == ["waiting"]
    assert told(author) == []


def test_an_approval_taken_back_is_told_once_to_who_gave_it(
    article: ArticlePage, author: User, editor: User, approver: User, told: Told
) -> None:
    other_editor = make_user(Role.EDITOR)
    submit(article, author)
    decide(article, editor)
    edit(article, approver)
    # The editor belongs to the stage that begins anew, too.
    assert told(editor) == ["waiting", "taken_back"]
    assert told(other_editor) == ["waiting", "waiting"]
    assert told(approver) == ["waiting"]
    assert told(approver, unread=True) == []


def test_scheduled_and_live_at_its_hour(
    article: ArticlePage, author: User, editor: User, approver: User, told: Told
) -> None:
    hour = timezone.now() + dt.timedelta(hours=3)
    fresh = article.latest_draft()
    fresh.go_live_at = hour
    fresh.save_revision(user=author)
    submit(article, author)
    decide(article, editor)
    decide(article, approver)
    assert told(author) == ["scheduled"]
    with time_machine.travel(hour + dt.timedelta(minutes=1), tick=False):
        tick()
    assert told(author) == ["scheduled", "published"]
    assert Notice.objects.get(recipient=author, kind="published").actor is None
    assert told(editor) == told(approver) == ["waiting"]


def test_a_schedule_given_up(article: ArticlePage, author: User, editor: User, approver: User, told: Told) -> None:
    fresh = article.latest_draft()
    fresh.go_live_at = timezone.now() + dt.timedelta(hours=3)
    fresh.save_revision(user=author)
    submit(article, author)
    decide(article, editor)
    decide(article, approver)
    unschedule(article.pk, user=make_user(Role.ADMINISTRATOR))
    assert told(author) == ["scheduled", "unscheduled"]
    assert told(approver) == ["waiting", "unscheduled"]


def test_withdrawn(section: SectionPage, author: User, editor: User, approver: User, told: Told) -> None:
    article = published(section, author, editor, approver)
    second, withdrawer = make_user(Role.APPROVING_EDITOR), make_user(Role.APPROVING_EDITOR)
    withdraw(ArticlePage.objects.get(pk=article.pk), user=withdrawer, reason="sai nội dung")
    assert told(author) == ["published", "withdrawn"]
    assert told(approver) == ["waiting", "withdrawn"]
    assert told(second) == ["withdrawn"]
    assert told(withdrawer) == []
    assert told(editor) == ["waiting"]


def test_an_earlier_version_brought_back(
    section: SectionPage, author: User, editor: User, approver: User, told: Told
) -> None:
    article = published(section, author, editor, approver)
    edit(article, editor)
    submit(article, editor)
    decide(article, make_user(Role.EDITOR))
    decide(article, approver)
    edit(article, author)
    submit(article, author)
    Notice.objects.exclude(kind="waiting").delete()
    waiting = Notice.objects.filter(kind="waiting", read_at=None).count()
    rescuer = make_user(Role.APPROVING_EDITOR)
    roll_back(ArticlePage.objects.get(pk=article.pk), 1, user=rescuer, reason="Sai số liệu.")
    assert told(author)[-1] == told(editor)[-1] == told(approver)[-1] == "rolled_back"
    assert told(rescuer) == []
    assert not Notice.objects.filter(kind="published").exists()
    assert Notice.objects.filter(kind="waiting", read_at=None).count() == waiting, "the draft goes on in its review"


def test_deleted_by_a_person_is_withdrawn_too(
    section: SectionPage, author: User, editor: User, approver: User, told: Told
) -> None:
    article = published(section, author, editor, approver)
    ArticlePage.objects.get(pk=article.pk).delete()
    assert told(author) == ["published", "withdrawn"]


def test_the_end_of_the_public_time(
    section: SectionPage, author: User, editor: User, approver: User, told: Told
) -> None:
    over = timezone.now() + dt.timedelta(hours=2)
    published(section, author, editor, approver, expire_at=over)
    with time_machine.travel(over + dt.timedelta(minutes=1), tick=False):
        tick()
    assert told(author) == ["published", "expired"]
    assert told(approver) == ["waiting", "expired"]


def test_a_version_that_did_not_go_live(
    article: ArticlePage, author: User, editor: User, approver: User, told: Told
) -> None:
    hour = timezone.now() + dt.timedelta(hours=3)
    fresh = article.latest_draft()
    fresh.go_live_at = hour
    fresh.save_revision(user=author)
    submit(article, author)
    decide(article, editor)
    decide(article, approver)
    revision = shelf(article).scheduled.revision_id
    fresh.revisions.filter(pk=revision).update(content={**fresh.revisions.get(pk=revision).content, "lede": "Khác."})
    with time_machine.travel(hour + dt.timedelta(minutes=1), tick=False):
        tick()
        tick()
    assert told(approver) == ["waiting", "go_live_failed"]
    assert told(author) == ["scheduled"]


def test_who_may_not_open_the_draft_hears_nothing(article: ArticlePage, author: User) -> None:
    stranger = make_user(Role.REPORTER)
    assert who_may_open([author, stranger], article) == [author]
    assert notify("published", [author, stranger], page=article) == {author.pk}
    author.groups.clear()
    assert notify("published", [author, stranger], page=article) == set(), "not even the own page, without a role"


def test_a_stage_of_another_group_hears_of_what_waits_there(article: ArticlePage, author: User, told: Told) -> None:
    """Members of a stage may open what waits there, whatever other rights they have."""
    photo = make_user(Role.PHOTO_EDITOR)
    stage = article.get_workflow().tasks.first().specific
    stage.groups.set(Group.objects.filter(name=Role.PHOTO_EDITOR.value))
    submit(article, author)
    assert told(photo) == ["waiting"]


def test_one_person_one_notice(article: ArticlePage, author: User, told: Told) -> None:
    both = make_user(Role.EDITOR, Role.APPROVING_EDITOR)
    assert notify("published", [both, both.pk, both], page=article, actor=author) == {both.pk}
    assert told(both) == ["published"]


def test_the_same_within_minutes_is_one_unread_notice(
    article: ArticlePage, author: User, editor: User, told: Told
) -> None:
    notify("published", [editor], page=article, actor=author)
    first = Notice.objects.get(recipient=editor)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=5)):
        notify("published", [editor], page=article)
    assert told(editor) == ["published"]
    taken_up = Notice.objects.get(recipient=editor)
    assert (taken_up.pk, taken_up.actor) == (first.pk, None)
    assert taken_up.made_at > first.made_at
    assert taken_up.outgoing.count() <= 1
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=30)):
        notify("published", [editor], page=article)
    assert told(editor) == ["published", "published"], "after a while it is told again"


def test_a_kind_that_nobody_registered_is_refused(article: ArticlePage, editor: User) -> None:
    with pytest.raises(KeyError):
        notify("no_such_kind", [editor], page=article)


def on_topic(section: SectionPage, author: User, editor: User, approver: User, title: str) -> ArticlePage:
    page = draft(section, author, title=title)
    page.topics.add("Kinh tế")
    page.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    return decide(page, approver)


def rename_the_topic() -> None:
    topic = Topic.objects.get()
    topic.name = "Kinh tế – xã hội"
    topic.save()


def test_a_changed_fact_is_told_to_the_editors_once_for_all_pages(
    section: SectionPage, author: User, editor: User, approver: User, told: Told
) -> None:
    pages = [on_topic(section, author, editor, approver, f"Bài {number}") for number in range(5)]
    Notice.objects.all().delete()
    changer, second = make_user(Role.EDITOR), make_user(Role.EDITOR)
    with LogContext(user=changer):
        rename_the_topic()
    assert told(editor) == told(second) == ["proposed"]
    assert told(changer) == told(author) == told(approver) == []
    notice = Notice.objects.get(recipient=second)
    assert notice.data == {"pages": sorted(page.pk for page in pages)}
    with override("vi"):
        assert "“Bài 0”; “Bài 1”; “Bài 2” và 2 trang nữa" in sentence_of(notice)


def test_a_changed_fact_that_takes_an_approval_back_is_told_once(
    section: SectionPage, author: User, editor: User, approver: User, told: Told
) -> None:
    article = on_topic(section, author, editor, approver, "Bài")
    edit(article, author)
    submit(article, author)
    decide(article, editor)
    Notice.objects.all().delete()
    other_editor = make_user(Role.EDITOR)
    rename_the_topic()
    assert told(editor) == ["taken_back"]
    assert told(other_editor) == ["waiting"]


def test_every_kind_is_in_the_docs() -> None:
    documented = "".join(page.read_text(encoding="utf-8") for page in (BASE_DIR / "docs").glob("*.md"))
    assert [code for code in kinds.codes() if f"`{code}`" not in documented] == []
