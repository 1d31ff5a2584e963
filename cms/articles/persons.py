"""Persons as an article shows them."""

import datetime as dt
from typing import TYPE_CHECKING

from cms.publication.story import Mention
from cms.registry.values import mention_value

if TYPE_CHECKING:
    from cms.registry.models import Person


def mention_on(person: "Person", day: dt.date | None) -> Mention:
    """The person with the offices of the article's day; an article without a day can tell none."""
    if day is None:
        return Mention(person_id=person.pk, name=person.name, slug=person.slug)
    return mention_value(person, day)
