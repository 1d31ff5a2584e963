"""What the ledger is narrowed to."""

from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from cms.review.desk.models import DeskRow
from cms.text.fold import fold

from .models import Account, Attempt, Delivery, Dispatch, WebhookEndpoint
from .not_taken import not_taken
from .outbox.lanes import Queue
from .registry import channels, is_platform
from .verbs import Verb
from .words import label_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

State = Delivery.State

_EDITED, _TAKEN_BACK, _NOT_TAKEN = "edited", "taken_back", "not_taken"

_ARRIVED: dict[str, Q] = {
    State.DELIVERED: Q(state=State.DELIVERED, verb=Verb.SEND),
    _EDITED: Q(state=State.DELIVERED, verb=Verb.EDIT),
    _TAKEN_BACK: Q(state=State.DELIVERED, verb=Verb.WITHDRAW),
}
"""The states of what has arrived, as the ledger tells them (`told_state`)."""


def _states() -> "list[tuple[str, str | Promise]]":
    found: list[tuple[str, str | Promise]] = []
    for state in State:
        found.append((state.value, state.label))
        if state == State.DELIVERED:
            found += [(_EDITED, Attempt.Event.EDITED.label), (_TAKEN_BACK, Attempt.Event.WITHDRAWN.label)]
    return [*found, (_NOT_TAKEN, pgettext_lazy("ledger", "not taken, and nothing has followed"))]


def _accounts() -> list[tuple[str, str]]:
    """The accounts and partners that have a queue of their own, by the queue's name."""
    rows = [(row.channel, row.pk, row.name) for row in Account.objects.all() if is_platform(row.channel)]
    rows += [("webhook", row.pk, row.name) for row in WebhookEndpoint.objects.all()]
    return [(str(Queue(code, pk)), f"{label_of(code)}: {name}") for code, pk, name in rows]


class LedgerFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=_states, method="of_states", widget=forms.CheckboxSelectMultiple
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=lambda: [(one.code, one.label) for one in channels()]
    )
    account = django_filters.ChoiceFilter(
        label=pgettext_lazy("ledger", "Account or partner"), choices=_accounts, method="of_account"
    )
    headline = django_filters.CharFilter(
        label=_("Headline"), help_text=_("Words of it, also without marks."), method="of_headline"
    )

    class Meta:
        model = Delivery
        fields = ["state", "channel", "account", "headline", "purpose"]

    def of_states(self, rows: "QuerySet[Delivery]", name: str, chosen: list[str]) -> "QuerySet[Delivery]":
        """Those that stand in any of the states."""
        found = Q(state__in=[each for each in chosen if each in State.values and each not in _ARRIVED])
        for each in _ARRIVED.keys() & set(chosen):
            found |= _ARRIVED[each]
        if _NOT_TAKEN in chosen:
            found |= Q(pk__in=not_taken(timezone.now()).order_by().values("pk"))
        return rows.filter(found)

    def of_account(self, rows: "QuerySet[Delivery]", name: str, chosen: str) -> "QuerySet[Delivery]":
        queue = Queue.parse(chosen)
        return rows.filter(channel=queue.channel, recipient_id=queue.recipient_id)

    def of_headline(self, rows: "QuerySet[Delivery]", name: str, chosen: str) -> "QuerySet[Delivery]":
        """Those of articles that have all of the words in their headline."""
        pages = DeskRow.objects.all()
        for word in fold(chosen).split():
            pages = pages.filter(folded__contains=word)
        return rows.filter(dispatch__in=Dispatch.objects.filter(page_id__in=pages.values("pk")).order_by().values("pk"))
