from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import make_user, sign_in

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
