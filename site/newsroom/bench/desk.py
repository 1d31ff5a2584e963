"""The desk of a newsroom with many articles: the pages and the desk's rows of articles that are done with, and 500 in hand."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, TaskState, Workflow, WorkflowState

from cms.articles.models import ArticlePage, SectionPage
from cms.review.models import DeskRow, ReviewTask, ReviewTaskState
from cms.staff.models import User
from cms.staff.roles import Role
from cms.text.fold import fold

FEW = 1_000
"""Articles on the desk's record in the small newsroom."""
OPEN = 500
_AUTHORS = 10
_A_BATCH = 1_000
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class DeskFiller:
    """Writes in bulk what a hundred thousand articles leave behind for the desk. ``model`` is an article that was published."""

    def __init__(self, section: SectionPage, model: ArticlePage) -> None:
        self._section, self._model = section, model
        self._type = ContentType.objects.get_for_model(ArticlePage)
        self._editor = member("bien-tap", Role.EDITOR)
        self._authors = [member(f"phong-vien-{number}", Role.REPORTER) for number in range(_AUTHORS)]
        self._made = 0

    def cookie(self) -> str:
        """The cookie of a browser in which the editor has signed in."""
        client = Client()
        client.force_login(self._editor, backend=_BACKEND)
        return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def fill(self, count: int) -> None:
        """Until there are as many; the first 500 are in hand."""
        while self._made < count:
            pages = list(self._pages(min(_A_BATCH, count - self._made)))
            Page.objects.bulk_create(pages)
            DeskRow.objects.bulk_create(self._row(page, self._made + at) for at, page in enumerate(pages))
            self._made += len(pages)
        Page.objects.filter(pk=self._section.pk).update(numchild=self._section.get_children().count())

    def _pages(self, count: int) -> Iterator[Page]:
        path = self._section.get_last_child().path
        for number in range(self._made, self._made + count):
            path = _after(path)
            title = f"Đại hội phiên {number}: các đại biểu thảo luận"
            yield Page(
                title=title, draft_title=title, slug=f"ban-{number}", path=path, depth=self._section.depth + 1,
                url_path=f"{self._section.url_path}ban-{number}/", content_type=self._type, live=False,
                locale_id=self._section.locale_id, owner=self._authors[number % _AUTHORS],
            )  # fmt: skip

    def _row(self, page: Page, number: int) -> DeskRow:
        at = timezone.now() - dt.timedelta(minutes=number)
        row = DeskRow(
            page=page, headline=page.title, folded=fold(page.title), section_id=self._section.pk,
            session_id=self._model.session_id, author_id=page.owner_id, standing="sealed", since=at, public_since=at,
        )  # fmt: skip
        if number < OPEN:
            row.public_since, row.open = None, True
            if number % 5 == 0:
                row.go_live_at = timezone.now() + dt.timedelta(minutes=number + 60)
            else:
                row.standing = "sent_back" if number % 5 == 1 else "waiting"
                row.stage_state = self._state(page, at, back=number % 5 == 1)
        return row

    def _state(self, page: Page, at: dt.datetime, *, back: bool) -> ReviewTaskState:
        stage = ReviewTask.objects.filter(active=True, groups__name=Role.EDITOR.value).order_by("pk").first()
        review = WorkflowState(
            content_type=self._type, base_content_type=ContentType.objects.get_for_model(Page), object_id=str(page.pk),
            workflow=Workflow.objects.order_by("pk").first(), requested_by_id=page.owner_id,
            status=WorkflowState.STATUS_NEEDS_CHANGES if back else WorkflowState.STATUS_IN_PROGRESS,
        )  # fmt: skip
        WorkflowState.objects.bulk_create([review])
        state = ReviewTaskState(
            workflow_state=review, revision=self._model.latest_revision, task=stage, started_at=at,
            status=TaskState.STATUS_REJECTED if back else TaskState.STATUS_IN_PROGRESS, digest="-",
            content_type=ContentType.objects.get_for_model(ReviewTaskState), due_at=at + dt.timedelta(hours=4),
            finished_by=self._editor if back else None, finished_at=at if back else None,
        )  # fmt: skip
        state.save()
        WorkflowState.objects.filter(pk=review.pk).update(current_task_state=state)
        return state


def _after(path: str) -> str:
    """The path of the next page beside it."""
    return str(Page._inc_path(Page(path=path)))


def member(username: str, role: Role) -> User:
    """Somebody with that role."""
    user = get_user_model()._default_manager.create(username=username, last_name="Nguyễn Văn", first_name=username)
    user.groups.set(Group.objects.filter(name=role.value))
    return user
