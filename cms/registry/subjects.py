"""What the trail calls entries of the registry."""

from collections.abc import Iterable

from cms.trail.subjects import MOST_FOUND, register_model

from .models import Body, Congress, Office, Person, Session, Venue


def register() -> None:
    for model in (Body, Congress, Office, Person, Session, Venue):

        def find(text: str, model: type = model) -> Iterable[int]:
            found: Iterable[int] = model.objects.matching(text).values_list("pk", flat=True)[:MOST_FOUND]  # type: ignore[attr-defined]
            return found

        name = str(model._meta.model_name)
        register_model(model, name, f"wagtailsnippets_registry_{name}:edit", find)
