"""Write, edit, autosave, revert: in the editor and in Python."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.articles.models import ArticleChange, ArticlePage

from .steps import ARTICLES, HOWS, STAFF, Steps, newest, page_url

NO_TEXT = "<p>Phiên họp.</p>"


def form_of(page: ArticlePage, **fields: Any) -> dict[str, Any]:
    """What the browser posts from the editor of this version, with what was changed there."""
    rows = [_row(row) for row in page.change_rows.all()]
    if "note" in fields:
        rows.append({**fields.pop("note"), "id": ""})
    initial = sum(1 for row in rows if row["id"])
    rows.sort(key=lambda row: not row["id"])
    text = page.body[0].value.source if page.body else NO_TEXT
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lede": page.lede,
            "dateline_place": "",
            "day": "18/03/2026",
            "short_headline": "",
            "topics": ", ".join(topic.name for topic in page.topics.all()),
            "lead_photo": page.lead_photo_id or "",
            "body": streamfield([("text", rich_text(fields.pop("text", text)))]),
            "authors": inline_formset([]),
            "mention_rows": inline_formset(
                [{"person": row.person_id, "id": row.pk or ""} for row in page.mention_rows.all()],
                initial=sum(1 for row in page.mention_rows.all() if row.pk),
            ),
            "change_rows": inline_formset(rows, initial=initial),
            "post_rows": inline_formset([]),
            "comments": inline_formset([]),
            "go_live_at": _local(page.go_live_at),
            "expire_at": _local(page.expire_at),
            **fields,
        }
    )


def _row(row: ArticleChange) -> dict[str, Any]:
    return {"kind": row.kind, "wrong": row.wrong, "right": row.right, "note": row.note, "id": row.pk or ""}


def _local(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}" if moment else ""


class Writing(Steps):
    @precondition(lambda self: self.room())
    @rule(who=STAFF, how=HOWS, facts=st.booleans(), where=st.sampled_from([0, 0, 1, 2]))
    def begin(self, who: str, how: str, facts: bool, where: int) -> None:
        word = self.word(who)
        section = self.house.sections()[where]
        if how == "admin":
            blank = ArticlePage(title=f"Phiên họp {word}", slug=f"phien-{word}", lede=f"Sa-pô {word}.")
            data = form_of(blank, text=f"<p>Phiên họp {word}.</p>")
            address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", section.pk])
            self.post(who, "begin", address, data)
            return

        def make() -> None:
            user = self.house.user(who)
            page = ArticlePage(
                title=f"Phiên họp {word}",
                slug=f"phien-{word}",
                owner=user,
                live=False,
                lede=f"Sa-pô {word}.",
                lead_photo=self.house.photo if facts else None,
                body=[("text", f"<p>Phiên họp {word}.</p>")],
            )
            section.add_child(instance=page)
            if facts:
                page.topics.add(self.house.topic)
                page.mention_rows.create(person=self.house.person)
            page.save_revision(user=user, log_action=True)

        self.act(who, "begin", make)

    @precondition(lambda self: self.articles)
    @rule(
        who=STAFF,
        number=ARTICLES,
        how=st.sampled_from(["admin", "autosave", "python"]),
        part=st.sampled_from(["lede", "title", "text"]),
    )
    def edit(self, who: str, number: int, how: str, part: str) -> None:
        page, word = self.article(number), self.word(who)
        words = {"lede": f"Sa-pô {word}.", "title": f"Phiên họp {word}", "text": f"<p>Phiên họp {word}.</p>"}[part]
        if how == "python":

            def save() -> None:
                if part == "text":
                    page.body = [("text", words)]
                else:
                    setattr(page, part, words)
                page.save_revision(user=self.house.user(who), log_action=True)

            self.act(who, f"edit {part}", save, page=page.pk)
            return
        data = form_of(page, **{part: words})
        extra = {}
        if how == "autosave":
            mine = newest(page)
            data |= {"loaded_revision_id": mine.pk, "overwrite_revision_id": mine.pk}
            extra = {"headers": {"accept": "application/json"}}
        self.post(who, f"{how} {part}", page_url("edit", page.pk), data, page=page.pk, **extra)

    @precondition(lambda self: self.articles)
    @rule(
        who=STAFF,
        number=ARTICLES,
        hours=st.sampled_from([1, 3]),
        what=st.sampled_from(["go_live_at", "expire_at", "neither"]),
    )
    def set_hours(self, who: str, number: int, hours: int, what: str) -> None:
        """A later hour to go live, or to end; or none any more."""
        page = self.article(number)
        at = timezone.now() + dt.timedelta(hours=hours)
        hours_of = {"go_live_at": "", "expire_at": ""} | ({what: _local(at)} if what != "neither" else {})
        self.post(who, f"hours {what}", page_url("edit", page.pk), form_of(page, **hours_of), page=page.pk)

    @precondition(lambda self: self.articles)
    @rule(who=STAFF, number=ARTICLES, back=st.integers(1, 4), how=HOWS)
    def revert(self, who: str, number: int, back: int, how: str) -> None:
        page = self.article(number)
        earlier = Revision.objects.for_instance(page).order_by("-created_at", "-pk")[back : back + 1].first()
        if earlier is None:
            return
        version = earlier.as_object()
        if how == "python":
            user = self.house.user(who)
            do = lambda: version.save_revision(user=user, previous_revision=earlier, log_action=True)  # noqa: E731
            self.act(who, "revert", do, page=page.pk)
            return
        data = form_of(version, revision=earlier.pk)
        self.post(who, "revert", page_url("edit", page.pk), data, page=page.pk)
