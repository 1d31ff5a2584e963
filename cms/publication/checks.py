"""Rules of the house that ``manage.py check`` holds."""

from typing import Any

from django.core import checks
from wagtail.models import get_page_models


@checks.register()
def every_page_is_reviewed(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every page type comes from the reviewed page: another one would have no gate."""
    from .pages import ReviewedPage

    return [
        checks.Error(
            f"{model.__name__} is a page type without the reviewed base class.",
            hint="Derive it from cms.publication.pages.ReviewedPage.",
            obj=model,
            id="publication.E001",
        )
        for model in get_page_models()
        if not issubclass(model, ReviewedPage) and model._meta.label != "wagtailcore.Page"
    ]
