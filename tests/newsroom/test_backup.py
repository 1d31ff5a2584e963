"""A backup, there and back: also while others write, and refused with a sentence where it would do harm."""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live_settings
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.utils import translation

from cms.publication.models import Shelf
from cms.staff.models import User
from cms.trail.heads import head_file, write_head
from cms.trail.models import Entry
from newsroom import backup
from newsroom.installation import install
from newsroom.settings.env import BASE_DIR

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A newsroom with its frame, a member and an upload; the folder for its backup."""
    install()
    User.objects.create_user("truoc", "truoc@toasoan.example", "x")
    photo = Path(live_settings.MEDIA_ROOT) / "original_images" / "anh.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8 not really a photo")
    return tmp_path / "backup"


def _names() -> set[str]:
    return set(User.objects.values_list("username", flat=True))


def test_there_and_back(newsroom: Path) -> None:
    write_head()
    noted = head_file().read_text()
    call_command("backup", str(newsroom))
    published = set(Shelf.objects.public().values_list("pk", flat=True))
    assert published

    User.objects.create_user("sau", "sau@toasoan.example", "x")
    Shelf.objects.all().delete()
    photo = Path(live_settings.MEDIA_ROOT) / "original_images" / "anh.jpg"
    photo.unlink()
    write_head()

    call_command("restore", str(newsroom), "--replace")
    assert _names() == {"truoc"}
    assert set(Shelf.objects.public().values_list("pk", flat=True)) == published
    assert photo.read_bytes() == b"\xff\xd8 not really a photo"
    assert head_file().read_text() == noted
    assert len(list(head_file().parent.glob("trail-heads-before-*.jsonl"))) == 1
    call_command("check_seals")
    call_command("verify_trail")
    assert Entry.objects.order_by("-number").first().action == "backup.restored"


def test_the_restored_tables_are_still_insert_only(newsroom: Path) -> None:
    call_command("backup", str(newsroom))
    call_command("restore", str(newsroom), "--replace")
    with pytest.raises(Exception, match="insert-only"):
        Entry.objects.all().update(action="forged")


def test_a_newsroom_in_use_is_not_overwritten_by_accident(newsroom: Path) -> None:
    call_command("backup", str(newsroom))
    with pytest.raises(CommandError, match="--replace") as refused:
        call_command("restore", str(newsroom))
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{"),
        lambda folder: (folder / "media" / "original_images" / "anh.jpg").unlink(),
        lambda folder: (folder / "media" / "original_images" / "anh.jpg").write_bytes(b"changed"),
        lambda folder: next(folder.glob("database.*")).write_bytes(b"not a database"),
        lambda folder: _rewrite(folder, vendor="oracle"),
        lambda folder: _rewrite(folder, format=99),
        lambda folder: _rewrite(folder, files=[{"path": "../x", "size": 1, "sha256": "0"}]),
    ],
    ids=[
        "no manifest",
        "half a manifest",
        "file gone",
        "file changed",
        "database changed",
        "other kind",
        "other format",
        "outside",
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_touched(newsroom: Path, harm: Callable[[Path], Any]) -> None:
    call_command("backup", str(newsroom))
    User.objects.create_user("sau", "sau@toasoan.example", "x")
    harm(newsroom)
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(newsroom), "--replace")
    assert refused.value.returncode == 2
    assert "sau" in _names()


def _rewrite(folder: Path, **values: Any) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **values}))


def test_a_bad_folder_is_refused_with_a_sentence(newsroom: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "x").touch()
    inside = Path(live_settings.MEDIA_ROOT) / "backup"
    for folder in (full, full / "x", tmp_path / "no" / "such", inside):
        with pytest.raises(CommandError) as refused:
            call_command("backup", str(folder))
        assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("restore", str(tmp_path / "nothing"))
    assert [path.name for path in full.iterdir()] == ["x"]
    assert not inside.exists()


def test_the_command_line_ends_with_exit_code_2(
    process_environment: dict[str, str], manage: list[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [*manage, "backup", str(tmp_path / "no" / "such")],
        cwd=BASE_DIR, env=process_environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("CommandError: ")
    assert str(tmp_path / "no") in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_backup_taken_while_others_write_is_whole(newsroom: Path) -> None:
    """Each user is added with a trail entry in one transaction: the restored database has both or neither."""
    added = Entry.objects.filter(action="staff.user_added")
    told = added.count()
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        number = 0
        while not stop.is_set():
            with transaction.atomic():
                User.objects.create(username=f"luc-sao-luu-{number}")
            number += 1
        written.append(number)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = backup.make(newsroom)
    finally:
        stop.set()
        writer.join()
    assert made.vendor == connection.vendor
    before = User.objects.filter(username__startswith="luc-sao-luu").count()
    backup.restore(newsroom, replace=True, say=lambda text: None)
    users = User.objects.filter(username__startswith="luc-sao-luu").count()
    assert users == added.count() - told
    assert users <= before == written[0]
    call_command("verify_trail")


def test_a_backup_that_fails_leaves_nothing(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.backup.manifest.copy", full_disk)
    with pytest.raises(backup.BackupError, match="No space left"):
        backup.make(newsroom)
    assert not newsroom.exists()
    assert not list(newsroom.parent.glob(".backup*"))
