import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from cms.trail.heads import head_file
from cms.trail.record import record

from . import manifest, postgresql, sqlite
from .errors import BackupError

DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
HEADS = "trail-heads.jsonl"
MEDIA = "media"
PRIVATE = "private"


def file_roots() -> dict[str, Path]:
    """The folders whose files are copied, each with its name in a backup."""
    return {MEDIA: Path(settings.MEDIA_ROOT), PRIVATE: Path(settings.PRIVATE_ROOT)}


def make(folder: Path) -> manifest.Manifest:
    """Writes a backup into the folder, which must be new or empty; it is there whole or not at all. Raises ``BackupError``."""
    folder = folder.absolute()
    _check(folder)
    unfinished = folder.with_name(f".{folder.name}.part")
    try:
        unfinished.mkdir(mode=0o700)
    except FileExistsError:
        raise BackupError(
            _("Another backup is being made: %(path)s is there. Remove it if none is.") % {"path": unfinished}
        ) from None
    except OSError as error:
        raise BackupError(
            _("The folder %(folder)s can't be made: %(why)s.") % {"folder": folder, "why": error.strerror}
        ) from error
    try:
        made = _fill(unfinished)
        if folder.exists():
            folder.rmdir()
        unfinished.replace(folder)
    except OSError as error:
        raise BackupError(
            _("The backup could not be written to %(folder)s: %(why)s.") % {"folder": folder, "why": error.strerror}
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    record("backup.made", data={"files": len(made.files), "manifest": manifest.digest(folder / manifest.NAME)})
    return made


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BackupError(_("%(folder)s is a file, not a folder.") % {"folder": folder})
    if folder.is_dir() and any(folder.iterdir()):
        raise BackupError(
            _("The folder %(folder)s is not empty: a backup goes into a folder of its own.") % {"folder": folder}
        )
    if not folder.parent.is_dir():
        raise BackupError(_("There is no folder %(folder)s.") % {"folder": folder.parent})
    if any(root.absolute() in [folder, *folder.parents] for root in file_roots().values()):
        raise BackupError(
            _("%(folder)s lies among the uploaded files, which the backup copies: choose another folder.")
            % {"folder": folder}
        )


def _fill(folder: Path) -> manifest.Manifest:
    made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    DATABASES[connection.vendor].dump(folder)
    if head_file().exists():
        manifest.copy(head_file(), folder / HEADS)
    for name, root in file_roots().items():
        for path in sorted(root.rglob("*")):
            if path.is_file():
                try:
                    manifest.copy(path, folder / name / path.relative_to(root))
                except FileNotFoundError:
                    continue  # deleted since the listing
    files = [manifest.describe(folder, path) for path in sorted(folder.rglob("*")) if path.is_file()]
    made = manifest.Manifest(made_at, connection.vendor, manifest.trail_key_print(), files)
    made.write(folder)
    return made
