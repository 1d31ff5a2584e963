"""The table of rights: what stands in it is asked for, and what is asked for follows from it or from the role."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from cms.staff.roles import Role
from tests.factories.newsroom import make_user, sign_in

pytestmark = pytest.mark.django_db


def test_every_right_of_a_role_is_asked_for_by_something() -> None:
    """A right that no policy reads says to whoever looks at the group what isn't so."""
    rights = Permission.objects.filter(group__name__in=[role.value for role in Role]).distinct()
    assert rights.count() > 30
    for right in rights.select_related("content_type"):
        model = right.content_type.model_class()
        assert model is not None, right
        # Only this policy asks for a group's rights; others ask for the role, or for rows of pages and collections.
        assert type(policy_registry.get_by_type(model)) is ModelPermissionPolicy, right


def test_the_form_of_a_group_offers_no_right_that_follows_from_the_role(client: Client) -> None:
    sign_in(client, make_user(Role.ADMINISTRATOR))
    group = Group.objects.get(name=Role.CHANNEL_MANAGER.value)
    form = client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).context["form"]
    offered = set(form.fields["permissions"].queryset.values_list("content_type__app_label", flat=True))
    assert "registry" in offered
    assert "channels" not in offered


@pytest.mark.parametrize("role", list(Role))
def test_ladder_of_the_collections(client: Client, role: Role) -> None:
    sign_in(client, make_user(role))
    opened = client.get(reverse("wagtailadmin_collections:add")).status_code == 200
    assert opened == (role in {Role.PHOTO_EDITOR, Role.ADMINISTRATOR})
