"""Any story at all: on paper and back it says the same, and one word that is changed on paper is one change, where it was made."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cms.publication.story import Story, digest_of
from cms.review.comparison.words import tokens
from cms.review.paper.binding import bookmark_of
from cms.review.paper.reading.changes import Reading
from cms.review.paper.reading.document import read_marked
from cms.review.paper.reading.passages import reading_of
from cms.review.paper.slots import Slot, slots_of
from cms.review.paper.writing.form import Particulars, paper_docx
from tests.review.comparison.stories import models
from tests.review.paper import scene

pytestmark = pytest.mark.django_db

many = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
stories = models(Story)


def on_paper(story: Story) -> bytes:
    now = dt.datetime(2026, 3, 18, 8, 30, tzinfo=dt.UTC)
    told = Particulars("Báo Mẫu", "1", digest_of(story), now, "Lê An", "Tin tức", {})
    return paper_docx(story, told)


def back(story: Story, data: bytes) -> Reading:
    marked = read_marked(data)
    assert marked.digest == digest_of(story)
    return reading_of(slots_of(story), marked)


@many
@given(stories)
def test_unmarked_it_says_the_same(story: Story) -> None:
    assert back(story, on_paper(story)) == Reading((), (), ())


@many
@given(stories, st.data())
def test_one_word_is_one_change_on_its_passage(story: Story, data: st.DataObject) -> None:
    places = [(slot, token) for slot in slots_of(story).values() for token in tokens(slot.text) if token.isalnum()]
    assume(places)
    slot, word = data.draw(st.sampled_from(places))
    (found,) = back(story, scene.edited(on_paper(story), lambda root: change(root, slot, word))).changes
    assert (found.path, found.before, found.after, found.tracked) == (slot.path, word, "Khác", True)


def change(root, slot: Slot, word: str) -> None:
    """The word's first place in the passage, struck out and another one written."""
    start = next(
        each
        for each in root.iter(f"{{{scene.W}}}bookmarkStart")
        if each.get(f"{{{scene.W}}}name") == bookmark_of(slot.path)
    )
    run = next(each for each in start.itersiblings() if word in tokens("".join(each.itertext())))
    text = "".join(run.itertext())
    at, before = 0, ""
    for token in tokens(text):
        if token == word:
            break
        before += token
    at = len(before)
    for piece in (
        scene.run(before),
        scene.marked("del", scene.run(word, gone=True)),
        scene.marked("ins", scene.run("Khác")),
        scene.run(text[at + len(word) :]),
    ):
        run.addprevious(piece)
    run.getparent().remove(run)
