"""The mailbox of returned mails, as a Maildir that the mail server writes: emptied by the worker."""

import logging
import os
from collections import Counter
from contextlib import suppress
from mailbox import NoSuchMailboxError
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError

from .actions import Taken, take_in
from .reports import MOST_BYTES

log = logging.getLogger(__name__)

A_ROUND = 200

_READ = ":2,S"
"""What the name of a mail in ``cur`` ends in that somebody has seen (cr.yp.to/proto/maildir.html)."""


def tick() -> bool:
    """Takes in what lies in the mailbox of the settings; whether there may be more. Without one, nothing."""
    folder = settings.NEWSLETTER_RETURN_MAILDIR
    return bool(folder) and sum(empty(Path(folder), A_ROUND).values()) == A_ROUND


def empty(folder: Path, limit: int = A_ROUND) -> Counter[Taken]:
    """Takes in at most so many new mails, oldest first, and says what became of them.

    A report is deleted, since it names addresses; any other mail is left for a person, as read. Raises ``NoSuchMailboxError``.
    """
    found: Counter[Taken] = Counter()
    for mail in _new(folder)[:limit]:
        try:
            with mail.open("rb") as file:
                taken = take_in(file.read(MOST_BYTES))
        except FileNotFoundError:
            # Another worker was faster.
            continue
        except (InterfaceError, OperationalError):
            raise
        except Exception:
            # One that nobody has foreseen is left for a person, and holds up no other.
            log.exception("A returned mail could not be taken in")
            taken = Taken.NO_REPORT
        found[taken] += 1
        _put_away(mail, taken)
    if found:
        log.info("Returned mails: %s", dict(found))
    return found


def _new(folder: Path) -> list[Path]:
    """The mails that nobody has seen, oldest first: none is opened, and those that were seen are not even listed."""
    if not all((folder / part).is_dir() for part in ("new", "cur")):
        raise NoSuchMailboxError(folder)
    aged: list[tuple[int, str]] = []
    with os.scandir(folder / "new") as entries:
        for each in entries:
            if each.name.startswith(".") or not each.is_file(follow_symlinks=False):
                continue
            # Else another worker was faster.
            with suppress(FileNotFoundError):
                aged.append((each.stat(follow_symlinks=False).st_mtime_ns, each.name))
    return [folder / "new" / name for _at, name in sorted(aged)]


def _put_away(mail: Path, taken: Taken) -> None:
    """By its name alone: a mail that breaks whoever reads it was read once."""
    try:
        if taken == Taken.NO_REPORT:
            mail.rename(mail.parents[1] / "cur" / (mail.name.partition(":")[0] + _READ))
        else:
            mail.unlink()
    except FileNotFoundError:
        # Another worker was faster.
        return
    except OSError:
        log.exception("A returned mail could not be put away")
