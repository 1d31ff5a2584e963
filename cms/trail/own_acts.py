"""The acts of accounts, of settings that belong to no room, and of the trail itself."""

from django.utils.translation import pgettext_lazy

from .acts import register_acts


def register() -> None:
    register_acts(
        "staff",
        pgettext_lazy("acts", "Accounts and rights"),
        {
            "staff.signed_in": pgettext_lazy("act", "signed in"),
            "staff.signed_out": pgettext_lazy("act", "signed out"),
            "staff.sign_in_failed": pgettext_lazy("act", "failed to sign in"),
            "staff.locked_out": pgettext_lazy("act", "was locked out after failed sign-ins"),
            "staff.password_set": pgettext_lazy("act", "password set"),
            "staff.second_factor_added": pgettext_lazy("act", "second factor set up"),
            "staff.second_factor_removed": pgettext_lazy("act", "second factor removed"),
            "staff.second_factor_reset": pgettext_lazy("act", "second factor reset by the operator"),
            "staff.second_factor_failed": pgettext_lazy("act", "typed a wrong second-factor code"),
            "staff.recovery_codes_made": pgettext_lazy("act", "recovery codes made anew"),
            "staff.api_token_made": pgettext_lazy("act", "API token made"),
            "staff.api_token_revoked": pgettext_lazy("act", "API token revoked"),
            "staff.user_added": pgettext_lazy("act", "account added"),
            "staff.user_changed": pgettext_lazy("act", "account changed"),
            "staff.user_deleted": pgettext_lazy("act", "account deleted"),
            "staff.active_changed": pgettext_lazy("act", "account closed or opened again"),
            "staff.superuser_changed": pgettext_lazy("act", "superuser rights given or taken"),
            "staff.roles_added": pgettext_lazy("act", "roles given"),
            "staff.roles_removed": pgettext_lazy("act", "roles taken"),
            "staff.roles_cleared": pgettext_lazy("act", "all roles taken"),
            "staff.group_added": pgettext_lazy("act", "group added"),
            "staff.group_changed": pgettext_lazy("act", "group changed"),
            "staff.group_deleted": pgettext_lazy("act", "group deleted"),
            "staff.rights_given": pgettext_lazy("act", "rights given to a group"),
            "staff.rights_changed": pgettext_lazy("act", "rights of a group changed"),
            "staff.rights_taken": pgettext_lazy("act", "rights taken from a group"),
            "unit.added": pgettext_lazy("act", "unit added"),
            "unit.changed": pgettext_lazy("act", "unit changed"),
            "unit.deleted": pgettext_lazy("act", "unit deleted"),
        },
    )
    register_acts(
        "object",
        pgettext_lazy("acts", "Other settings"),
        {
            "object.added": pgettext_lazy("act", "added"),
            "object.changed": pgettext_lazy("act", "changed"),
            "object.deleted": pgettext_lazy("act", "deleted"),
            "object.other": pgettext_lazy("act", "something else was done"),
        },
    )
    register_acts(
        "trail",
        pgettext_lazy("acts", "Trail"),
        {
            "trail.exported": pgettext_lazy("act", "trail exported"),
            "trail.words_erased": pgettext_lazy("act", "typed words erased"),
            "trail.addresses_erased": pgettext_lazy("act", "network addresses erased"),
        },
    )
