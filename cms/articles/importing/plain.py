from html import escape

from cms.text.normal import clean

from .decoding import decode
from .items import Line, Source


def read_plain(data: bytes) -> Source:
    """A text file taken apart: a line a paragraph, empty lines as gaps."""
    source = Source()
    gap = False
    for raw in decode(data).replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\f", "\n").split("\n"):
        text = clean(raw).strip()
        if text:
            source.items.append(Line(text=text, html=escape(text, quote=False), after_gap=gap))
        gap = not text
    return source
