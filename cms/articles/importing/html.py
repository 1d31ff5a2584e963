import base64
import binascii

from django.utils.translation import gettext as _

from ..flow import Image, Piece, Table, flow
from .decoding import decode
from .errors import ImportFileError
from .items import Item, Line, Picture, Role, Source
from .report import Grid, ListOf

_ROLES = {"p": Role.PLAIN, "h1": Role.TITLE, "h2": Role.HEADING, "h3": Role.HEADING, "caption": Role.CAPTION}


def read_html(data: bytes) -> Source:
    """A page of HTML taken apart; pictures that lie within it are taken along, others leave their place."""
    source = Source()
    first_title = True
    for piece in flow(decode(data)):
        if isinstance(piece, Table):
            source.items.append(Grid(piece.rows))
        elif isinstance(piece, Image):
            source.items.append(_picture(piece, source))
        elif piece.kind in ("ul", "ol"):
            _add_point(source.items, piece)
        else:
            role = _ROLES[piece.kind]
            if role is Role.TITLE:
                role = Role.TITLE if first_title else Role.HEADING
                first_title = False
            source.items.append(Line(piece.text, piece.html, role, piece.after_gap))
    if not source.items:
        raise ImportFileError(_("The file holds no text."))
    return source


def _add_point(items: list[Item], piece: Piece) -> None:
    ordered = piece.kind == "ol"
    if items and isinstance(last := items[-1], ListOf) and last.ordered == ordered and not piece.after_gap:
        items[-1] = ListOf((*last.items, piece.html), ordered)
    else:
        items.append(ListOf((piece.html,), ordered))


def _picture(image: Image, source: Source) -> Picture:
    head, comma, body = image.src.partition(",")
    if head.startswith("data:image/") and head.endswith(";base64") and comma:
        try:
            return Picture(base64.b64decode(body, validate=True), filename="", caption=image.alt)
        except binascii.Error:
            source.warnings.append(_("A picture inside the file is damaged; its place was kept."))
            return Picture(caption=image.alt)
    source.warnings.append(_("A picture is not inside the file; its place was kept."))
    return Picture(caption=image.alt)
