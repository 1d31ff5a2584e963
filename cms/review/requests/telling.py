"""Who hears of a request for correction. A notice names the request by its number and article, never who asked."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.staff.roles import Role

from ..notices.concerned import holders_of
from ..notices.door import notify
from ..notices.kinds import Data, Kind, register
from .models import CorrectionRequest
from .permissions import user_can_handle_requests

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..notices.models import Notice


def _may_see(user: Any, page: Any) -> bool:
    return user_can_handle_requests(user)


def register_kinds() -> None:
    register(
        *(
            Kind(code, sentence, hears=_may_see, urgent=urgent, fill=_numbers, link=_address, merge=_both)
            for code, sentence, urgent in (
                ("request_registered", gettext_lazy("%(actor)s registered a request for correction: %(requests)s."), False),
                ("request_assigned", gettext_lazy("%(actor)s put a request for correction into your hands: %(requests)s."), False),
                ("request_decided", gettext_lazy("%(actor)s decided on a request for correction: %(requests)s."), False),
                ("request_answered", gettext_lazy("%(actor)s answered a request for correction: %(requests)s."), False),
                ("request_due", gettext_lazy("To be answered by tomorrow: request for correction %(requests)s."), False),
                ("request_late", gettext_lazy("Late: request for correction %(requests)s is not answered."), True),
            )
        )
    )  # fmt: skip


def tell_registered(request: CorrectionRequest, user: "User") -> None:
    """Approving editors, who decide; and in whose hands it was put."""
    told = _assigned(request)
    if told:
        _tell("request_assigned", request, told, user)
    _tell(
        "request_registered", request, set(holders_of(Role.APPROVING_EDITOR).values_list("pk", flat=True)) - told, user
    )


def tell_assigned(request: CorrectionRequest, user: "User") -> None:
    _tell("request_assigned", request, _assigned(request), user)


def tell_decided(request: CorrectionRequest, user: "User") -> None:
    """Who answers it next."""
    _tell("request_decided", request, _assigned(request) | _ids(request.registered_by_id), user)


def tell_answered(request: CorrectionRequest, user: "User") -> None:
    _tell("request_answered", request, _assigned(request) | _ids(request.registered_by_id, request.decided_by_id), user)


def remind(request: CorrectionRequest) -> None:
    """In whose hands it is, else the approving editors; late ones concern both."""
    editors = set(holders_of(Role.APPROVING_EDITOR).values_list("pk", flat=True))
    if request.is_late:
        _tell("request_late", request, _assigned(request) | editors, None)
    else:
        _tell("request_due", request, _assigned(request) or editors, None)


def _tell(kind: str, request: CorrectionRequest, told: set[int], user: "User | None") -> None:
    # Without a page: what is told of several at once is one notice that names them all.
    notify(kind, told, actor=user, requests=[[request.pk, request.headline]])


def _assigned(request: CorrectionRequest) -> set[int]:
    return _ids(request.assigned_to_id)


def _ids(*ids: int | None) -> set[int]:
    return {pk for pk in ids if pk is not None}


def _numbers(notice: "Notice") -> Mapping[str, Any]:
    rows = notice.data["requests"]
    return {"requests": "; ".join(f"#{pk} “{headline}”" if headline else f"#{pk}" for pk, headline in rows)}


def _both(old: Data, new: Data) -> Data:
    return {"requests": sorted({tuple(row) for row in (*old["requests"], *new["requests"])})}


def _address(notice: "Notice") -> str:
    rows = notice.data["requests"]
    if len(rows) == 1:
        return reverse("correction_requests:detail", args=[rows[0][0]])
    return reverse("correction_requests:index")
