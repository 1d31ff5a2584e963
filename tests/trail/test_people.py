from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import make_user, sign_in

from .telling import newest, since

pytestmark = pytest.mark.django_db


def entries(user: Any) -> list[tuple[str, str]]:
    rows = Entry.objects.filter(subject=f"user:{user.pk}", action__startswith="staff.").order_by("number")
    return list(rows.values_list("action", "actor"))


def test_a_role_given_in_the_admin_stands_in_the_trail_with_who_gave_it() -> None:
    administrator, reporter = make_user(Role.ADMINISTRATOR), make_user(Role.REPORTER)
    client = sign_in(Client(), administrator)
    group = Group.objects.get(name=Role.APPROVING_EDITOR.value)
    form = client.get(reverse("wagtailusers_users:edit", args=[reporter.pk])).context["form"]
    data = {name: value for name, value in form.initial.items() if isinstance(value, str)}
    data |= {"is_active": "on", "groups": [group.pk], "password1": "", "password2": "", "email": "a@example.vn"}
    client.post(reverse("wagtailusers_users:edit", args=[reporter.pk]), data)
    assert ("staff.roles_added", str(administrator.trail_id)) in entries(reporter)
    assert ("staff.roles_removed", str(administrator.trail_id)) in entries(reporter)


def test_rights_and_passwords_stand_in_the_trail_without_what_they_are() -> None:
    user = make_user(Role.REPORTER)
    user.is_superuser = True
    user.set_password("một mật khẩu dài")
    user.save()
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.save()
    names = [action for action, _actor in entries(user)]
    assert names[-3:] == ["staff.superuser_changed", "staff.password_set", "staff.active_changed"]
    assert not Entry.objects.filter(data__contains="argon2").exists()


def test_a_group_emptied_from_its_own_side_names_each_member() -> None:
    users = [make_user(Role.COORDINATOR) for _ in range(2)]
    Group.objects.get(name=Role.COORDINATOR.value).user_set.clear()
    assert all(entries(user)[-1][0] == "staff.roles_cleared" for user in users)


def test_an_account_from_its_making_to_its_end() -> None:
    start = newest()
    user = make_user(Role.REPORTER)
    user.pen_name = "Minh An"
    user.save()
    pk, person = user.pk, str(user.trail_id)
    user.delete()
    told = since(start, f"user:{pk}")
    assert [entry.action for entry in told] == [
        "staff.user_added",
        "staff.roles_added",
        "staff.user_changed",
        "staff.user_deleted",
    ]
    assert told[2].facts == {"fields": ["pen_name"], "person": person}
    assert not any("Minh" in entry.data or "Nguyễn" in entry.data for entry in told)


def test_rights_of_a_group_are_told_by_their_names() -> None:
    group = Group.objects.create(name="Cộng tác viên")
    start = newest()
    right = Permission.objects.get(codename="access_admin")
    group.permissions.add(right)
    group.permissions.clear()
    root = Page.objects.get(depth=1)
    add = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    on_page = GroupPagePermission.objects.create(group=group, page=root, permission=add)
    on_page.delete()
    group.delete()
    told = since(start, f"group:{since(start)[0].subject.partition(':')[2]}")
    assert [entry.action for entry in told] == [
        *("staff.rights_given", "staff.rights_taken") * 2,
        "staff.group_deleted",
    ]
    assert [entry.facts for entry in told[:3]] == [
        {"rights": ["access_admin"]},
        {"rights": ["access_admin"]},
        {"rights": ["add_page"], "on": f"page:{root.pk}"},
    ]


def test_a_wrong_second_factor_is_told(client: Client) -> None:
    user = make_user(Role.APPROVING_EDITOR)
    user.set_password("mot-mat-khau-kha-dai-48")
    user.save()
    cache.clear()
    start = newest()
    client.post(reverse("account_login"), {"login": user.username, "password": "mot-mat-khau-kha-dai-48"})
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert [entry.action for entry in since(start)] == ["staff.second_factor_failed"]
