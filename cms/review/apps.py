from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "cms.review"
    label = "review"
    verbose_name = _("Review")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from cms.articles.notes import register_note
        from cms.publication.inspection import register_inspection

        from . import acts, receivers
        from .comments import acts as acts_of_comments
        from .comments import hooks as comments_hooks
        from .comments.note import comments_note
        from .comments.telling import register_kinds as register_kinds_of_comments
        from .comparison.note import comparison_note
        from .desk import hooks as desk_hooks
        from .desk import receivers as desk_receivers
        from .dossier import hooks
        from .dossier.parts import register_part
        from .duty import acts as acts_of_duty
        from .duty import hooks as duty_hooks
        from .duty.models import Shift, StandIn
        from .duty.policies import MandatePolicy, RosterPolicy
        from .duty.telling import register_kinds as register_kinds_of_duty
        from .emergency import acts as acts_of_emergencies
        from .emergency import hooks as emergency_hooks
        from .emergency import receivers as emergency_receivers
        from .emergency.inspection import emergencies_without_a_look
        from .emergency.note import after_review_note
        from .emergency.telling import register_kinds as register_kinds_of_emergencies
        from .note import sent_back_note, stopped_note
        from .notices import acts as acts_of_notices
        from .notices import admin_hooks
        from .notices import receivers as notices
        from .notices.mediums.mail import Mail
        from .notices.mediums.registry import register
        from .notices.mediums.telegram import Telegram
        from .notices.review_kinds import register_kinds
        from .paper import acts as acts_of_papers
        from .paper import hooks as paper_hooks
        from .paper.note import paper_note
        from .paper.telling import register_kinds as register_kinds_of_papers
        from .requests import acts as acts_of_requests
        from .requests.hooks import REQUESTS, requests_note
        from .requests.telling import register_kinds as register_kinds_of_requests
        from .signoff import acts as acts_of_signoff
        from .signoff import hooks as signoff_hooks
        from .signoff import receivers as signoff_receivers
        from .signoff.dossier import LEADERS
        from .signoff.note import leaders_note
        from .signoff.telling import register_kinds as register_kinds_of_signoff
        from .stages import acts as acts_of_stages
        from .stages import hooks as stages_hooks
        from .stages import line
        from .stages.listing import say_when
        from .stages.note import stage_note
        from .stages.slip_note import slip_note
        from .stages.telling import register_kinds as register_kinds_of_stages

        line.take_over()
        say_when()
        acts.register()
        acts_of_stages.register()
        acts_of_signoff.register()
        register_kinds_of_signoff()
        register_part(LEADERS)
        acts_of_duty.register()
        register_permission_policy(Shift, RosterPolicy(Shift))
        register_permission_policy(StandIn, MandatePolicy(StandIn))
        acts_of_notices.register()
        acts_of_papers.register()
        register_kinds_of_papers()
        acts_of_comments.register()
        acts_of_emergencies.register()
        acts_of_requests.register()
        register_part(REQUESTS)
        register_note(requests_note)
        register_inspection(emergencies_without_a_look)
        register_note(after_review_note)
        register_note(sent_back_note)
        register_kinds()
        register_kinds_of_comments()
        register_kinds_of_stages()
        register_kinds_of_emergencies()
        register_kinds_of_duty()
        register_kinds_of_requests()
        register(Mail())
        register(Telegram())
        register_note(slip_note)
        register_note(stage_note)
        register_note(comparison_note)
        register_note(comments_note)
        register_note(paper_note)
        register_note(stopped_note)
        register_note(leaders_note)
