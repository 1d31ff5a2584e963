"""What the lists of the channels have in common."""

from typing import Any

from django.contrib.auth.models import Permission
from wagtail.admin.viewsets.model import ModelViewSet


class ByRole(ModelViewSet):
    """Pages whose rights follow from the role (`policies`): the form of a group offers none, since nothing would ask for them."""

    def get_permissions_to_register(self) -> Any:
        return Permission.objects.none()
