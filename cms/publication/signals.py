"""What the rooms above learn from publications.

Every signal is sent inside the transaction of the change. A receiver only writes rows; one that fails undoes the whole.

- ``sealed(publication, shelf)``: a version was approved and written down; the public may not read it yet.
- ``published(shelf, publication, previous, first)``: this publication is what the public reads from now on; ``previous`` is the
  publication read until now or None; ``first`` says that the page was never public before.
- ``withdrawn(shelf, publication, expired, user, emergency)``: the page was taken back, or its time ran out.
- ``emergency(publication, user, reason, withdrawn)``: somebody has made this publication public, or withdrawn it, past four eyes.
  A receiver opens the after-review and answers with it; where none does, nothing was done.
- ``unscheduled(publication, user)``: a sealed version that was to go live does not, since somebody gave it up; nothing of the page
  was withdrawn.
- ``go_live_failed(publication)``: a sealed version did not go live at its hour, since what is stored is not what was approved.
- ``moved(shelf, old_path)``: the public address changed.
- ``contributed(page, contribution, story)``: a save changed the digest of a page's latest draft, which says this story now.
- ``proposed(page_ids, user)``: a changed fact has opened new versions of these pages; after ``contributed`` of each.
"""

from django.dispatch import Signal

sealed = Signal()
published = Signal()
withdrawn = Signal()
emergency = Signal()
unscheduled = Signal()
go_live_failed = Signal()
moved = Signal()
contributed = Signal()
proposed = Signal()
