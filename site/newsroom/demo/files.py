"""The demo's pictures and papers, as the photo desk keeps them."""

from typing import Any

from cms.staff.models import User
from media.actions import add_paper, add_photo
from media.models import Paper, Photo

from .content import World
from .ledger import note
from .papers import paper_file
from .pictures import draw

RIGHTS = "Tranh minh họa vẽ bằng mã cho dữ liệu mẫu; không phải ảnh chụp, không có người thật."


def make_photos(world: World, user: User, written: list[Any]) -> dict[str, Photo]:
    """The pictures by key; the files that were written are added to ``written``."""
    photos = {}
    for data in world.photo:
        photo = add_photo(
            draw(data.scene, data.seed),
            f"{data.key}.jpg",
            user=user,
            title=data.caption.removesuffix(" (tranh minh họa)"),
            caption=data.caption,
            credit=data.credit,
            alt_text=data.alt,
            taken_on=data.day,
        )
        written.append(photo.file)
        photo.rights_note = RIGHTS
        photo.save()
        photos[data.key] = photo
    note(*photos.values())
    return photos


def make_papers(world: World, user: User, written: list[Any]) -> dict[str, Paper]:
    """The papers by key; the files that were written are added to ``written``."""
    papers = {}
    for data in world.paper:
        content, filename = paper_file(data)
        paper = add_paper(content, filename, user=user, title=data.title, number=data.number, issued_on=data.day)
        written.append(paper.file)
        papers[data.key] = paper
    note(*papers.values())
    return papers
