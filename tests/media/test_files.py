"""A file never changes and is never lost; the words around it may change, and each page that shows them hears of it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from cms.publication import facts
from cms.publication.models import FactUse
from cms.staff.models import User
from cms.trail.models import Entry
from media.actions import withdraw_rights
from media.errors import FileInUse, FileIsFixed
from media.models import Paper, Photo
from media.queries import public_pages_with, without_rights
from media.signals import rights_lost
from media.story import document_value, photo_value
from tests.factories.media import jpeg, make_paper, make_photo, picture, seal_story, story_with, withdraw_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed_facts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The facts whose change was told, in order."""
    told: list[str] = []
    from media.models import fixed

    monkeypatch.setattr(fixed, "fact_changed", lambda key, user=None: told.append(key) or facts.fact_changed(key, user))
    return told


class TestTheFileIsFixed:
    @pytest.mark.parametrize("make", [make_photo, make_paper])
    def test_another_file_is_refused_with_a_sentence(self, make: Any) -> None:
        record = make()
        name, digest = record.file.name, record.sha256
        record.file = ContentFile(jpeg(picture(seed=5)), name="khac.jpg")
        for attempt in (record.save, record.clean):
            with pytest.raises(FileIsFixed, match=r"new record|bản ghi mới"):
                attempt()
        fresh = type(record).objects.get()
        assert (fresh.file.name, fresh.sha256) == (name, digest)

    def test_pointing_to_another_stored_file_is_refused(self) -> None:
        first, second = make_photo(), make_photo()
        first.file = second.file.name
        with pytest.raises(FileIsFixed):
            first.save()

    def test_another_digest_is_refused(self) -> None:
        photo = make_photo()
        photo.sha256 = "0" * 64
        with pytest.raises(ValidationError):
            photo.save()

    def test_the_digest_is_that_of_the_bytes(self) -> None:
        import hashlib

        content = jpeg(picture(seed=7))
        assert make_photo(content).sha256 == hashlib.sha256(content).hexdigest()
        assert len(make_paper().sha256) == 64


class TestDeletion:
    @pytest.mark.parametrize("make", [make_photo, make_paper])
    def test_what_a_publication_used_stays_even_after_withdrawal(self, make: Any) -> None:
        record = make()
        photos, papers = ([record], []) if isinstance(record, Photo) else ([], [record])
        shelf = seal_story(story_with(photos, papers))
        withdraw_story(shelf)
        for attempt in (record.delete, type(record).objects.all().delete):
            with pytest.raises(FileInUse), transaction.atomic():
                attempt()
        assert type(record).objects.filter(pk=record.pk).exists()

    def test_what_a_draft_shows_stays(self) -> None:
        photo = make_photo()
        FactUse.objects.create(key=f"image:{photo.pk}", page_id=1)
        with pytest.raises(FileInUse):
            photo.delete()

    def test_what_nobody_uses_may_go_and_the_trail_knows(self) -> None:
        photo = make_photo()
        pk, digest = photo.pk, photo.sha256
        photo.delete()
        entry = Entry.objects.get(action="image.deleted")
        assert (entry.subject, digest in entry.data) == (f"image:{pk}", True)


class TestWords:
    def test_words_are_normalised(self) -> None:
        photo = make_photo(caption="  Pho\u0300ng  ho\u0323p\u200b \n", credit=" Minh\tAn ", alt_text=" x\u00ad ")
        assert (photo.caption, photo.credit, photo.alt_text) == ("Phòng họp", "Minh An", "x")
        paper = make_paper(number=" 12-NQ/ĐH ")
        assert paper.number == "12-NQ/ĐH"

    def test_the_caption_is_the_first_suggestion_for_the_alt_text(self) -> None:
        photo = make_photo(caption="Quang cảnh phiên họp.", alt_text="")
        assert photo.alt_text == "Quang cảnh phiên họp."
        photo.caption = "Chú thích khác."
        photo.save()
        assert photo.alt_text == "Quang cảnh phiên họp."

    @pytest.mark.parametrize(
        ("field", "value"), [("caption", "Khác."), ("credit", "Lan"), ("alt_text", "Khác."), ("focal_point_x", 40)]
    )
    def test_a_changed_word_is_a_changed_fact(self, changed_facts: list[str], field: str, value: Any) -> None:
        photo = make_photo()
        setattr(photo, field, value)
        photo.save()
        assert changed_facts == [f"image:{photo.pk}"]

    def test_what_readers_do_not_see_changes_no_fact(self, changed_facts: list[str]) -> None:
        photo, paper = make_photo(), make_paper()
        photo.title, photo.rights_note = "Tên khác", "Được dùng đến hết năm."
        photo.save()
        assert changed_facts == []
        paper.title = "Nghị quyết khác"
        paper.save()
        assert changed_facts == [f"document:{paper.pk}"]

    def test_values_for_stories(self) -> None:
        photo = make_photo(jpeg(picture(1000, 800)))
        photo.focal_point_x, photo.focal_point_y = 100, 100
        photo.focal_point_width = photo.focal_point_height = 300
        photo.save()
        value = photo_value(Photo.objects.get())
        assert (value.image_id, value.sha256, value.width, value.height) == (photo.pk, photo.sha256, 1000, 800)
        assert value.focus == (0, 0, 250, 250)
        assert photo_value(make_photo()).focus is None
        paper = make_paper(b"%PDF-1.7 x", "ban.pdf", number="7-KL/ĐH")
        document = document_value(Paper.objects.get())
        assert (document.document_id, document.size, document.number) == (paper.pk, 10, "7-KL/ĐH")


class TestRights:
    def test_only_photo_editors_and_approving_editors_take_down(self, photo_editor: User) -> None:
        photo = make_photo()
        for user in (User.objects.create_user("x"), User.objects.create_superuser("y")):
            with pytest.raises(PermissionDenied):
                withdraw_rights(photo, user, "Vì thế.")
        with pytest.raises(ValueError, match=r"\w"):
            withdraw_rights(photo, photo_editor, "  ")
        assert without_rights([photo.pk]) == set()
        withdraw_rights(photo, photo_editor, "Gia đình yêu cầu.")
        assert without_rights([photo.pk]) == {photo.pk}

    def test_the_loss_is_told_with_its_pages_and_stands_in_the_trail(self, photo_editor: User) -> None:
        photo = make_photo()
        shelf = seal_story(story_with([photo]))
        withdraw_story(seal_story(story_with([photo])))
        heard: list[Any] = []

        def hear(sender: Any, photo: Photo, page_ids: list[int], **kwargs: Any) -> None:
            heard.append((photo.pk, page_ids))

        rights_lost.connect(hear)
        try:
            withdraw_rights(photo, photo_editor, "Hết hạn.")
            withdraw_rights(photo, photo_editor, "Lần nữa.")
        finally:
            rights_lost.disconnect(hear)
        assert heard == [(photo.pk, [shelf.pk])]
        assert public_pages_with(photo) == [shelf.pk]
        entry = Entry.objects.get(action="image.rights_withdrawn")
        assert (entry.actor, entry.subject) == (str(photo_editor.trail_id), f"image:{photo.pk}")
        assert "Hết hạn" not in entry.data
        assert Photo.objects.get().rights_lost_reason == "Hết hạn."

    def test_a_form_opened_before_does_not_give_the_rights_back(self, photo_editor: User) -> None:
        photo = make_photo()
        stale = Photo.objects.get()
        withdraw_rights(photo, photo_editor, "Hết hạn.")
        stale.caption = "Sửa chú thích."
        stale.save()
        assert Photo.objects.get().rights_lost_at is not None
