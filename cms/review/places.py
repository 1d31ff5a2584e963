"""Where in the tree a member of the newsroom may edit."""

from typing import Any

from wagtail.models import GroupPagePermission


def edits_below(user: Any) -> tuple[bool, tuple[str, ...]]:
    """Whether the user may edit every page; else the paths of the pages below which they may. One query."""
    granted = GroupPagePermission.objects.filter(group__user=user, permission__codename="change_page")
    places = set(granted.values_list("page__path", "page__depth"))
    if user.is_superuser or any(depth == 1 for _path, depth in places):
        return True, ()
    return False, tuple(sorted({path for path, _depth in places}))
