"""A newsroom for tests: its frame, its people by role, and articles that walk the real review."""

import datetime as dt
import itertools
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client

from cms.articles.models import ArticleChange, ArticlePage, DocumentPage, SectionPage
from cms.publication.install import seal_installed
from cms.publication.models import Kind, Publication, Shelf
from cms.publication.story import digest_of
from cms.staff.models import User
from cms.staff.roles import Role, needs_second_factor
from newsroom.installation import install

_numbers = itertools.count(1)


def make_user(*roles: Role, superuser: bool = False, **fields: Any) -> User:
    """A member of the newsroom with these roles; with a second factor where the roles ask for one."""
    number = next(_numbers)
    user = User(
        username=fields.pop("username", f"nguoi-{number}"),
        last_name="Nguyễn Văn",
        first_name=f"Mẫu {number}",
        is_superuser=superuser,
        is_staff=superuser,
        **fields,
    )
    user.set_unusable_password()
    user.save()
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    if needs_second_factor(user):
        TOTP.activate(user, generate_totp_secret())
    return user


def sign_in(client: Client, user: User) -> Client:
    """Signs the user in, with the second factor proven where the user has one."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator:
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, "mfa", id=authenticator.pk, type="totp")
        request.session.save()
    return client


def news_section() -> SectionPage:
    """The section «Tin tức» of a newly installed site."""
    cache.clear()
    install()
    return SectionPage.objects.get(slug="tin-tuc")


def draft(
    section: SectionPage, author: User | None, *, title: str = "Phiên họp thứ Nhất", text: str = "", **fields: Any
) -> ArticlePage:
    """A saved draft by its author that is fit to be submitted."""
    page = ArticlePage(
        title=title,
        owner=author,
        live=False,
        lede=fields.pop("lede", "Chiều 18/3, Tiểu ban tổ chức phiên họp thứ Nhất."),
        body=[("text", f"<p>{text or 'Các đại biểu đã thảo luận về bốn nội dung.'}</p>")],
        **fields,
    )
    section.add_child(instance=page)
    page.save_revision(user=author, log_action=True)
    return page


def _says_nothing(page: ArticlePage, public: Publication) -> bool:
    story = page.story()
    return story.changes == public.story.changes and digest_of(story) != public.seal


def declare(page: ArticlePage, user: User, kind: str = "update", **words: str) -> ArticlePage:
    """Says in the latest draft of an article that has been public what kind of change it is."""
    page = page.latest_draft()
    page.change_rows.add(ArticleChange(kind=kind, sort_order=page.change_rows.count(), **words))
    page.save_revision(user=user, log_action=True)
    return page


def submit(page: Any, user: User) -> Any:
    """Submits the latest draft to the page's review, as an update where it has been public and nothing is said of that yet."""
    page = page.latest_draft()
    stands = shelf(page)
    if isinstance(page, ArticlePage) and stands and stands.current and _says_nothing(page, stands.current):
        page = declare(page, user)
    page.get_workflow().start(page, user)
    return page


def decide(page: Any, user: User, action: str = "approve", comment: str = "") -> Any:
    """Passes (or sends back) the version at the stage where it stands."""
    fresh = type(page).objects.get(pk=page.pk)
    state = fresh.current_workflow_task_state
    state.task.specific.on_action(state, user, action, comment=comment)
    return type(page).objects.get(pk=page.pk)


def published(section: SectionPage, author: User, editor: User, approver: User, **fields: Any) -> ArticlePage:
    """An article that really was approved."""
    page = draft(section, author, **fields)
    submit(page, author)
    decide(page, editor)
    return decide(page, approver)


def library() -> SectionPage:
    """A public section «Văn kiện» that lists documents."""
    front = news_section().get_parent()
    section = SectionPage(title="Văn kiện", slug="van-kien", lists="documents", menu_order=9, live=False)
    front.add_child(instance=section)
    section.save_revision()
    seal_installed(section, kind=Kind.INSTALLATION)
    return SectionPage.objects.get(pk=section.pk)


def document(
    section: SectionPage, author: User | None, *, title: str = "Nghị quyết Đại hội", **fields: Any
) -> DocumentPage:
    """A saved draft of a document that is fit to be submitted."""
    told: dict[str, Any] = {
        "document_kind": "resolution",
        "status": "adopted",
        "day": dt.date(2026, 3, 18),
        "body": [
            ("text", "<h3>I. Kết quả</h3><p>Kinh tế tăng trưởng khá.</p><h3>II. Nhiệm vụ</h3><p>Ba khâu đột phá.</p>")
        ],
        **fields,
    }
    page = DocumentPage(title=title, owner=author, live=False, **told)
    section.add_child(instance=page)
    page.save_revision(user=author, log_action=True)
    return page


def published_document(section: SectionPage, author: User, editor: User, approver: User, **fields: Any) -> DocumentPage:
    """A document that really was approved."""
    page = document(section, author, **fields)
    submit(page, author)
    decide(page, editor)
    return decide(page, approver)


def shelf(page: Any) -> Shelf | None:
    """The page's shelf as it stands now."""
    return Shelf.objects.filter(pk=page.pk).select_related("current", "scheduled").first()
