"""Rich text as plain text."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr"}


class PlainText(HTMLParser):
    """Collects the text of clean HTML; use ``PlainText.of``."""

    def __init__(self, *, addresses: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._addresses = addresses
        self._pieces: list[str] = []
        self._hrefs: list[str] = []

    @classmethod
    def of(cls, html: str, *, addresses: bool = True) -> str:
        """The text: paragraphs apart by an empty line, points of lists on lines of their own; with ``addresses``, those of
        links in brackets behind them."""
        parser = cls(addresses=addresses)
        parser.feed(html)
        parser.close()
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(parser._pieces))
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag == "li":
            self._pieces.append("\n- ")
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "a":
            self._hrefs.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag == "a" and self._hrefs and (href := self._hrefs.pop()) and self._addresses:
            self._pieces.append(f" ({href})")

    def handle_data(self, data: str) -> None:
        self._pieces.append(re.sub(r"\s+", " ", data))
