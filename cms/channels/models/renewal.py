from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .account import Account


class Renewal(models.Model):
    """One exchange of an account's credentials for the next ones, after which the earlier open nothing any more.

    The row is written before the platform is asked, and says what is known where the answer never came.
    """

    class State(models.TextChoices):
        ASKING = "asking", pgettext_lazy("renewal of credentials", "being asked for")
        KEPT = "kept", pgettext_lazy("renewal of credentials", "new ones kept")
        # A person entered others meanwhile, or the account was renewed by somebody else.
        NEEDLESS = "needless", pgettext_lazy("renewal of credentials", "not needed any more")
        FAILED = "failed", pgettext_lazy("renewal of credentials", "failed: a person has to sign in anew")

    account = models.ForeignKey(
        Account, verbose_name=pgettext_lazy("platform", "account"), on_delete=models.CASCADE, related_name="renewals"
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.ASKING)
    begun_at = models.DateTimeField(_("since"), default=timezone.now)
    # Whoever asks holds it so long; afterwards somebody else goes on.
    held_until = models.DateTimeField(_("held until"), default=timezone.now)
    tries = models.PositiveIntegerField(_("attempts"), default=0)
    # A request may have left to which no answer has come: the credentials in hand may be used up.
    in_doubt = models.BooleanField(_("outcome unknown"), default=False)
    told = models.BooleanField(_("managers told"), default=False)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("renewal of credentials")
        verbose_name_plural = _("renewals of credentials")
        ordering = ["-pk"]
        constraints = [
            # The lock across workers and machines.
            models.UniqueConstraint(fields=["account"], condition=Q(state="asking"), name="renewal_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.state}"
