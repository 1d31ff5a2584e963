"""A photo essay (phóng sự ảnh) as its readers leaf through it: its photos in order, with what stands between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from .story import Block, GalleryBlock, Photo, PhotoBlock, Story


@dataclass(frozen=True)
class EssayPhoto:
    """A photo of an essay, counted from 1; ``block`` is the number of its block, None for the lead photo."""

    number: int
    photo: Photo
    title: str = ""
    caption: str = ""
    block: int | None = None


def photos_of(story: Story) -> list[EssayPhoto]:
    """The photos of the essay in their order."""
    return [part for part in parts_of(story) if isinstance(part, EssayPhoto)]


def parts_of(story: Story) -> list[EssayPhoto | tuple[Block, ...]]:
    """Its photos, and the blocks that stand between two of them. The lead photo opens it, unless it stands in the text."""
    parts: list[EssayPhoto | tuple[Block, ...]] = []
    between: list[Block] = []
    number = 0
    for at, block in _blocks(story):
        photos = list(_photos(block))
        if not photos:
            between.append(block)
            continue
        if between:
            parts.append(tuple(between))
            between = []
        for photo, title, caption in photos:
            number += 1
            parts.append(EssayPhoto(number, photo, title, caption, at))
    return [*parts, tuple(between)] if between else parts


def _blocks(story: Story) -> Iterator[tuple[int | None, Block]]:
    shown = {photo.image_id for block in story.blocks for photo, _title, _caption in _photos(block)}
    if story.lead_photo and story.lead_photo.image_id not in shown:
        yield None, PhotoBlock(photo=story.lead_photo)
    yield from enumerate(story.blocks)


def _photos(block: Block) -> Iterator[tuple[Photo, str, str]]:
    """The photos of a block, with title and caption; none for a block of another kind."""
    if isinstance(block, PhotoBlock) and block.photo:
        yield block.photo, block.title, block.caption or block.photo.caption
    elif isinstance(block, GalleryBlock):
        yield from ((photo, "", photo.caption) for photo in block.photos)
