from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        from . import acts, checks, second_factor

        acts.register()
        # Django sends the signal only for apps that have models; once is enough.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("staff"))


def make_cache_table(using: str, **kwargs: Any) -> None:
    """The table of the shared cache comes with the migrations; nothing happens where it is there, or where Redis is the cache."""
    from django.core.management import call_command

    call_command("createcachetable", database=using, verbosity=0)
