"""Draws a card: the same story gives the same bytes."""

import io

from PIL import Image, ImageDraw

from ..crops import crop_box
from .faces import Face, Form
from .fonts import font
from .layout import PAPER, RED, Layout, laid_out

_QUALITY = 88


def drawn(face: Face, form: Form, photo: Image.Image | None = None) -> bytes:
    """The card as JPEG. ``photo`` are the pixels of the face's photo, if it is to be shown."""
    layout = laid_out(face, form, with_photo=photo is not None)
    out = io.BytesIO()
    # Letters keep their edges: colour is not made coarser than brightness.
    _picture(layout, face, photo).save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True, progressive=True)
    return out.getvalue()


def _picture(layout: Layout, face: Face, photo: Image.Image | None) -> Image.Image:
    card = Image.new("RGB", layout.size, PAPER)
    pencil = ImageDraw.Draw(card)
    if photo is not None and layout.photo is not None:
        left, top, right, bottom = layout.photo
        card.paste(_filling(photo, face, (right - left, bottom - top)), (left, top))
    pencil.rectangle((*layout.band[:2], layout.band[2] - 1, layout.band[3] - 1), fill=RED)
    for line in layout.lines:
        pencil.text((line.left, line.base), line.text, fill=line.colour, font=font(line.weight, line.size), anchor="ls")
    return card


def _filling(photo: Image.Image, face: Face, size: tuple[int, int]) -> Image.Image:
    """The part of the photo that fills the box, laid around what must stay visible."""
    scale = photo.width / face.photo.width if face.photo else 1
    focus = face.photo.focus if face.photo else None
    kept = (
        (round(focus[0] * scale), round(focus[1] * scale), round(focus[2] * scale), round(focus[3] * scale))
        if focus
        else None
    )
    part = crop_box(photo.size, size[0] / size[1], focus=kept)
    return photo.convert("RGB").resize(size, Image.Resampling.LANCZOS, box=part, reducing_gap=2.0)
