"""The notices of the stages."""

from django.utils.translation import gettext_lazy

from ..notices.kinds import Kind, register


def register_kinds() -> None:
    register(
        Kind("claim_taken", gettext_lazy("%(actor)s took over “%(title)s” from you at the stage “%(stage)s”.")),
    )
