"""Secret keys: from the environment, or made once on a machine that is no production server."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .env import env


def key_from(variable: str, path: Path, *, required: bool) -> str:
    """The secret named by the environment variable; else, unless ``required``, one kept in a file readable by its owner only.

    Raises ``ImproperlyConfigured`` where it is required and missing, or shorter than 40 characters.
    """
    value = env.str(variable, default="")
    if required and len(value) < 40:
        raise ImproperlyConfigured(
            f"PRODUCTION is set, so {variable} must be set to a secret of at least 40 characters "
            "(python -c 'import secrets; print(secrets.token_urlsafe(48))' makes one)."
        )
    return value or _kept(path)


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
