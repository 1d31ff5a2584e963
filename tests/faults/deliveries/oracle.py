"""What must hold at the end, whatever happened."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cms.channels.models import Attempt, Delivery, FollowUp, Subscriber
from cms.trail.verify import faults
from tests.channels.contract.counterpart import Counterpart

from .storm import Article
from .witness import Taken, standing, taken

State = Delivery.State


def breaches(sides: Iterable[Counterpart], articles: list[Article]) -> Iterator[str]:
    """Each promise that was not kept, in a sentence; nothing where all were."""
    by_number = {one.number: one for one in articles}
    for side in sides:
        history = taken(side)
        yield from twice(side, history)
        yield from _out_of_order(side, history)
        yield from _lost(side, history, by_number)
    yield from _not_accounted_for()
    yield from (f"trail: {fault}" for fault in faults())


def twice(side: Counterpart, history: list[Taken]) -> Iterator[str]:
    """What came more than once."""
    posts = Counter((each.number, each.recipient) for each in history if each.verb == "send")
    yield from (
        f"{side.code}: article {number} {who} was posted {n} times" for (number, who), n in posts.items() if n > 1
    )
    messages = Counter(each.key for each in history if each.key)
    yield from (f"{side.code}: message {key} was taken {n} times" for key, n in messages.items() if n > 1)


def _out_of_order(side: Counterpart, history: list[Taken]) -> Iterator[str]:
    before: dict[tuple[int, str], Taken] = {}
    for each in history:
        last = before.get((each.number, each.recipient))
        if last is None and each.verb == "edit":
            yield f"{side.code}: article {each.number} was edited before it was posted"
        if last and last.verb == "withdraw" and each.verb != "withdraw":
            yield f"{side.code}: article {each.number} came again after it was taken back"
        if last and each.version and each.version < last.version:
            yield f"{side.code}: article {each.number} went back from version {last.version} to {each.version}"
        before[each.number, each.recipient] = each


def _lost(side: Counterpart, history: list[Taken], articles: dict[int, Article]) -> Iterator[str]:
    in_doubt = set(
        Delivery.objects.filter(channel=side.code, state=State.UNKNOWN).values_list("dispatch__page_id", "recipient_id")
    )
    # What a platform lets nobody change any more is a person's.
    by_hand = FollowUp.objects.filter(state=FollowUp.State.OPEN, placement__channel=side.code)
    doubted = {page for page, _recipient in in_doubt} | set(by_hand.values_list("placement__page_id", flat=True))
    if side.code == "email":
        last = {(each.number, each.recipient): each for each in history}
        for subscriber in Subscriber.objects.all():
            for one in articles.values():
                if (one.page_id, subscriber.pk) not in in_doubt:
                    yield from _not_told(one, last.get((one.number, subscriber.email)))
        return
    seen = standing(side)
    for one in articles.values():
        wanted = [] if one.withdrawn else [one.version]
        if one.page_id not in doubted and seen.get(one.number, []) != wanted:
            yield f"{side.code}: of article {one.number} {seen.get(one.number, [])} stands, not {wanted}"


def _not_told(article: Article, last: Taken | None) -> Iterator[str]:
    """What a subscriber lacks who was mailed that last."""
    if last is None:
        if not article.withdrawn:
            yield f"email: article {article.number} never came"
    elif article.withdrawn and last.verb != "withdraw":
        yield f"email: nobody was told that article {article.number} was withdrawn"
    elif not article.withdrawn and last.version < article.corrected:
        yield f"email: article {article.number} was not corrected after version {last.version}"


def _not_accounted_for() -> Iterator[str]:
    """A delivery that is neither there, nor needless, nor a person's to look at; what waits does so behind one of those."""
    rows = Delivery.objects.exclude(state__in=[State.DELIVERED, State.OBSOLETE, State.UNKNOWN]).select_related(
        "dispatch"
    )
    for row in rows:
        page = row.dispatch.page_id if row.dispatch else None
        behind = Delivery.objects.filter(
            channel=row.channel, recipient_id=row.recipient_id, dispatch__page_id=page, state=State.UNKNOWN
        )
        if row.state != State.QUEUED or not behind.exists():
            events = "; ".join(f"{one.event} {one.detail}" for one in row.attempt_rows.all())
            yield f"{row.channel}: delivery {row.pk} stands as {row.state}: {events}"
    for row in Delivery.objects.filter(state=State.DELIVERED):
        if not row.attempt_rows.filter(event=Attempt.Event.SENDING).exists():
            yield f"{row.channel}: delivery {row.pk} is called delivered, and never began"
