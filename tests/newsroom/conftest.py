from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from newsroom import demo_accounts
from newsroom.demo import files, loading
from tests.factories.media import jpeg, picture


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """The demo newsroom, loaded once for the tests of a module, with small pictures."""
    var = tmp_path_factory.mktemp("demo")
    patch = pytest.MonkeyPatch()
    patch.setattr(files, "draw", lambda scene, seed: jpeg(picture(seed=seed)))
    patch.setattr(demo_accounts, "VAR_DIR", var)
    own = {"MEDIA_ROOT": str(var / "media"), "TRAIL_HEADS": str(var / "heads.jsonl")}
    with django_db_blocker.unblock(), override_settings(**own), transaction.atomic():
        assert loading.load() is True
        yield own
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def demo(loaded: dict[str, Any], db: None, settings: Any) -> None:
    """The demo newsroom as the database and the folder of uploads."""
    settings.MEDIA_ROOT = loaded["MEDIA_ROOT"]
    settings.TRAIL_HEADS = loaded["TRAIL_HEADS"]
