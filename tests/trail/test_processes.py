"""Several processes write the trail at once: none waits for ever, none is refused, no number is left out."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from cms.publication.models import Contribution
from cms.staff.roles import Role
from cms.trail.models import Entry
from cms.trail.verify import faults
from tests.factories.media import make_photo
from tests.factories.newsroom import draft, make_user, news_section

from .telling import newest

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 12

PRELUDE = """
import pathlib, sys, time
import django
django.setup()
name, gate, rounds, ids = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), [int(word) for word in sys.argv[4:]]
(gate.parent / f"ready-{name}").touch()
while not gate.exists():
    time.sleep(0.001)
"""

FACT = """
from media.models import Photo
for number in range(rounds):
    photo = Photo.objects.get(pk=ids[0])
    photo.caption = f"Chú thích {number}"
    photo.save()
"""

EDITS = """
from cms.articles.models import ArticlePage
for number in range(rounds):
    for pk in ids:
        page = ArticlePage.objects.get(pk=pk).latest_draft()
        page.lede = f"Sa-pô {name} {number}."
        page.save_revision(log_action=True)
"""

ACTS = """
from cms.trail.record import record
for number in range(10 * rounds):
    record("staff.sign_in_failed")
"""


def test_a_shared_fact_meets_those_who_edit_its_pages(process_environment: dict[str, str], tmp_path: Path) -> None:
    section, author = news_section(), make_user(Role.REPORTER)
    photo = make_photo()
    pages = [draft(section, author, title=f"Bài {number}", lead_photo=photo) for number in range(3)]
    start = newest()
    forth = [str(page.pk) for page in pages]
    gate = tmp_path / "gate"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PRELUDE + work, name, str(gate), str(ROUNDS), *ids],
            env=process_environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, work, ids in (
            ("fact", FACT, [str(photo.pk)]),
            ("forth", EDITS, forth),
            ("back", EDITS, forth[::-1]),
            ("acts", ACTS, []),
        )
    ]
    try:
        deadline = time.monotonic() + 60
        while len(list(tmp_path.glob("ready-*"))) < len(started):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        gate.touch()
        for process in started:
            output, errors = process.communicate(timeout=180)
            assert process.returncode == 0, output + errors
    finally:
        for process in started:
            process.kill()
    assert list(faults()) == []
    told = Entry.objects.filter(number__gt=start)
    assert told.filter(action="staff.sign_in_failed").count() == 10 * ROUNDS
    assert told.filter(action="image.changed").count() == ROUNDS
    assert told.filter(action="publication.contributed").count() == (
        Contribution.objects.filter(page_id__in=[page.pk for page in pages]).count() - len(pages)
    )
