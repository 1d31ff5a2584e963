"""What a post says: what somebody has written for the channel, else what the channel draws up; below it the link, and the line by
which the account identifies itself."""

from django.conf import settings

from cms.publication.posts import Words
from cms.publication.story import Photo, Story
from media.addresses import Box, crop_full_url, photo_full_url

from .fitting import fitting


def photo_for(story: Story, channel: str) -> tuple[Photo, Box | None] | None:
    """The picture of the channel's post, and what of it is shown; None where it has none."""
    wording = story.wording(channel)
    photo = wording.photo or story.lead_photo
    return None if wording.without_photo or photo is None else (photo, wording.crop)


def photo_address(story: Story, channel: str, width: int) -> str:
    """Where a platform fetches the picture of the post, as ``jpg``; empty where it has none."""
    shown = photo_for(story, channel)
    if shown is None:
        return ""
    photo, crop = shown
    return crop_full_url(photo, crop, width) if crop else photo_full_url(photo, width, "jpg")


def shown_here(address: str) -> str:
    """The address of a picture for the newsroom's own screens: one that is not public yet is shown to who is signed in here."""
    return address.removeprefix(settings.PUBLIC_BASE_URL)


def text_for(story: Story, channel: str, words: Words, link: str) -> str:
    """What somebody has written for the channel, whole, else headline and lede as far as they fit; below it what every post of the
    channel ends with."""
    line = story.line_for(channel)
    below = f"{link}\n\n{line}" if line else link
    if written := story.wording(channel).text:
        return f"{written}\n\n{below}"
    limit = words.limit(photo=photo_for(story, channel) is not None)
    return fitting([story.headline, story.lede], below, limit, words.count)
