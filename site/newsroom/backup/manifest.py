"""What a backup consists of: ``manifest.json``, with the size and SHA-256 of every file."""

import hashlib
import hmac
import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .errors import BackupError

NAME = "manifest.json"
FORMAT = 1
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class File:
    """A file of the backup; ``path`` is relative to its folder."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The contents of a backup."""

    made_at: str
    vendor: str
    """The kind of database: ``sqlite`` or ``postgresql``."""
    trail_key: str
    """Tells whether the trail's key is the same, without giving it away."""
    files: list[File] = field(default_factory=list)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises ``BackupError`` where the folder holds no backup that this version understands."""
        try:
            values = json.loads((folder / NAME).read_text(encoding="utf-8"))
            if values["format"] != FORMAT:
                raise BackupError(
                    _("The backup in %(folder)s has format %(format)s, this version reads %(ours)s.")
                    % {"folder": folder, "format": values["format"], "ours": FORMAT}
                )
            files = [File(**file) for file in values.pop("files")]
            return cls(**values, files=files)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BackupError(
                _("%(folder)s holds no whole backup: %(name)s is missing or damaged.")
                % {"folder": folder, "name": NAME}
            ) from error

    def verify(self, folder: Path) -> None:
        """Raises ``BackupError`` with the first file that is missing or differs from what was written."""
        for file in self.files:
            path = folder / file.path
            if ".." in Path(file.path).parts or Path(file.path).is_absolute():
                raise BackupError(_("The backup names a file outside its folder: %(path)s.") % {"path": file.path})
            if not path.is_file():
                raise BackupError(_("The backup lacks the file %(path)s.") % {"path": file.path})
            if digest(path) != file.sha256:
                raise BackupError(_("The file %(path)s of the backup was changed or damaged.") % {"path": file.path})


def trail_key_print() -> str:
    """A fingerprint of the trail's key."""
    return hmac.new(settings.TRAIL_KEY.encode(), b"backup", hashlib.sha256).hexdigest()[:16]


def describe(folder: Path, path: Path) -> File:
    """The manifest's entry for a file that is in the backup."""
    return File(path.relative_to(folder).as_posix(), path.stat().st_size, digest(path))


def copy(source: Path, target: Path) -> None:
    """Copies a file, whole or not at all under its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    with source.open("rb") as reader, unfinished.open("wb") as writer:
        shutil.copyfileobj(reader, writer, _CHUNK)
    shutil.copymode(source, unfinished)
    unfinished.replace(target)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
