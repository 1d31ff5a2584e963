import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext

from cms.trail.appendonly import put_back
from cms.trail.chain import link_of
from cms.trail.heads import read_heads, size, write_head
from cms.trail.insert_only import InsertOnly
from cms.trail.models import Entry
from cms.trail.record import record
from cms.trail.verify import faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heads_file(settings: Any, tmp_path: Path) -> Path:
    settings.TRAIL_HEADS = str(tmp_path / "heads.jsonl")
    return tmp_path / "heads.jsonl"


@pytest.fixture
def unprotected() -> None:
    """As an intruder with the database in hand: the triggers are gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER trail_entry_no_update")
            cursor.execute("DROP TRIGGER trail_entry_no_delete")
        else:
            cursor.execute("DROP TRIGGER trail_entry_no_change ON trail_entry")


def test_entries_are_numbered_without_gaps_and_verify() -> None:
    start = Entry.objects.count()
    for number in range(5):
        record("trail.exported", subject=f"page:{number}", data={"n": number})
    assert Entry.objects.count() == start + 5
    assert list(faults()) == []
    call_command("verify_trail")


def test_the_database_refuses_a_change_and_a_deletion() -> None:
    record("trail.exported")
    for act in (lambda: Entry.objects.update(action="other"), lambda: Entry.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
            act()
    with pytest.raises(TypeError):
        Entry.objects.latest("number").delete()


def test_an_act_that_fails_leaves_no_entry() -> None:
    count = Entry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        record("trail.exported")
        raise RuntimeError
    assert Entry.objects.count() == count


@pytest.mark.usefixtures("unprotected")
def test_a_changed_entry_shows() -> None:
    entry = record("trail.exported", data={"seal": "a"})
    record("trail.exported")
    Entry.objects.filter(pk=entry.pk).update(data=json.dumps({"seal": "b"}))
    assert len(list(faults())) == 1
    with pytest.raises(SystemExit) as exit_info:
        call_command("verify_trail")
    assert exit_info.value.code == 1


@pytest.mark.usefixtures("unprotected")
def test_a_deleted_entry_shows() -> None:
    middle = record("trail.exported")
    record("trail.exported")
    Entry.objects.filter(pk=middle.pk)._raw_delete("default")
    assert len(list(faults())) == 1


@pytest.mark.usefixtures("unprotected")
@pytest.mark.parametrize("field", ["at", "action", "actor", "subject", "route", "origin"])
def test_each_field_is_chained(field: str) -> None:
    entry = record("trail.exported")
    Entry.objects.filter(pk=entry.pk).update(**{field: "khác"})
    assert len(list(faults())) == 1


def test_a_number_that_was_left_out_shows() -> None:
    entry = record("trail.exported")
    left_out = Entry(number=entry.number + 2, at=entry.at, action="trail.exported")
    left_out.link = link_of(left_out, entry.link)
    left_out.save()
    assert list(faults()) == [_missing(entry.number + 1)]


def _missing(number: int) -> str:
    return gettext("Entries %(first)d to %(last)d are missing.") % {"first": number, "last": number}


@pytest.mark.usefixtures("unprotected")
def test_a_cut_off_tail_shows_against_the_head_noted_outside() -> None:
    record("trail.exported")
    last = record("trail.exported")
    write_head()
    write_head()
    assert list(faults()) == []
    Entry.objects.filter(pk=last.pk)._raw_delete("default")
    assert len(list(faults())) == 1


@pytest.mark.usefixtures("unprotected")
def test_a_tail_that_was_cut_off_and_grew_again_shows() -> None:
    """Anybody makes entries, by failing to sign in: so many that the head is noted at the same number again."""
    last = record("publication.withdrawn")
    write_head()
    Entry.objects.filter(pk=last.pk)._raw_delete("default")
    record("staff.sign_in_failed")
    write_head()
    assert len(list(faults())) == 1


@pytest.mark.usefixtures("unprotected")
def test_a_forger_without_the_key_can_not_rewrite_the_tail(settings: Any) -> None:
    last = record("trail.exported")
    write_head()
    Entry.objects.filter(pk=last.pk)._raw_delete("default")
    key = settings.TRAIL_KEY
    settings.TRAIL_KEY = "another key"
    record("trail.exported")
    settings.TRAIL_KEY = key
    assert list(faults())


def test_a_half_written_head_is_passed_over(heads_file: Path) -> None:
    record("trail.exported")
    write_head()
    with heads_file.open("a") as file:
        file.write('{"number": 12')
    assert list(faults()) == []


def test_a_head_after_a_half_written_one_counts(heads_file: Path) -> None:
    heads_file.write_text('{"number": 12')
    last = record("trail.exported")
    write_head()
    assert list(read_heads(size())) == [(last.number, last.link)]


def test_verifying_takes_the_same_memory_for_any_length() -> None:
    def peak(entries: int) -> int:
        last = record("trail.exported")
        made = []
        for number in range(last.number + 1, last.number + 1 + entries):
            entry = Entry(number=number, at=last.at, action="trail.exported")
            entry.link = link_of(entry, last.link)
            made.append(entry)
            last = entry
        Entry.objects.bulk_create(made, batch_size=1000)
        del made
        tracemalloc.start()
        try:
            assert list(faults()) == []
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    short = peak(4000)
    assert peak(16000) < 1.3 * short


def test_a_table_that_a_migration_remade_gets_its_triggers_back() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER trail_entry_no_update")
    put_back(using="default")
    record("trail.exported")
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Entry.objects.update(action="other")


def test_every_insert_only_table_refuses_a_change() -> None:
    tables = {model._meta.db_table for model in InsertOnly.__subclasses__()}
    assert tables >= {"trail_entry", "publication_publication", "publication_contribution", "channels_attempt"}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_update'")
        else:
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_no_change'")
        assert {row[0] for row in cursor.fetchall()} >= tables
