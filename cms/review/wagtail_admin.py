"""Wagtail's admin, less what the newsroom's notices do in its place."""

from wagtail.admin.apps import WagtailAdminAppConfig


class StaffAdminConfig(WagtailAdminAppConfig):
    """Wagtail's admin app without its mails about stages: they leave while a request is answered, and are lost when the mail server
    is down; and without the preferences that would choose them."""

    def ready(self) -> None:
        super().ready()
        from wagtail.admin.views import account
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        from .notices.account import NoWagtailPanel

        for signal, sender, uid in (
            (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
            (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
            (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
            (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
        ):
            if not signal.disconnect(sender=sender, dispatch_uid=uid):
                raise RuntimeError(f"Wagtail sends its mails otherwise than it did: {uid}")
        account.NotificationsSettingsPanel = NoWagtailPanel
