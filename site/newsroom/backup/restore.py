import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from cms.staff.models import User
from cms.trail.heads import head_file
from cms.trail.record import record

from . import manifest
from .errors import BackupError
from .make import DATABASES, HEADS, file_roots


def restore(folder: Path, *, replace: bool = False, say: Callable[[str], object] = print) -> manifest.Manifest:
    """Puts a backup in the place of what this newsroom holds. Raises ``BackupError`` before anything is touched where the
    backup is not whole, is of another kind of database, or (without ``replace``) would overwrite a newsroom in use.

    Files come before the database, so that it never knows of one that is not there.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise BackupError(_("There is no folder %(folder)s.") % {"folder": folder})
    wanted = manifest.Manifest.read(folder)
    if wanted.vendor != connection.vendor:
        raise BackupError(
            _("The backup is of a %(theirs)s database, and this newsroom runs on %(ours)s.")
            % {"theirs": wanted.vendor, "ours": connection.vendor}
        )
    if not replace and _in_use():
        raise BackupError(_("This newsroom has accounts already: add --replace to put the backup in its place."))
    wanted.verify(folder)
    say(_("The backup of %(at)s is whole: %(files)s files.") % {"at": wanted.made_at, "files": len(wanted.files)})
    try:
        _files(folder, wanted)
        DATABASES[connection.vendor].load(folder)
        _heads(folder)
    except OSError as error:
        raise BackupError(
            _("The backup could not be restored: %(why)s (%(path)s).") % {"why": error.strerror, "path": error.filename}
        ) from error
    call_command("migrate", interactive=False, verbosity=0)
    record("backup.restored", data={"made_at": wanted.made_at})
    if wanted.trail_key != manifest.trail_key_print():
        say(_("TRAIL_KEY differs from the one that the backup was made with: verify_trail needs that one."))
    return wanted


def _in_use() -> bool:
    if User._meta.db_table not in connection.introspection.table_names():
        return False
    return User.objects.exists()


def _files(folder: Path, wanted: manifest.Manifest) -> None:
    roots = file_roots()
    for file in wanted.files:
        path = Path(file.path)
        if root := roots.get(path.parts[0]):
            target = root / path.relative_to(path.parts[0])
            if not target.exists() or manifest.digest(target) != file.sha256:
                manifest.copy(folder / path, target)


def _heads(folder: Path) -> None:
    """The noted heads of the trail go with its rows; those noted here so far are kept under another name."""
    here = head_file()
    if here.exists():
        stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        here.replace(here.with_name(f"{here.stem}-before-{stamp}{here.suffix}"))
    if (folder / HEADS).exists():
        manifest.copy(folder / HEADS, here)
