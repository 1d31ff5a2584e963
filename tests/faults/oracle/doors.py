"""What readers get at the public doors: nothing that nobody approved."""

from html import unescape
from typing import Any

from cms.publication.models import Shelf
from tests.publication.doors import addresses

from ..words import words_in
from .books import Books
from .breach import require
from .shelves import Shelves


class Doors(Shelves, Books):
    def look_at_page(self, page_id: int) -> None:
        """The page's own door: what was approved, 410 where it was taken back, nothing else."""
        shelf, known = Shelf.objects.filter(pk=page_id).first(), self.pages[page_id]
        if shelf is None:
            return
        response = self._read(shelf.path)
        other = Shelf.objects.public().filter(path=shelf.path).exclude(pk=page_id).exists()
        if known.is_public():
            require(response.status_code == 200, f"{shelf.path} answers {response.status_code}")
            shown = words_in(text_of(response))
            missing = self.approved_words[known.current or 0] - shown
            require(not missing, f"{shelf.path} lacks {missing}")
        elif known.current and not other:
            require(response.status_code == 410, f"{shelf.path} was taken back and answers {response.status_code}")
        self._allowed(shelf.path, response)

    def look(self, address: str) -> None:
        """Whether a door shows a word that is not public."""
        self._allowed(address, self._read(address))

    def _allowed(self, address: str, response: Any) -> None:
        # The list of corrections goes on telling of pages that were taken back.
        told = (
            self.ever_public()
            if address.startswith(("/cai-chinh", "/api/v2/corrections"))
            else self.public_words() | self.notices
        )
        leaked = words_in(text_of(response)) - told
        require(not leaked, f"{address} shows {sorted(leaked)}, which nobody approved")

    def look_everywhere(self) -> None:
        """Every public door, what waits to be sent, the seals, the trail."""
        shelves = list(Shelf.objects.filter(kind="article"))[:2]
        found = {"/"}
        for shelf in shelves:
            self.look_at_page(shelf.pk)
            found.update(address for address in addresses(shelf.pk, shelf.path, "phien") if "{" not in address)
        for address in sorted(found):
            self.look(address)
        self.look_at_outbox()
        self.look_at_books()

    def _read(self, address: str) -> Any:
        client = self.house.client("")
        response = client.get(address)
        while "Location" in response.headers and response.status_code in (301, 302, 307, 308):
            response = client.get(response.headers["Location"])
        return response


def text_of(response: Any) -> str:
    """The page as a reader sees it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return unescape(body.decode(errors="replace"))
