"""An approval with a scope outlasts changes of other parts, and of no part of its own."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.story import (
    FrontDetails,
    LeadZone,
    Mention,
    Photo,
    Post,
    QuoteBlock,
    SignedAs,
    Story,
    TextBlock,
    Wording,
)
from cms.review.stages.kinds import Part, StageKind
from cms.review.stages.scope import _OF, scope_digest
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, shelf, submit

from .scene import APPROVAL, DESK, add_stage, stands_at

PHOTO = Photo(image_id=1, sha256="a" * 64, width=8, height=6, alt="Ảnh")
STORY = Story(
    kind="article", page_id=7, slug="a", headline="Đầu đề", blocks=(TextBlock(html="<p>Một.</p>"),), lead_photo=PHOTO
)
CHANGES: list[tuple[set[Part], dict[str, Any]]] = [
    ({Part.TEXT}, {"headline": "Khác"}),
    ({Part.TEXT}, {"lede": "Khác"}),
    ({Part.TEXT}, {"blocks": (TextBlock(html="<p>Hai.</p>"),)}),
    ({Part.PHOTOS}, {"lead_photo": PHOTO.model_copy(update={"caption": "Khác"})}),
    ({Part.PHOTOS}, {"lead_photo": None}),
    ({Part.PERSONS}, {"mentions": (Mention(person_id=1, name="Nguyễn Văn Mẫu"),)}),
    ({Part.TEXT, Part.PERSONS}, {"byline": ("Mẫu",)}),
    ({Part.TEXT, Part.PERSONS}, {"blocks": (*STORY.blocks, QuoteBlock(text="Vâng.", name="Mẫu"))}),
    ({Part.POSTS}, {"posts": (Post(channel="web", payload={"a": 1}),)}),
    ({Part.POSTS}, {"wordings": (Wording(channel="telegram", text="Riêng."),)}),
    ({Part.POSTS, Part.PHOTOS}, {"wordings": (Wording(channel="telegram", photo=PHOTO),)}),
    ({Part.POSTS}, {"signed_as": (SignedAs(channel="telegram", line="Kênh chính thức"),)}),
    ({Part.METADATA}, {"slug": "b"}),
    ({Part.METADATA}, {"genre": "photo_essay"}),
    ({Part.TEXT}, {"details": FrontDetails(zones=(LeadZone(page_id=8),))}),
    ({Part.METADATA}, {"day": dt.date(2026, 3, 18)}),
]


@given(change=st.sampled_from(CHANGES), scope=st.sets(st.sampled_from(Part), min_size=1))
@settings(max_examples=120, deadline=None)
def test_the_digest_of_a_scope_changes_exactly_with_its_parts(
    change: tuple[set[Part], dict[str, Any]], scope: set[Part]
) -> None:
    parts, fields = change
    changed = STORY.model_copy(update=fields)
    assert (scope_digest(changed, scope) != scope_digest(STORY, scope)) == bool(parts & scope)


def test_every_field_of_a_story_is_in_some_part() -> None:
    lines = (SignedAs(channel="telegram", line="Kênh chính thức"),)
    worded = STORY.model_copy(
        update={
            "wordings": (Wording(channel="telegram", text="Riêng."),),
            "signed_as": lines,
            "genre": "photo_essay",
        }
    )
    held = {name for part in _OF.values() for name in part(worded.model_dump(mode="json"))}
    assert set(Story.model_fields) <= held | {"schema_version", "kind", "page_id", "mentions", "details"}
    assert "mentions" in _OF[Part.PERSONS](STORY.model_dump(mode="json"))


@pytest.mark.django_db
class TestInReview:
    @pytest.fixture
    def passed(self, section: SectionPage, author: User, editor: User) -> ArticlePage:
        """Passed by the photo desk, which looks at photos, and by the desk; it waits for the approval."""
        add_stage("Ảnh", StageKind.PHOTO, Role.PHOTO_EDITOR, before=DESK, scope=["photos"])
        page = draft(section, author)
        submit(page, author)
        decide(page, make_user(Role.PHOTO_EDITOR))
        return decide(page, editor)

    def test_another_part_changes(self, passed: ArticlePage, editor: User, approver: User) -> None:
        self.edit(passed, editor)
        assert stands_at(passed) == DESK
        decide(passed, editor)
        assert stands_at(passed) == APPROVAL
        decide(passed, approver)
        assert shelf(passed).is_public()

    def test_with_another_scope_it_is_asked_again(self, passed: ArticlePage, editor: User) -> None:
        from cms.review.models import ReviewTask

        ReviewTask.objects.filter(name="Ảnh").update(scope=["photos", "text"])
        self.edit(passed, editor)
        assert stands_at(passed) == "Ảnh"

    def edit(self, page: ArticlePage, user: User) -> None:
        fresh = page.latest_draft()
        fresh.lede += " Sửa."
        fresh.save_revision(user=user)
