"""What was sealed before stories learned something new keeps its bytes and its digest."""

import pytest

from cms.publication.story import FrontDetails, LeadZone, Story, TextBlock, canonical_json, digest_of, parse_story

# Written by the release that knew neither zones nor genres.
FRONT = (
    '{"blocks":[],"byline":[],"dateline_place":"","day":null,"details":{"lead_page_ids":[7,5],"tagline":"Thành phố Mẫu",'
    '"type":"front"},"expire_at":null,"go_live_at":null,"headline":"Trang tin","kind":"front","language":"vi",'
    '"lead_photo":null,"lede":"","mentions":[],"page_id":3,"posts":[],"schema_version":1,"session":null,"short_headline":"",'
    '"slug":"trang-chu","topics":[]}'
)
ARTICLE = (
    '{"blocks":[{"html":"<p>Một.</p>","type":"text"}],"byline":[],"dateline_place":"","day":null,"details":null,'
    '"expire_at":null,"go_live_at":null,"headline":"Phiên họp","kind":"article","language":"vi","lead_photo":null,"lede":"",'
    '"mentions":[],"page_id":9,"posts":[],"schema_version":1,"session":null,"short_headline":"","slug":"bai","topics":[]}'
)


@pytest.mark.parametrize(
    ("kept", "seal"),
    [
        (FRONT, "c9ddab48f13819257ed91bd286b840d52872c52aed64e9ccb1dfbccc973fa5ae"),
        (ARTICLE, "f29ac46e8e4fd5591a7b64d75df698cc731f3aad6c0f418fedeaab14ee13054a"),
    ],
)
def test_a_story_from_before_keeps_its_digest(kept: str, seal: str) -> None:
    assert canonical_json(parse_story(kept)) == kept
    assert digest_of(parse_story(kept)) == seal


def test_what_says_something_new_is_another_version() -> None:
    front = parse_story(FRONT)
    arranged = front.model_copy(update={"details": FrontDetails(tagline="Thành phố Mẫu", zones=(LeadZone(page_id=7),))})
    assert digest_of(arranged) != digest_of(front)
    assert parse_story(canonical_json(arranged)) == arranged
    essay = Story(kind="article", page_id=9, slug="bai", headline="Phiên họp", blocks=(TextBlock(html="<p>Một.</p>"),))
    assert digest_of(essay) == digest_of(ARTICLE)
    assert digest_of(essay.model_copy(update={"genre": "photo_essay"})) != digest_of(ARTICLE)
