"""One newsroom with something behind every door."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, Site, Workflow

from cms.articles.models import Topic
from cms.channels.models import Account, Agency, AgencyKey, Delivery, Dispatch, FollowUp, Placement, Rule
from cms.publication.models import Publication
from cms.review.comments.actions import make_comment
from cms.review.models import Leader, ReviewTask, Shift
from cms.staff.models import Unit, User
from cms.staff.roles import Role
from tests.factories.articles import make_photo
from tests.factories.channels import make_endpoint, make_subscriber
from tests.factories.media import make_paper
from tests.factories.newsroom import draft, library, make_user, news_section, published, sign_in, submit
from tests.factories.registry import make_body, make_congress, make_office, make_person, make_session, make_venue

RUNGS: dict[str, tuple[Role, ...]] = {
    "r": (Role.REPORTER,),
    "e": (Role.EDITOR,),
    "a": (Role.APPROVING_EDITOR,),
    "p": (Role.PHOTO_EDITOR,),
    "c": (Role.CHANNEL_MANAGER,),
    "o": (Role.COORDINATOR,),
    "d": (Role.ADMINISTRATOR,),
    "s": (),
    "m": (),
}


class Scene:
    def __init__(self) -> None:
        library()
        self.section = news_section()
        author, editor, approver = make_user(Role.REPORTER), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
        self.public = published(self.section, author, editor, approver)
        self.waiting = draft(self.section, author, title="Bài đang chờ", slug="bai-dang-cho")
        submit(self.waiting, author)
        self.draft = draft(self.section, author, title="Bài nháp", slug="bai-nhap")
        self.comment = make_comment(self.waiting, editor, "Xem lại.")
        self.person, self.session, self.photo = make_person(), make_session(), make_photo()
        self.topic = Topic.objects.create(name="Nhân sự", slug="nhan-su")
        self.paper, endpoint, subscriber = make_paper(), make_endpoint()[0], make_subscriber()
        reviewers = ReviewTask.objects.order_by("pk")
        now = timezone.now()
        hours = {"starts_at": now, "ends_at": now + dt.timedelta(hours=8)}
        delivery = Delivery.objects.create(channel="email", purpose="confirm", recipient_id=subscriber.pk)
        # The longer sign comes first where one is part of another.
        account = Account.objects.create(channel="telegram", name="Kênh thử", address="@kenh_thu", is_test=True)
        agency = Agency.objects.create(name="Hãng tin Bắc Bộ")
        key = AgencyKey.objects.create(agency=agency, digest="0" * 64, ending="abcd")
        self.things = {
            "channels_agency_revoke": key,
            "agenc": key.agency,
            "channels_task": (task := self._task(now)),
            "channels_place": task.placement,
            "channels_release": (held := self._held()),
            "channels_send_now": held,
            "channel_rules": (rule := Rule.objects.create(channel="webhook", valid_from=now + dt.timedelta(days=1))),
            "channels_rule": rule,
            "channel_accounts": account,
            "channels_credentials": account,
            "channels_test": account,
            "task": reviewers[0],
            "workflows": Workflow.objects.order_by("pk")[0],
            "collections": Collection.get_first_root_node().add_child(name="Ảnh riêng"),
            "groups": Group.objects.order_by("pk")[0],
            "users": author,
            "sites": Site.objects.get(),
            "units": Unit.objects.create(name="Ban Thời sự"),
            "shifts": Shift.objects.create(stage=reviewers[1], member=approver, **hours),
            "leaders": Leader.objects.create(name="Trần Văn Lãnh"),
            "ledger": delivery,
            "settle": delivery,
            "subscriber": subscriber,
            "endpoint": endpoint,
            "office": make_office("Trưởng ban"),
            "body": make_body("Ban Tổ chức"),
            "congress": make_congress(),
            "venue": make_venue("Hội trường A"),
            "person": self.person,
            "session": self.session,
            "topic": self.topic,
        }
        self.clients = {rung: sign_in(Client(), self._user(rung, roles)) for rung, roles in RUNGS.items()}
        self.clients[""] = Client()

    def _user(self, rung: str, roles: tuple[Role, ...]) -> User:
        return make_user(*roles, superuser=rung == "s")

    def _task(self, now: dt.datetime) -> FollowUp:
        version = Publication.objects.get(page_id=self.public.pk)
        there = {"page_id": self.public.pk, "channel": "by_hand", "name": "YouTube", "publication": version}
        place = Placement.objects.create(posted_at=now, changed_at=now, **there)
        return FollowUp.objects.create(placement=place, publication=version, verb="edit", text="Sa-pô mới.")

    def _held(self) -> Dispatch:
        dispatch = Dispatch.objects.get(page_id=self.public.pk, channel="email")
        dispatch.state = Dispatch.State.HELD
        dispatch.save()
        return dispatch

    def fillings(self, name: str) -> dict[str, Any]:
        """What stands in the address of the door, by the name of its place."""
        page = self.public if name in ON_PUBLIC else self.waiting
        state = page.current_workflow_task_state
        return {
            "page_id": page.pk,
            "page_to_move_id": page.pk,
            "parent_page_id": self.section.pk,
            "destination_id": self.section.pk,
            "content_type_app_name": "articles",
            "content_type_model_name": "articlepage",
            "app_label": "review" if "task" in name else "wagtailcore",
            "model_name": "reviewtask" if "task" in name else "page",
            "action": "delete",
            "object_id": page.pk,
            "comment_id": self.comment.pk,
            "session_id": self.session.pk,
            "state_id": state.pk if state else 1,
            "task_state_id": state.pk if state else 1,
            "revision_id": page.latest_revision_id,
            "action_name": "approve",
            "image_id": self.photo.pk,
            "document_id": self.paper.pk,
            "doc_id": self.paper.pk,
            "number": 1,
            "month": "2026-03",
            "form": "csv",
            "shape": "16x9",
            "queue": "email",
            "rhythm": "daily",
            "act": "pause",
            "pk": self._pk(name),
            "page_pk": 1,
            "workflow_pk": self._pk("workflows"),
        }

    def _pk(self, name: str) -> int:
        return next((int(thing.pk) for sign, thing in self.things.items() if sign in name), 1)


ON_PUBLIC = {
    "publications_of_page",
    "publication_as_it_was",
    "roll_back",
    "wagtailadmin_pages:unpublish",
    "emergency_withdraw",
}
