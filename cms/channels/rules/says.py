"""What becomes of an article on a channel once it is approved, by the rule of today: one sentence."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.publication.story import Story
from cms.review.models import ReviewTask
from cms.review.stages.about import About, is_for
from cms.review.stages.kinds import AboutSession, InPhase
from cms.text.dates import full_moment

from ..pauses import pause_of, who_and_when
from ..registry import channel
from .eligible import may_stand, subject_of, why_not
from .models import Rule
from .queries import rule_of, stages_of


def says_of(code: str, story: Story, now: dt.datetime | None = None) -> str:
    """The sentence. Where nobody takes articles there, or somebody holds everything back, it says so: a rule would promise what
    does not happen."""
    one, rule = channel(code), rule_of(code, now or timezone.now())
    stands = may_stand(code, story.page_id)
    if not stands and rule and (reasons := why_not(rule, story)):
        why = ", ".join(_reason(reason) for reason in ("sessions", "phases", "sections") if reason in reasons)
        return _("By today's rule this article does not go there: %(why)s.") % {"why": why}
    if not one.open():
        return _(
            "No account takes articles on this channel at present. A post that is written is kept; it can go out only once the "
            "channel is open again."
        )
    if pause := pause_of(one):
        told = _("The channel is paused (%(who)s, %(moment)s): what is approved waits until it goes on.")
        return told % who_and_when(pause)
    if stands and not one.keeps_places:
        return _(
            "It has been sent there already: a correction and a withdrawal follow at once, whatever the rule says."
        )
    if stands:
        return _("It stands there already: corrections and withdrawals follow at once, whatever the rule says.")
    return _goes(rule, _names(stages_for(code, story)))


def _goes(rule: Rule | None, stages: str) -> str:
    """The sentence for what goes there once it is approved; ``stages`` are those that it has to pass for the channel."""
    if rule and (conditions := conditions_of(rule)):
        told = pgettext("rule of a channel", "it passes the stage “%(stages)s”")
        conditions = [told % {"stages": stages}, *conditions] if stages else conditions
        return _("By today's rule this article goes there: %(conditions)s.") % {"conditions": "; ".join(conditions)}
    if rule and stages:
        told = _("By today's rule this article goes there as soon as it is approved, after the stage “%(stages)s”.")
        return told % {"stages": stages}
    if rule:
        return _("By today's rule this article goes there as soon as it is approved.")
    if stages:
        told = _("No rule holds today: the article goes there as soon as it is approved, after the stage “%(stages)s”.")
        return told % {"stages": stages}
    return _("No rule holds today: the article goes there as soon as it is approved.")


def stages_for(code: str, story: Story) -> list[ReviewTask]:
    """The stages that such an article passes because it goes to the channel."""
    stages = stages_of(code)
    if not stages:
        return []
    subject = subject_of(story)
    version = About(story.kind, subject.session, subject.phases, channels=frozenset({code}))
    return [stage for stage in stages if is_for(stage, version)]


def _names(stages: list[ReviewTask]) -> str:
    return "”, “".join(stage.name for stage in stages)


@dataclass(frozen=True)
class Provisions:
    """What a rule asks of people beyond what is enforced, and whom they call: a line each."""

    note: list[str]
    to_call: list[str]


def provisions_of(code: str) -> Provisions:
    """Those of the rule of today."""
    rule = rule_of(code)
    return Provisions(_lines(rule.note), _lines(rule.to_call)) if rule else Provisions([], [])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def summary_of(rule: Rule) -> str:
    """What goes there by the rule, and under which conditions, in short."""
    lists = (
        [str(each.label) for each in AboutSession if each.value in rule.sessions],
        [str(each.label) for each in InPhase if each.value in rule.phases],
        [section.title for section in rule.sections.all()],
    )
    what = [pgettext("rule of a channel", "only: %(what)s") % {"what": ", ".join(each)} for each in lists if each]
    found = [*what, *conditions_of(rule)]
    return "; ".join(found) or pgettext("rule of a channel", "every article, at once")


def conditions_of(rule: Rule) -> list[str]:
    """Under which conditions an article goes there that may."""
    found = []
    if groups := [group.name for group in rule.senders.all()]:
        told = pgettext("rule of a channel", "what nobody of “%(groups)s” approved waits until one of them lets it go")
        found.append(told % {"groups": "”, “".join(groups)})
    if rule.quiet:
        told = pgettext("rule of a channel", "new posts wait from %(begins)s until %(ends)s")
        found.append(told % {"begins": f"{rule.quiet[0]:%H:%M}", "ends": f"{rule.quiet[1]:%H:%M}"})
    if rule.most_a_day:
        found.append(
            ngettext("at most %(count)d post a day", "at most %(count)d posts a day", rule.most_a_day)
            % {"count": rule.most_a_day}
        )
    if rule.minutes_between:
        found.append(
            ngettext(
                "at least %(count)d minute between two posts",
                "at least %(count)d minutes between two posts",
                rule.minutes_between,
            )
            % {"count": rule.minutes_between}
        )
    if rule.needs_picture:
        found.append(pgettext("rule of a channel", "a picture is needed"))
    if rule.line:
        found.append(pgettext("rule of a channel", "signed “%(line)s”") % {"line": rule.line})
    return found


def waiting(where: str, code: str, until: dt.datetime | None) -> str:
    """Why a rule holds something back on a channel, and until when, as a sentence."""
    if until is None:
        rule = rule_of(where)
        groups = [group.name for group in rule.senders.all()] if rule else []
        if not groups:
            return _("It waits until somebody who looks after the channels lets it go.")
        told = _("It waits until a member of “%(groups)s” lets it go.")
        return told % {"groups": "”, “".join(groups)}
    told = {
        "quiet": _("It waits until the quiet hours end, %(moment)s."),
        "day_full": _("The account has had its posts of the day; it waits until %(moment)s."),
        "too_soon": _("It keeps its distance from the post before, until %(moment)s."),
    }[code]
    return told % {"moment": full_moment(until)}


def _reason(reason: str) -> str:
    return {
        "sessions": pgettext("rule of a channel", "its kind of session is not for this channel"),
        "phases": pgettext("rule of a channel", "its phase of the congress is not for this channel"),
        "sections": pgettext("rule of a channel", "its section is not for this channel"),
    }[reason]
