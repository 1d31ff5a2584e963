"""What the trail calls accounts, groups, units and its own entries."""

from collections.abc import Collection, Iterator

from django.contrib.auth.models import Group
from django.utils.translation import gettext, pgettext_lazy

from cms.staff.models import Unit, User
from cms.text.fold import words

from .subjects import Named, address, register_model, register_subject, says


def register() -> None:
    register_model(User, "user", "wagtailusers_users:edit", find=_people)
    register_model(Group, "group", "wagtailusers_groups:edit")
    register_model(Unit, "unit", "units:edit")
    register_subject("entry", pgettext_lazy("subject", "trail entry"), _entries)


def _entries(numbers: Collection[int]) -> dict[int, Named]:
    name = gettext("Entry %(number)d of the trail")
    return {number: Named(name % {"number": number}, address("trail:entry", number)) for number in numbers}


def _people(text: str) -> Iterator[int]:
    searched = words(text)
    for user in User.objects.only("pk", "username", "last_name", "first_name", "pen_name"):
        if says(f"{user} {user.username} {user.pen_name}", searched):
            yield user.pk
