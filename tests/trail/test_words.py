"""What was typed with an act can be erased and not be changed unseen."""

import io

import pytest
from django.core.management import CommandError, call_command

from cms.trail.actions import erase_words
from cms.trail.models import Entry, Words
from cms.trail.record import record
from cms.trail.verify import faults
from tests.factories.newsroom import make_user

pytestmark = pytest.mark.django_db


def test_words_stand_beside_the_entry_and_not_in_it() -> None:
    entry = record("publication.withdrawn", words="Theo đề nghị của ông Mẫu")
    assert Entry.objects.get(pk=entry.pk).words == "Theo đề nghị của ông Mẫu"
    assert "Mẫu" not in entry.data
    assert list(faults()) == []


def test_words_that_were_changed_or_removed_unseen_show() -> None:
    first, second = (record("publication.withdrawn", words="Sai số liệu") for _ in range(2))
    Words.objects.filter(entry=first).update(text="Bài đúng")
    Words.objects.filter(entry=second).delete()
    assert len(list(faults())) == 2


def test_words_are_erased_by_an_act_and_the_chain_holds() -> None:
    entry = record("publication.withdrawn", words="Sai số liệu")
    call_command("erase_words", str(entry.number), stdout=io.StringIO())
    assert Entry.objects.get(pk=entry.pk).words == ""
    told = Entry.objects.latest("number")
    assert (told.action, told.subject) == ("trail.words_erased", f"entry:{entry.number}")
    assert list(faults()) == []
    with pytest.raises(CommandError):
        call_command("erase_words", str(entry.number))


def test_words_put_beside_an_entry_that_had_none_are_not_shown() -> None:
    entry = record("publication.withdrawn")
    Words.objects.create(entry=entry, text="Thêm vào sau")
    assert Entry.objects.get(pk=entry.pk).words == ""


def test_the_same_words_have_another_digest_each_time() -> None:
    texts = ["một", "hai"]
    digests = {record("publication.withdrawn", words=text, actor=make_user()).facts["words"] for text in texts * 2}
    assert len(digests) == 4
    assert not erase_words(10**9)
