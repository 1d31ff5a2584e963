"""Shared facts change: a photo's words, a topic's name, a person's. No sealed page changes, and who changed them
has contributed."""

from typing import Any

from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import rule

from .steps import HOWS, PEOPLE_HERE, Steps


class Facts(Steps):
    @rule(who=PEOPLE_HERE, how=HOWS)
    def words_of_the_photo(self, who: str, how: str) -> None:
        # That a page shows the fact is what makes it a contribution, so the word itself is nobody's.
        photo, word = self.house.photo, self.word("")
        photo.refresh_from_db()
        if how == "admin":
            data = {
                "title": photo.title, "caption": f"Toàn cảnh {word}", "credit": photo.credit, "alt_text": photo.alt_text,
                "rights_note": "", "taken_on": "2026-03-18", "tags": "", "collection": photo.collection_id,
            }  # fmt: skip
            self.post(who, "words of the photo", reverse("wagtailimages:edit", args=[photo.pk]), data)
        else:
            self._in_python("words of the photo", photo, caption=f"Toàn cảnh {word}")

    @rule(who=PEOPLE_HERE, how=HOWS, what=st.sampled_from(["topic", "person"]))
    def name_of(self, who: str, how: str, what: str) -> None:
        thing, word = getattr(self.house, what), self.word("")
        thing.refresh_from_db()
        if how == "admin" and what == "topic":
            address = reverse("wagtailsnippets_articles_topic:edit", args=[thing.pk])
            self.post(who, "name of the topic", address, {"name": f"Nhân sự {word}", "slug": thing.slug})
        else:
            self._in_python(f"name of the {what}", thing, name=f"Tên {word}")

    def _in_python(self, what: str, thing: Any, **words: str) -> None:
        """A shell knows nobody."""
        for name, value in words.items():
            setattr(thing, name, value)
        self.act("", what, thing.save)
