import datetime as dt
import json
import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .insert_only import InsertOnly


class Entry(InsertOnly):
    """One act, chained to the one before. Holds pseudonymous ids and no text, so that persons stay erasable.

    Rows are only ever inserted: database triggers refuse UPDATE and DELETE.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.CharField(
        _("at"), max_length=32, help_text=_("UTC, ISO 8601 with microseconds: the characters that were chained.")
    )
    action = models.CharField(_("action"), max_length=80)
    actor = models.CharField(_("actor"), max_length=36, blank=True)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    data = models.TextField(_("data"), default="{}")
    route = models.CharField(_("route"), max_length=120, blank=True)
    origin = models.CharField(_("origin"), max_length=32, blank=True)
    link = models.CharField(_("link"), max_length=64)

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail entries")
        ordering = ["number"]
        # Each filter is read backwards from the newest entry.
        indexes = [
            models.Index(fields=["action", "number"], name="trail_by_action"),
            models.Index(fields=["actor", "number"], name="trail_by_actor"),
            models.Index(fields=["subject", "number"], name="trail_by_subject"),
            models.Index(fields=["origin", "number"], name="trail_by_origin", condition=~models.Q(origin="")),
            models.Index(fields=["at"], name="trail_by_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)

    @property
    def facts(self) -> dict[str, Any]:
        """What was written down with the act: ids, digests, codes."""
        facts: dict[str, Any] = json.loads(self.data)
        return facts

    @property
    def words(self) -> str:
        """What was typed with the act; empty where nothing was, or it was erased."""
        typed = getattr(self, "typed", None) if '"words": ' in self.data else None
        return typed.text if typed is not None else ""


def new_key() -> str:
    return uuid.uuid4().hex


class Words(models.Model):
    """What somebody typed with an act, a reason above all. It may name a person, so it stands beside the entry and can be erased;
    the entry holds its keyed digest, so that it can't be changed unseen."""

    entry = models.OneToOneField(
        Entry, verbose_name=_("trail entry"), primary_key=True, on_delete=models.PROTECT, related_name="typed"
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("words of an act")
        verbose_name_plural = _("words of acts")

    def __str__(self) -> str:
        return self.text[:80]


class Origin(models.Model):
    """A network address behind a random key, a new one each day: entries hold the key, so the address can be erased."""

    key = models.CharField(max_length=32, primary_key=True, default=new_key)
    address = models.GenericIPAddressField(_("network address"), null=True)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        constraints = [models.UniqueConstraint(fields=["day", "address"], name="origin_once_a_day")]

    def __str__(self) -> str:
        return self.key
