from typing import Any

from django import template
from django.urls import reverse

from ..permissions import user_can_withdraw_rights

register = template.Library()


@register.simple_tag(takes_context=True)
def withdraw_rights_url(context: dict[str, Any], photo: Any) -> str:
    """Where the user may take this photo down; empty where that may not be, or was done."""
    if photo.rights_lost_at or not user_can_withdraw_rights(context["request"].user, photo):
        return ""
    return reverse("photo_withdraw_rights", args=[photo.pk])
