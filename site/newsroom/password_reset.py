"""A forgotten password: who asks learns nothing of who has an account, not even from how long the answer takes."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm as _ResetPasswordForm
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.users.models import UserProfile

from cms.staff.models import User

_DAY = 24 * 60 * 60


class ResetPasswordForm(_ResetPasswordForm):
    """Takes any address and queues the same work for each; the worker looks whose it is."""

    def clean_email(self) -> str:
        return str(get_adapter().clean_email(self.cleaned_data["email"].lower()))

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        email = str(self.cleaned_data["email"])
        send_links.enqueue(email)
        return email


# Somebody is waiting for it.
@task(priority=10)
def send_links(email: str) -> int:
    """Sends each active account with this address a link to a new password, in its own language; how many."""
    users = User.objects.filter(email__iexact=email, is_active=True)
    for user in users:
        with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
            _send(user)
    return len(users)


def _send(user: User) -> None:
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    context = {
        "name": user.get_full_name() or user.username,
        "username": user.username,
        "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
        "days": settings.PASSWORD_RESET_TIMEOUT // _DAY,
    }
    # To the account's own address: what was typed may only look like it.
    send_mail(
        _("A new password for the newsroom"), render_to_string("mail/password_reset.txt", context), None, [user.email]
    )
