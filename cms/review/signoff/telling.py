"""Who hears of the leaders' word: who asked, who worked on the draft, who passes its stages."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.publication.pages import ReviewedPage
from cms.staff.roles import Role

from ..comments.models import Comment
from ..notices.concerned import active, holders_of, workers_on_draft
from ..notices.door import notify, settle
from ..notices.kinds import Kind, register
from .models import Attestation, Leader, SignoffRequest
from .permissions import user_can_ask_leaders

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..notices.models import Notice

_DECIDED = {
    SignoffRequest.Decision.APPROVE: "leader_approved",
    SignoffRequest.Decision.CHANGE: "leader_asks_change",
    SignoffRequest.Decision.COMMENT: "leader_commented",
}


def register_kinds() -> None:
    register(
        Kind(
            "leader_approved",
            gettext_lazy("%(leader)s approved “%(title)s”."),
            fill=_leader,
            link=_address,
            urgent=True,
        ),
        Kind(
            "leader_asks_change",
            gettext_lazy("%(leader)s asks for a change of “%(title)s”."),
            fill=_leader,
            link=_address,
            urgent=True,
        ),
        Kind(
            "leader_commented",
            gettext_lazy("%(leader)s commented on “%(title)s”."),
            fill=_leader,
            link=_address,
        ),
        Kind(
            "leader_word_ended",
            gettext_lazy("%(actor)s changed “%(title)s”, so the leader's approval no longer counts."),
            gettext_lazy("“%(title)s” was changed, so the leader's approval no longer counts."),
            hears=user_can_ask_leaders,
            link=_address,
        ),
        Kind(
            "leader_link_locked",
            gettext_lazy("The leader's link to “%(title)s” is locked after wrong codes: make a new code."),
            hears=user_can_ask_leaders,
            link=_address,
            urgent=True,
        ),
        Kind(
            "attestation_to_confirm",
            gettext_lazy("%(actor)s noted a leader's approval of “%(title)s”: somebody else has to confirm it."),
            hears=user_can_ask_leaders,
            link=_address,
            urgent=True,
        ),
        Kind(
            "attestation_confirmed",
            gettext_lazy("%(actor)s confirmed the leader's approval of “%(title)s” that you noted."),
            hears=user_can_ask_leaders,
            link=_address,
        ),
        Kind(
            "attestation_refused",
            gettext_lazy(
                "%(actor)s refused the leader's approval of “%(title)s” that you noted: see the reason there."
            ),
            hears=user_can_ask_leaders,
            link=_address,
        ),
    )


def tell_decided(request: SignoffRequest, comment: Comment | None = None) -> None:
    """Who asked, who worked on the draft, and who submitted it. It leads to the ``comment`` that the leader's words became."""
    page = request.page.specific
    ids = workers_on_draft(page.pk) | ({request.asked_by_id} if request.asked_by_id else set())
    kind = _DECIDED[SignoffRequest.Decision(request.decision)]
    seeing = _seeing(ids, page)
    asking = {user.pk for user in seeing if user_can_ask_leaders(user, page)}
    # The list of what leaders said is not for whoever only writes.
    for may_ask in (True, False):
        told = [user for user in seeing if (user.pk in asking) is may_ask]
        data = {"comment": comment.pk} if comment else {} if may_ask else {"to": "editor"}
        notify(kind, told, page=page, who=request.leader_id, **data)


def tell_locked(request: SignoffRequest) -> None:
    """Who asked."""
    if request.asked_by_id:
        notify("leader_link_locked", [request.asked_by_id], page=request.page)


def tell_ended(page: ReviewedPage, words: "Iterable[SignoffRequest | Attestation]", user: "User | None") -> None:
    """Who asked for the words, or noted them."""
    ids = {word.asked_by_id if isinstance(word, SignoffRequest) else word.recorded_by_id for word in words}
    notify("leader_word_ended", [pk for pk in ids if pk is not None], page=page, actor=user)


def tell_attested(page: ReviewedPage, attestation: Attestation) -> None:
    """Those who can confirm it."""
    able = holders_of(Role.EDITOR, Role.APPROVING_EDITOR).exclude(pk__in=workers_on_draft(page.pk))
    seeing = [user for user in able if user_can_ask_leaders(user, page)]
    notify("attestation_to_confirm", seeing, page=page, actor=attestation.recorded_by)


def tell_settled(page: ReviewedPage, attestation: Attestation, user: "User") -> None:
    """Who noted it."""
    settle("attestation_to_confirm", page.pk)
    kind = "attestation_confirmed" if attestation.confirmed_at else "attestation_refused"
    if attestation.recorded_by_id:
        notify(kind, [attestation.recorded_by_id], page=page, actor=user)


def _seeing(ids: set[int], page: ReviewedPage) -> "list[User]":
    return [user for user in active().filter(pk__in=ids) if page.permissions_for_user(user).can_edit()]


def _leader(notice: "Notice") -> Mapping[str, Any]:
    leader = Leader.objects.filter(pk=notice.data.get("who")).first()
    return {"leader": str(leader) if leader else _("A leader")}


def _address(notice: "Notice") -> str:
    if notice.page_id is None:
        return ""
    if comment := notice.data.get("comment"):
        return reverse("review_comments:list", args=[notice.page_id]) + f"#comment-{comment}"
    name = "wagtailadmin_pages:edit" if notice.data.get("to") == "editor" else "signoff:list"
    return reverse(name, args=[notice.page_id])
