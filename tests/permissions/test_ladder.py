"""A rung a role: each is let through the doors that are its own, and turned away from the others without a trace."""

import re

import pytest
from django.db import transaction
from django.http import HttpResponse

from cms.trail.models import Entry
from newsroom.settings.env import BASE_DIR

from .ladder import ALL, ELSEWHERE, LADDER, READING
from .scene import Scene
from .walk import Door, doors

pytestmark = [pytest.mark.django_db, pytest.mark.long]

CHANGING = re.compile(
    r"(add|edit|delete|move|copy|alias|unpublish|publish|unschedule|revert|lock|unlock|privacy|workflow_action|enable|"
    r"disable|remove|bulk|set_page_position|confirm_workflow|create)"
)


def test_every_door_has_its_rung() -> None:
    """Each address of the project, and each of Wagtail's that changes something."""
    told = LADDER.keys() | ELSEWHERE.keys()
    asked = {door.name for door in doors() if door.own or CHANGING.search(door.name)}
    missing = sorted(name for name in asked - told if not READING.search(name))
    assert missing == [], f"Say in tests/permissions/ladder.py who may go through: {missing}"
    gone = told - {door.name for door in doors()}
    assert not gone, f"tests/permissions/ladder.py names doors that are gone: {sorted(gone)}"


def test_doors_that_are_tried_elsewhere_are() -> None:
    assert [name for name, file in ELSEWHERE.items() if not (BASE_DIR / file).exists()] == []


def through(response: HttpResponse) -> bool:
    """Whether the door opened: not sent to sign in, not refused, not led back to the first page, and something is behind it."""
    if response.status_code in (400, 401, 403, 404, 405):
        return False
    leads = response.headers.get("Location", "")
    return not (response.status_code == 302 and (leads == "/quan-tri/" or "/login/" in leads))


def address_of(scene: Scene, door: Door) -> str:
    values = scene.fillings(door.name)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values.get(match[1], 1)), door.route)


def probe(scene: Scene, address: str, method: str, rung: str) -> tuple[bool, bool]:
    """Whether the rung gets through, and whether anything was written; it is as before afterwards."""
    with transaction.atomic():
        before = Entry.objects.count()
        response = getattr(scene.clients[rung], method)(address)
        written = Entry.objects.count() != before
        transaction.set_rollback(True)
    return through(response), written


@pytest.mark.once
def test_each_role_is_let_through_its_own_doors_alone() -> None:
    scene = Scene()
    wrong = []
    for door in {door.name: door for door in doors()}.values():
        address = address_of(scene, door) if door.name in LADDER else ""
        for method, expected in zip(("get", "post"), LADDER.get(door.name, ()), strict=False):
            # What may be opened by whom it may be sent by is asked for by sending alone.
            if expected is None or (method == "get" and expected == LADDER[door.name][1]):
                continue
            for rung in ["", *ALL]:
                opened, written = probe(scene, address, method, rung)
                if opened is not (rung in expected and rung != ""):
                    wrong.append(
                        f"{method} {door.name}: {rung or 'nobody'} {'gets' if opened else 'does not get'} through"
                    )
                if written and not opened:
                    wrong.append(f"{method} {door.name}: {rung or 'nobody'} is refused, and something was written")
    assert wrong == []
