from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from cms.publication.models import Publication
from cms.text.dates import today

from ..private import PrivateStorage, place


def _member(label: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class CorrectionRequest(models.Model):
    """A request for correction (yêu cầu cải chính) that somebody outside has made, by whatever way it came."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("request", "open")
        DECIDED = "decided", pgettext_lazy("request", "decided, not answered yet")
        ANSWERED = "answered", pgettext_lazy("request", "answered")

    class Way(models.TextChoices):
        MAIL = "mail", pgettext_lazy("request", "e-mail")
        LETTER = "letter", pgettext_lazy("request", "letter or official dispatch")
        PHONE = "phone", pgettext_lazy("request", "telephone")
        VISIT = "visit", pgettext_lazy("request", "in person")
        OTHER = "other", pgettext_lazy("request", "another way")

    class Decision(models.TextChoices):
        CORRECT = "correct", pgettext_lazy("request", "correct it")
        PARTLY = "partly", pgettext_lazy("request", "correct a part of it")
        REFUSE = "refuse", pgettext_lazy("request", "refuse")

    state = models.CharField(
        pgettext_lazy("request", "state"), max_length=16, choices=State.choices, default=State.OPEN
    )
    way = models.CharField(pgettext_lazy("request", "how it came"), max_length=16, choices=Way.choices)
    received_on = models.DateField(pgettext_lazy("request", "received on"))
    # A number and no key: the request stays when the page has gone.
    page_id = models.PositiveBigIntegerField(pgettext_lazy("request", "article"), null=True, db_index=True)
    headline = models.CharField(pgettext_lazy("request", "headline at that time"), max_length=255, blank=True)
    address = models.CharField(pgettext_lazy("request", "address"), max_length=1000, blank=True)
    claim = models.TextField(pgettext_lazy("request", "what is said to be wrong"))
    asked = models.TextField(pgettext_lazy("request", "what is asked for"))
    due_on = models.DateField(pgettext_lazy("request", "to be answered by"))
    assigned_to = _member(pgettext_lazy("request", "in whose hands"))
    registered_by = _member(pgettext_lazy("request", "registered by"))
    registered_at = models.DateTimeField(pgettext_lazy("request", "registered"))
    decision = models.CharField(
        pgettext_lazy("request", "decision"), max_length=16, choices=Decision.choices, blank=True
    )
    why = models.TextField(pgettext_lazy("request", "reason of the decision"), blank=True)
    decided_by = _member(pgettext_lazy("request", "decided by"))
    decided_at = models.DateTimeField(pgettext_lazy("request", "decided"), null=True)
    answer = models.TextField(pgettext_lazy("request", "answer"), blank=True)
    answered_by = _member(pgettext_lazy("request", "answered by"))
    answered_at = models.DateTimeField(pgettext_lazy("request", "answered"), null=True)
    correction = models.ForeignKey(
        Publication,
        verbose_name=pgettext_lazy("request", "publication that corrects it"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reminded_on = models.DateField(pgettext_lazy("request", "reminded on"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("request", "request for correction")
        verbose_name_plural = pgettext_lazy("request", "requests for correction")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=~Q(state="answered"), name="request_unanswered"),
            models.Index(fields=["answered_at"], name="request_answered_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decision="", decided_at=None)
                | (Q(decided_at__isnull=False) & ~Q(state="open") & ~Q(decision="") & ~Q(why="")),
                name="request_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False) & ~Q(answer="")
                | (~Q(state="answered") & Q(answered_at=None, answer="")),
                name="request_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.headline}".strip()

    @property
    def is_late(self) -> bool:
        """Whether its day is over without an answer."""
        return self.state != self.State.ANSWERED and self.due_on < today()


class RequestSender(models.Model):
    """Who asked: the personal data of a request, in a row of its own so that it can be erased while the request stays."""

    request = models.OneToOneField(CorrectionRequest, on_delete=models.CASCADE, related_name="sender")
    name = models.CharField(pgettext_lazy("request", "name"), max_length=200)
    body = models.CharField(pgettext_lazy("request", "body or role"), max_length=200, blank=True)
    contact = models.TextField(pgettext_lazy("request", "address, telephone, e-mail"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("request", "sender")
        verbose_name_plural = pgettext_lazy("request", "senders")

    def __str__(self) -> str:
        return self.name


def scan_path(scan: "RequestScan", filename: str) -> str:
    return place("yeu-cau-cai-chinh", filename)


class RequestScan(models.Model):
    """A scan of the letter (bản quét), as PDF or picture. It shows who asked, so it is erased with the sender."""

    request = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="scans")
    file = models.FileField(pgettext_lazy("request", "scan"), upload_to=scan_path, storage=PrivateStorage())
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(pgettext_lazy("request", "bytes"))
    added_by = _member(pgettext_lazy("request", "added by"))
    added_at = models.DateTimeField(pgettext_lazy("request", "added"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("request", "scan of a letter")
        verbose_name_plural = pgettext_lazy("request", "scans of letters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.request_id} {self.sha256[:8]}"
