from django.core.cache import cache
from django_tasks import task


@task()
def note(value: str) -> None:
    cache.set("noted", value)


@task()
def break_down() -> None:
    raise RuntimeError("on purpose")
