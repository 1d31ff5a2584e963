"""What the other rooms tell: the registry, files, deliveries, the stages of review, settings."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Site, Workflow, WorkflowTask

from cms.articles.models import Topic
from cms.channels.models import Attempt, Delivery
from cms.channels.outbox.settling import settle
from cms.registry.models import AgendaPoint, TermOfOffice
from cms.review.models import ReviewTask
from cms.staff.models import Unit
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.channels import Desk, make_manager, make_subscriber
from tests.factories.media import make_photo
from tests.factories.newsroom import make_user, sign_in
from tests.factories.registry import hold, make_office, make_person, make_session
from tests.registry.forms import person_form

from .telling import acts, facts, newest, since

pytestmark = pytest.mark.django_db


# The registry: one save, one act


def test_a_person_saved_in_the_admin_is_one_act_and_the_terms_one(client: Client) -> None:
    editor = make_user(Role.EDITOR)
    office = make_office()
    sign_in(client, editor)
    start = newest()
    form = person_form("Lê Thị Mới", {"office": office.pk, "start": "01/07/2025"})
    client.post(reverse("wagtailsnippets_registry_person:add"), form)
    term = TermOfOffice.objects.get()
    subject = f"person:{term.person_id}"
    assert [(entry.action, entry.subject) for entry in since(start)] == [
        ("registry.added", subject),
        ("registry.terms_changed", subject),
    ]
    assert facts(start, "registry.terms_changed") == {"terms": {"added": [term.pk]}}
    assert {entry.actor for entry in since(start)} == {str(editor.trail_id)}

    start = newest()
    changed = person_form("Lê Thị Mới", {"id": term.pk, "office": office.pk, "end": "14/02/2026"}, initial=1)
    client.post(reverse("wagtailsnippets_registry_person:edit", args=[term.person_id]), changed)
    assert acts(start) == ["registry.terms_changed"]
    assert facts(start, "registry.terms_changed") == {"terms": {"changed": [term.pk]}}


def test_what_changed_is_told_and_not_what_it_says() -> None:
    person = make_person()
    start = newest()
    person.honorific, person.note = "Đồng chí", "số điện thoại riêng"
    person.save()
    person.save()
    assert facts(start, "registry.changed") == {"fields": ["honorific", "note"]}
    assert not Entry.objects.filter(data__contains="riêng").exists()


def test_a_session_with_its_rows_and_its_deletion() -> None:
    session = make_session()
    start = newest()
    session.agenda.add(AgendaPoint(title="Khai mạc"))
    session.save()
    session.delete()
    told = since(start)
    assert [entry.action for entry in told] == ["registry.changed", "registry.deleted"]
    assert told[0].facts["parts"]["agendapoint"].keys() == {"added"}
    assert {entry.subject for entry in told} == {f"session:{told[0].subject.partition(':')[2]}"}


def test_a_term_that_is_removed_by_itself_is_told() -> None:
    term = hold(make_person(), make_office())
    start = newest()
    pk = term.pk
    TermOfOffice.objects.filter(pk=pk).delete()
    assert facts(start, "registry.terms_changed") == {"terms": {"deleted": [pk]}}


# Files, topics, settings


def test_a_photos_rights_note_is_told_and_proposes_nothing() -> None:
    photo = make_photo()
    start = newest()
    photo.rights_note = "Được phép đến hết năm"
    photo.save()
    photo.caption = "Chú thích mới"
    photo.save()
    assert [entry.facts for entry in since(start, photo.fact_key)] == [
        {"fields": ["rights_note"]},
        {"fields": ["caption"]},
    ]


def test_topics_units_collections_and_sites_are_told() -> None:
    start = newest()
    topic = Topic.objects.create(name="Đại hội")
    topic.name = "Đại hội đảng bộ"
    topic.save()
    topic.delete()
    unit = Unit.objects.create(name="Tổ ảnh")
    unit.name = "Tổ ảnh báo chí"
    unit.save()
    unit.delete()
    Collection.get_first_root_node().add_child(name="Phiên khai mạc")
    site = Site.objects.get()
    site.site_name = "Đại hội"
    site.save()
    assert acts(start) == [
        *("topic.added", "topic.changed", "topic.deleted"),
        *("unit.added", "unit.changed", "unit.deleted"),
        *("collection.added", "site.changed"),
    ]
    assert facts(start, "site.changed") == {"fields": ["site_name"]}


def test_what_only_wagtails_log_knows_is_taken_over(client: Client) -> None:
    """A model that no room watches, changed in the admin: here the stages' workflow is watched, a comment's draft is not."""
    from wagtail.log_actions import log
    from wagtail.models import Locale

    from cms.publication.models import SampleMark

    start = newest()
    mark = SampleMark.objects.create()
    log(mark, "wagtail.create")
    log(Locale.objects.get_or_create(language_code="en")[0], "wagtail.create")
    assert [entry.action for entry in since(start) if entry.action.startswith("object")] == ["object.added"]


# The stages of review


def test_changes_of_the_stages_are_told() -> None:
    start = newest()
    stage = ReviewTask.objects.create(name="Ban nội chính")
    stage.groups.add(Group.objects.get(name=Role.EDITOR.value))
    workflow = Workflow.objects.create(name="Duyệt hai vòng")
    place = WorkflowTask.objects.create(workflow=workflow, task=stage.task_ptr, sort_order=0)
    place.sort_order = 1
    place.save()
    stage.task_ptr.active = False
    stage.task_ptr.save()
    place.delete()
    workflow.name = "Duyệt ba vòng"
    workflow.save()
    assert acts(start) == [
        "stage.added",
        "stage.groups_changed",
        "workflow.added",
        "workflow.stage_added",
        "workflow.stage_moved",
        "stage.changed",
        "workflow.stage_removed",
        "workflow.changed",
    ]
    assert facts(start, "workflow.stage_moved") == {"fields": ["sort_order"], "stage": stage.pk}


# Deliveries


@pytest.fixture
def delivery() -> Delivery:
    desk, subscriber = Desk(), make_subscriber()
    desk.publish()
    from cms.channels.outbox.expansion import expand_all

    expand_all()
    return Delivery.objects.get(channel="email", recipient_id=subscriber.pk)


@pytest.mark.parametrize("outcome", ["delivered", "refused", "unknown"])
def test_how_a_delivery_ended_is_told_without_what_was_answered(delivery: Delivery, outcome: Any) -> None:
    from cms.channels.outbox.claims import claim
    from cms.sending.claims import finish
    from cms.sending.outcome import Outcome

    start = newest()
    now = timezone.now()
    held = claim(delivery.pk, now)
    assert held is not None
    Delivery.objects.filter(pk=held.pk).update(state=Delivery.State.SENDING)
    finish(held, Outcome(outcome, "550 ban-doc@example.vn"), now, begun=True)
    (entry,) = since(start, f"delivery:{delivery.pk}")
    assert entry.action == f"delivery.{outcome}"
    dispatch = delivery.dispatch
    assert dispatch is not None
    assert entry.facts["page"] == dispatch.page_id
    assert entry.facts["seal"] == dispatch.publication.seal
    assert "example.vn" not in entry.data


def test_a_person_settles_a_delivery_in_one_act(delivery: Delivery) -> None:
    manager = make_manager()
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.UNKNOWN)
    delivery.refresh_from_db()
    start = newest()
    settle(delivery, manager, "arrived")
    assert acts(start) == ["delivery.settled"]
    assert Attempt.objects.filter(delivery=delivery, at__lte=timezone.now() + dt.timedelta(minutes=1)).exists()
