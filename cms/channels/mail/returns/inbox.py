"""The mailbox of returned mails, as a Maildir that the mail server writes: emptied by the worker."""

import logging
import mailbox
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError

from .actions import Taken, take_in
from .reports import MOST_BYTES

log = logging.getLogger(__name__)

A_ROUND = 200


def tick() -> bool:
    """Takes in what lies in the mailbox of the settings; whether there may be more. Without one, nothing."""
    folder = settings.NEWSLETTER_RETURN_MAILDIR
    return bool(folder) and sum(empty(Path(folder), A_ROUND).values()) == A_ROUND


def empty(folder: Path, limit: int = A_ROUND) -> Counter[Taken]:
    """Takes in at most so many new mails, and says what became of them.

    A report is deleted, since it names addresses; any other mail is left for a person, as read. Raises ``NoSuchMailboxError``.
    """
    found: Counter[Taken] = Counter()
    box = mailbox.Maildir(folder, create=False)
    for name in sorted(box.keys()):
        if found.total() >= limit:
            break
        try:
            if box.get_message(name).get_subdir() != "new":
                continue
            with box.get_file(name) as file:
                taken = take_in(file.read(MOST_BYTES))
        except (KeyError, FileNotFoundError):
            # Another worker was faster.
            continue
        except (InterfaceError, OperationalError):
            raise
        except Exception:
            # One that nobody has foreseen is left for a person, and holds up no other.
            log.exception("A returned mail could not be taken in")
            taken = Taken.NO_REPORT
        found[taken] += 1
        _put_away(box, name, taken)
    if found:
        log.info("Returned mails: %s", dict(found))
    return found


def _put_away(box: mailbox.Maildir, name: str, taken: Taken) -> None:
    if taken != Taken.NO_REPORT:
        box.discard(name)
        return
    mail = box.get_message(name)
    mail.set_subdir("cur")
    mail.add_flag("S")
    box[name] = mail
