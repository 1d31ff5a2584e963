"""Each act past the review is looked at by somebody else, and stays in the books."""

from cms.review.emergency.models import AfterReview
from cms.staff.roles import Role

from ..house import ROLES
from .breach import require
from .known import AfterLook
from .memory import Memory
from .rights import AT_ONCE


class Emergencies(Memory):
    def looked_at_afterwards(self, who: str, what: str) -> None:
        found = {row.pk: row for row in AfterReview.objects.all()}
        require(self.after_reviews.keys() <= found.keys(), "an after-review is gone")
        for pk, row in found.items():
            opener = self.house.names.get(row.opened_by_id, "")
            look = self.after_reviews.get(pk)
            if look is None:
                require(what.startswith(AT_ONCE) and opener == who, f"after-review {pk} was opened by «{what}»")
                require(Role.EMERGENCY in ROLES[opener], f"after-review {pk}: {opener} is not on emergency duty")
                look = AfterLook(opener, row.page_id, frozenset(self.pages[row.page_id].workers()))
                self.after_reviews[pk] = look
            require(opener == look.who and row.reason, f"after-review {pk} was changed")
            closer = self.house.names.get(row.closed_by_id, "")
            if closer and not look.closed_by:
                require(closer == who and Role.APPROVING_EDITOR in ROLES[closer], f"{closer} closed after-review {pk}")
                require(closer != look.who, f"{closer} closed the after-review of an own act")
                require(
                    row.act != "publish" or closer not in look.workers,
                    f"{closer} closed the after-review of own work",
                )
            require(not look.closed_by or closer == look.closed_by, f"after-review {pk} was opened again")
            look.closed_by = closer
