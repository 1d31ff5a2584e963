"""Photos and papers as values of a story, for the rooms that make stories."""

from cms.publication import story

from .models import Paper, Photo


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
