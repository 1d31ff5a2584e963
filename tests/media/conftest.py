from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group

from cms.staff.models import User
from cms.staff.roles import Role


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    """Uploads of a test go where nothing else is."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def photo_editor(db: None) -> User:
    user = User.objects.create_user("bien-tap-anh")
    user.groups.add(Group.objects.get(name=Role.PHOTO_EDITOR.value))
    return user
