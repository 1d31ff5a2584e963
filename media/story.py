"""Photos and papers as values of a story, for the rooms that make stories and for those that show them."""

from collections.abc import Collection, Iterable
from typing import Any

from cms.publication import story

from .models import Paper, Photo
from .queries import without_rights


def photo_value(photo: Photo) -> story.Photo:
    """The photo as a story shows it: the file by digest, the size as it is seen, the words, and what must stay visible."""
    return story.Photo(
        image_id=photo.pk,
        sha256=photo.sha256,
        width=photo.width,
        height=photo.height,
        alt=photo.alt_text,
        caption=photo.caption,
        credit=photo.credit,
        focus=focus_of(photo),
    )


def focus_of(photo: Photo) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of the focal area in pixels, cut to the picture; None where nobody set one."""
    area = photo.get_focal_point()
    if area is None:
        return None
    left, top, right, bottom = area.round()
    return (
        max(0, min(left, photo.width)),
        max(0, min(top, photo.height)),
        max(0, min(right, photo.width)),
        max(0, min(bottom, photo.height)),
    )


def document_value(paper: Paper) -> story.Document:
    """The paper as a story offers it: the file by digest, its name and size."""
    return story.Document(
        document_id=paper.pk,
        sha256=paper.sha256,
        title=paper.title,
        filename=paper.filename,
        size=paper.get_file_size() or 0,
        number=paper.number,
    )


def shown(stories: Iterable[story.Story]) -> list[story.Story]:
    """The stories as the public may see them now: without the photos whose rights were lost since. One query, however many."""
    whole = list(stories)
    ids = {photo.image_id for each in whole for photo in each.every_photo()}
    lost = without_rights(ids) if ids else set()
    return [without(each, lost) for each in whole]


def shown_now(whole: story.Story) -> story.Story:
    """One story as the public may see it now; the very same where it shows nothing that it must not."""
    return shown([whole])[0]


def without(whole: story.Story, lost: Collection[int]) -> story.Story:
    """The story without these photos: what says something about a photo alone, caption and title, goes with it."""
    if not any(photo.image_id in lost for photo in whole.every_photo()):
        return whole
    changes: dict[str, Any] = {"blocks": tuple(_blocks(whole.blocks, lost))}
    if whole.lead_photo and whole.lead_photo.image_id in lost:
        changes["lead_photo"] = None
    if whole.wordings:
        changes["wordings"] = tuple(_wording(each, lost) for each in whole.wordings)
    if isinstance(whole.details, story.PersonDetails):
        portrait = whole.details.portrait
        if portrait and portrait.image_id in lost:
            changes["details"] = whole.details.model_copy(update={"portrait": None})
    elif isinstance(whole.details, story.BodyDetails):
        members = tuple(_member(each, lost) for each in whole.details.members)
        changes["details"] = whole.details.model_copy(update={"members": members})
    return whole.model_copy(update=changes)


def _member(member: story.Member, lost: Collection[int]) -> story.Member:
    if member.portrait is None or member.portrait.image_id not in lost:
        return member
    return member.model_copy(update={"portrait": None})


def _wording(wording: story.Wording, lost: Collection[int]) -> story.Wording:
    """Without its photo, and without the lead photo in its place: nobody has approved that there."""
    if wording.photo is None or wording.photo.image_id not in lost:
        return wording
    return wording.model_copy(update={"photo": None, "crop": None, "without_photo": True})


def _blocks(blocks: Iterable[story.Block], lost: Collection[int]) -> Iterable[story.Block]:
    for block in blocks:
        if isinstance(block, story.PhotoBlock) and block.photo and block.photo.image_id in lost:
            continue
        if isinstance(block, story.GalleryBlock):
            photos = tuple(photo for photo in block.photos if photo.image_id not in lost)
            if photos:
                yield block.model_copy(update={"photos": photos})
        else:
            yield block
