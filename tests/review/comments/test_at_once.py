"""A comment and an approval at the same moment: one comes first, and the other knows of it."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cms.publication.models import Publication
from cms.review.comments.models import Comment
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, news_section, submit

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = textwrap.dedent("""
    import pathlib, sys, time
    import django
    django.setup()
    from cms.articles.models import ArticlePage
    from cms.review.comments.actions import make_comment
    from cms.review.errors import ReviewRefused
    from cms.staff.models import User
    from tests.factories.newsroom import decide
    page, user = ArticlePage.objects.get(pk=int(sys.argv[1])), User.objects.get(pk=int(sys.argv[2]))
    gate = pathlib.Path(sys.argv[3])
    (gate.parent / f"ready-{user.pk}").touch()
    while not gate.exists():
        time.sleep(0.001)
    try:
        if sys.argv[4] == "approve":
            decide(page, user)
        else:
            make_comment(page, user, "Khoan đã.", blocking=True)
    except ReviewRefused as refusal:
        print(refusal)
""")


def test_no_approval_passes_over_a_blocking_comment(process_environment: dict[str, str], tmp_path: Path) -> None:
    section = news_section()
    author, editor, approver = (make_user(role) for role in (Role.REPORTER, Role.EDITOR, Role.APPROVING_EDITOR))
    page = draft(section, author)
    submit(page, author)
    decide(page, editor)
    gate = tmp_path / "gate"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(page.pk), str(user.pk), str(gate), what],
            env=process_environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for user, what in ((approver, "approve"), (editor, "comment"))
    ]
    while not all((tmp_path / f"ready-{user.pk}").exists() for user in (approver, editor)):
        assert all(process.poll() is None for process in started), [process.communicate() for process in started]
    gate.touch()
    said = [process.communicate(timeout=120)[0] for process in started]
    assert all(process.returncode == 0 for process in started), said
    assert Comment.objects.filter(page=page, blocking=True).count() == 1
    order = list(
        Entry.objects.filter(action__in=["comment.made", "publication.sealed"], subject=f"page:{page.pk}")
        .order_by("number")
        .values_list("action", flat=True)
    )
    if Publication.objects.filter(page_id=page.pk).exists():
        assert order == ["publication.sealed", "comment.made"]
    else:
        assert order == ["comment.made"] and said[0].strip()
