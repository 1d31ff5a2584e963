"""What the rooms above learn from publications.

Every signal is sent inside the transaction of the change. A receiver only writes rows; one that fails undoes the whole.

- ``sealed(publication, shelf)``: a version was approved and written down; the public may not read it yet.
- ``published(shelf, publication, previous, first)``: this publication is what the public reads from now on; ``previous`` is the
  publication read until now or None; ``first`` says that the page was never public before.
- ``withdrawn(shelf, publication, expired)``: the page was taken back, or its time ran out.
- ``moved(shelf, old_path)``: the public address changed.
- ``contributed(page, contribution)``: a save changed the digest of a page's latest draft.
"""

from django.dispatch import Signal

sealed = Signal()
published = Signal()
withdrawn = Signal()
moved = Signal()
contributed = Signal()
