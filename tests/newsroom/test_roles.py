import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_the_groups_of_the_roles_keep_their_names_and_stay(role: Role) -> None:
    group = Group.objects.get(name=role.value)
    group.name = "Khác"
    for change in (group.save, group.delete):
        with pytest.raises(PermissionDenied), transaction.atomic():
            change()
    other = Group.objects.create(name="Ban biên tập ảnh")
    other.name = "Tổ ảnh"
    other.save()
    other.delete()
