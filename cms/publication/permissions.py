"""Who may take a page back, and what Wagtail's admin may offer for a reviewed page."""

from typing import Any

from wagtail.models import PagePermissionTester

from cms.staff.roles import Role, has_role, holds_now

from .models import Shelf


def user_can_withdraw(user: Any, page: Any) -> bool:
    """Approving editors take a page back from the public; so do administrators."""
    return has_role(user, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)


def user_can_act_in_emergency(user: Any) -> bool:
    """Who holds the role of emergency duty now, by name; not a superuser by that alone."""
    return holds_now(user, Role.EMERGENCY)


def user_can_roll_back(user: Any, page: Any) -> bool:
    """Approving editors bring back an earlier publication; four eyes are asked for by the action."""
    return has_role(user, Role.APPROVING_EDITOR)


def user_can_inspect(user: Any) -> bool:
    """Approving editors and administrators read every publication, also one that was withdrawn."""
    return has_role(user, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)


class ReviewedPagePermissionTester(PagePermissionTester):
    """Nobody but the workflow publishes: not a group with the permission, not a superuser."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        # A restriction would be a promise that the public side, which reads publications, does not keep.
        return False

    def can_unpublish(self) -> bool:
        return bool(
            self.user.is_active
            and self.page.live
            and not self.page_is_root
            and not self.page_locked()
            and user_can_withdraw(self.user, self.page)
        )

    def can_unschedule(self) -> bool:
        return self.user.is_active and user_can_withdraw(self.user, self.page)

    def can_reorder_children(self) -> bool:
        return self.user.is_active and (self.user.is_superuser or "change" in self.permissions)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What readers see is withdrawn first, with a notice; only then the page may go. What is approved for a later hour goes
        with whoever may give that up."""
        if not super().can_delete(ignore_bulk) or self._public_inside():
            return False
        return user_can_withdraw(self.user, self.page) or not self._scheduled_inside()

    def can_move(self) -> bool:
        # A move keeps the seal and changes the address alone; so whoever may edit the page may move what is not public,
        # and who may withdraw may move the rest: what waits for its hour becomes public where it stands then.
        if not self.user.is_active or self.page_is_root:
            return False
        if self._public_inside() or self._scheduled_inside():
            return user_can_withdraw(self.user, self.page)
        return super().can_delete(ignore_bulk=True)

    def can_move_to(self, destination: Any) -> bool:
        if self.page == destination or destination.is_descendant_of(self.page):
            return False
        if not self.page.is_child_of(destination) and not self.page.specific.can_move_to(destination):
            return False
        if not self.can_move():
            return False
        return self.user.is_superuser or "add" in destination.permissions_for_user(self.user).permissions

    def _public_inside(self) -> bool:
        return Shelf.objects.public().filter(pk__in=self._inside()).exists()

    def _scheduled_inside(self) -> bool:
        return Shelf.objects.filter(pk__in=self._inside(), scheduled__isnull=False).exists()

    def _inside(self) -> Any:
        return self.page.get_descendants(inclusive=True).values("pk")
