import datetime as dt
import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.sending.queued import Queued
from cms.trail.source import acting_user

from ..private import PrivateStorage, place

FOLDER = "y-kien-lanh-dao"
"""Where photos of notes are kept."""

MOST_WRONG = 5
"""So many wrong codes lock a link until a new code is made."""


class Leader(models.Model):
    """Somebody outside the newsroom who may have the last word (lãnh đạo cho ý kiến). Who it was can be erased."""

    name = models.CharField(_("full name"), max_length=120)
    office = models.CharField(
        pgettext_lazy("leader", "office"), max_length=200, blank=True, help_text=_("As it is shown in the newsroom.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    mobile = models.CharField(_("mobile phone"), max_length=30, blank=True)
    active = models.BooleanField(pgettext_lazy("leader", "is asked"), default=True)
    # Which particulars somebody else has found right: any other, by whatever door they came, are not confirmed.
    confirmed_digest = models.CharField(max_length=64, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    written_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=pgettext_lazy("leader", "written by"), editable=False, related_name="+"
    )
    """Who wrote the particulars since they were confirmed last."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("person", "leader")
        verbose_name_plural = pgettext_lazy("persons", "leaders")
        ordering = [Lower("name"), "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.office})" if self.office else self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        from .particulars import written

        before = Leader.objects.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        written(self, before, acting_user())

    @property
    def particulars(self) -> str:
        """The digest of who this is and where a link or a call goes."""
        told = json.dumps([self.pk, self.name, self.office, self.email, self.mobile])
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_digest == self.particulars

    @property
    def may_be_asked(self) -> bool:
        return self.active and self.is_confirmed


class Version(models.Model):
    """What a word is about: exactly this digest of a page. It outlives the names of those who had a part in it, and a page that
    was ever published (`signoff.receivers`)."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    revision_id = models.PositiveBigIntegerField(_("revision"))
    digest = models.CharField(_("digest"), max_length=64)
    leader = models.ForeignKey(
        Leader,
        verbose_name=pgettext_lazy("person", "leader"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )
    # Members who had the leader's address when the word was asked for: four eyes look at them also once the leader is erased.
    accounts = models.JSONField(default=list)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


def _by(label: Any) -> Any:
    """A member who had a part in it; the row outlives the account, without its name."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class SignoffRequest(Version):
    """A link by which one leader decides about one version, once. Of the link and of the code only digests are kept."""

    class Way(models.TextChoices):
        MAIL = "mail", _("by e-mail from the newsroom")
        COPIED = "copied", _("copied, to be sent by Zalo or SMS")

    class Decision(models.TextChoices):
        APPROVE = "approve", pgettext_lazy("leader", "approves")
        CHANGE = "change", pgettext_lazy("leader", "asks for a change")
        COMMENT = "comment", pgettext_lazy("leader", "comments")

    story_json = models.TextField(_("the story that is shown"))
    asked_by = _by(_("asked by"))
    way = models.CharField(_("how the link travels"), max_length=8, choices=Way.choices)
    token_digest = models.CharField(_("digest of the link"), max_length=64, unique=True)
    code_digest = models.CharField(_("digest of the code"), max_length=64, blank=True)
    code_made_at = models.DateTimeField(_("code made at"), null=True)
    wrong_codes = models.PositiveSmallIntegerField(_("wrong codes"), default=0)
    expires_at = models.DateTimeField(_("good until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = _by(_("revoked by"))
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True)
    comment = models.TextField(_("words"), blank=True)

    class Meta:
        verbose_name = _("sign-off link")
        verbose_name_plural = _("sign-off links")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["page", "digest", "decision"], name="signoff_version")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:8]}"

    @property
    def is_locked(self) -> bool:
        return self.wrong_codes >= MOST_WRONG

    def is_open(self, now: dt.datetime | None = None) -> bool:
        """Whether it may still be decided, as far as the link goes."""
        return self.decided_at is None and self.answers(now)

    def answers(self, now: dt.datetime | None = None) -> bool:
        """Whether the link still tells something to who has its code: it is over with its time, and with its leader."""
        leader = self.leader
        asked = leader is not None and (leader.may_be_asked or self.decided_at is not None)
        return asked and self.revoked_at is None and self.expires_at > (now or timezone.now())


class SignoffLetter(Queued):
    """A mail to the leader with the link, or with the code. What is secret in it is made from ``salt`` and a key outside the
    database when it is sent; then the salt is wiped."""

    class Purpose(models.TextChoices):
        LINK = "link", _("the link")
        CODE = "code", _("the code")

    request = models.ForeignKey(
        SignoffRequest, verbose_name=_("sign-off link"), on_delete=models.CASCADE, related_name="letters"
    )
    purpose = models.CharField(_("purpose"), max_length=4, choices=Purpose.choices)
    salt = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("letter to a leader")
        verbose_name_plural = _("letters to leaders")
        indexes = [
            models.Index(
                fields=["state", "next_try_at", "id"], condition=models.Q(state="queued"), name="signoff_letter_due"
            ),
            models.Index(
                fields=["state", "lease_until"], condition=models.Q(state="sending"), name="signoff_letter_sending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.message_id[:8]}"


def photo_path(attestation: "Attestation", filename: str) -> str:
    return place(FOLDER, filename)


class Attestation(Version):
    """That a leader approved a version by word of mouth or message, as one member noted it; it counts once another confirms it."""

    class How(models.TextChoices):
        PHONE = "phone", _("by phone")
        IN_PERSON = "in_person", _("in person")
        MESSAGE = "message", _("by message")
        PAPER = "paper", _("on paper")

    recorded_by = _by(_("recorded by"))
    said_at = models.DateTimeField(_("said at"))
    how = models.CharField(_("how"), max_length=10, choices=How.choices)
    words = models.TextField(_("words as noted"))
    photo = models.FileField(_("photo of the note"), upload_to=photo_path, storage=PrivateStorage(), blank=True)
    photo_sha256 = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_by = _by(_("confirmed by"))
    refused_at = models.DateTimeField(_("refused at"), null=True)
    refused_by = _by(_("refused by"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("attested approval")
        verbose_name_plural = _("attested approvals")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["page", "digest", "confirmed_at"], name="attested_version")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:8]}"

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.refused_at is None
