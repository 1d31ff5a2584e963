"""What the rooms above learn from the photo desk.

- ``rights_lost(photo, page_ids)``: the photo must not be shown any more. Its addresses answer 410 from this moment on;
  ``page_ids`` are the public pages that show it, whose stored copies have to be made anew. Sent inside the transaction.
- ``cards_made(publication)``: its cards can be fetched now. Sent inside the transaction.
"""

from django.dispatch import Signal

rights_lost = Signal()
cards_made = Signal()
