"""What the parts of a comparison are called: lines and lists by their names, values that stand for words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from cms.publication.documents import DocumentKind, DocumentStatus
from cms.publication.posts import channel_label

from .align import Fate

_LINES: dict[str, str | Promise] = {
    "account_line": pgettext_lazy("comparison", "Line under each post"),
    "address": pgettext_lazy("comparison", "Address"),
    "alt": pgettext_lazy("comparison", "Alt text"),
    "body": pgettext_lazy("comparison", "Body in the registry"),
    "bytes": pgettext_lazy("comparison", "Size in bytes"),
    "caption": pgettext_lazy("comparison", "Caption"),
    "change_kind": pgettext_lazy("comparison", "Kind of change"),
    "channel": pgettext_lazy("comparison", "Channel"),
    "congress": pgettext_lazy("comparison", "Congress"),
    "credit": pgettext_lazy("comparison", "Credit"),
    "crop": pgettext_lazy("comparison", "What must stay visible (left, top, right, bottom)"),
    "dateline_place": pgettext_lazy("comparison", "Place"),
    "day": pgettext_lazy("comparison", "Day"),
    "delegates_source": pgettext_lazy("comparison", "Source of the delegate list"),
    "document_kind": pgettext_lazy("comparison", "Kind of document"),
    "document_number": pgettext_lazy("comparison", "Document in the library"),
    "document_status": pgettext_lazy("comparison", "Status of the document"),
    "document_symbol": pgettext_lazy("comparison", "Number and symbol"),
    "editor_in_chief": pgettext_lazy("comparison", "Editor in chief"),
    "email": pgettext_lazy("comparison", "E-mail"),
    "end": pgettext_lazy("comparison", "Until"),
    "expire_at": pgettext_lazy("comparison", "Expires at"),
    "file": pgettext_lazy("comparison", "File (digest)"),
    "filename": pgettext_lazy("comparison", "File name"),
    "form": pgettext_lazy("comparison", "Form"),
    "genre": pgettext_lazy("comparison", "Genre"),
    "go_live_at": pgettext_lazy("comparison", "Goes live at"),
    "header_column": pgettext_lazy("comparison", "First column is a heading"),
    "header_row": pgettext_lazy("comparison", "First row is a heading"),
    "headline": pgettext_lazy("comparison", "Headline"),
    "hot_line": pgettext_lazy("comparison", "Hot line"),
    "issuer": pgettext_lazy("comparison", "Issued by"),
    "language": pgettext_lazy("comparison", "Language"),
    "lede": pgettext_lazy("comparison", "Lede"),
    "life": pgettext_lazy("comparison", "Short life"),
    "licence": pgettext_lazy("comparison", "Licence"),
    "menu_order": pgettext_lazy("comparison", "Place in the menu"),
    "name": pgettext_lazy("comparison", "Name"),
    "new_block": pgettext_lazy("comparison", "A new block of text begins"),
    "note": pgettext_lazy("comparison", "Words to the readers"),
    "number": pgettext_lazy("comparison", "Number"),
    "office": pgettext_lazy("comparison", "Office"),
    "opinions_from": pgettext_lazy("comparison", "Opinions from"),
    "opinions_until": pgettext_lazy("comparison", "Opinions until"),
    "operator": pgettext_lazy("comparison", "Operator"),
    "organisation": pgettext_lazy("comparison", "Organisation"),
    "own_caption": pgettext_lazy("comparison", "Caption of its own"),
    "page": pgettext_lazy("comparison", "Page"),
    "page_number": pgettext_lazy("comparison", "Page"),
    "part_of_photo": pgettext_lazy("comparison", "Part of the photo (left, top, right, bottom)"),
    "part_of_day": pgettext_lazy("comparison", "Part of the day"),
    "person": pgettext_lazy("comparison", "Person in the registry"),
    "person_slug": pgettext_lazy("comparison", "Name in addresses"),
    "phase": pgettext_lazy("comparison", "Phase"),
    "phase_kind": pgettext_lazy("comparison", "Phase"),
    "photo_number": pgettext_lazy("comparison", "Photo in the library"),
    "pixels": pgettext_lazy("comparison", "Size in pixels"),
    "placeholder": pgettext_lazy("comparison", "Place kept for a photo"),
    "provider": pgettext_lazy("comparison", "Website"),
    "quote": pgettext_lazy("comparison", "What was said"),
    "schema_version": pgettext_lazy("comparison", "Version of the story's form"),
    "rhythm": pgettext_lazy("comparison", "Rhythm"),
    "right": pgettext_lazy("comparison", "What is right"),
    "section": pgettext_lazy("comparison", "Section"),
    "section_lists": pgettext_lazy("comparison", "Lists"),
    "session_kind": pgettext_lazy("comparison", "Kind of session"),
    "session_number": pgettext_lazy("comparison", "Session in the registry"),
    "short_headline": pgettext_lazy("comparison", "Short headline"),
    "since": pgettext_lazy("comparison", "Public since"),
    "slug": pgettext_lazy("comparison", "Name in the address"),
    "speaker": pgettext_lazy("comparison", "Speaker"),
    "start": pgettext_lazy("comparison", "From"),
    "story_kind": pgettext_lazy("comparison", "Kind of page"),
    "tagline": pgettext_lazy("comparison", "Tagline"),
    "terms_of_reuse": pgettext_lazy("comparison", "Terms of reuse"),
    "text": pgettext_lazy("comparison", "Text"),
    "time": pgettext_lazy("comparison", "Time"),
    "title": pgettext_lazy("comparison", "Title"),
    "until": pgettext_lazy("comparison", "Public until"),
    "venue": pgettext_lazy("comparison", "Venue"),
    "without_photo": pgettext_lazy("comparison", "Without a photo"),
    "wrong": pgettext_lazy("comparison", "What was wrong"),
    "zone_day": pgettext_lazy("comparison", "Day shown"),
    "zone_entries": pgettext_lazy("comparison", "How many"),
    "zone_heading": pgettext_lazy("comparison", "Heading of the zone"),
    "zone_note": pgettext_lazy("comparison", "The editor's note"),
    "zone_places": pgettext_lazy("comparison", "How many"),
    "zone_section": pgettext_lazy("comparison", "From the section"),
}

_LISTS: dict[str, str | Promise] = {
    "agenda": pgettext_lazy("comparison", "Agenda"),
    "body": pgettext_lazy("comparison", "Body"),
    "byline": pgettext_lazy("comparison", "Byline"),
    "chair": pgettext_lazy("comparison", "Chair"),
    "changes": pgettext_lazy("comparison", "Changes after publication"),
    "delegates": pgettext_lazy("comparison", "Delegates"),
    "digest_entries": pgettext_lazy("comparison", "Articles of the digest"),
    "details": pgettext_lazy("comparison", "From the registry and the settings"),
    "files": pgettext_lazy("comparison", "Files"),
    "lead_pages": pgettext_lazy("comparison", "Lead articles"),
    "lead_photo": pgettext_lazy("comparison", "Lead photo"),
    "members": pgettext_lazy("comparison", "Members"),
    "mentions": pgettext_lazy("comparison", "Persons with their offices"),
    "offices": pgettext_lazy("comparison", "Offices"),
    "offices_held": pgettext_lazy("comparison", "Offices over time"),
    "pages": pgettext_lazy("comparison", "Related pages"),
    "papers": pgettext_lazy("comparison", "Papers"),
    "photo": pgettext_lazy("comparison", "Photo"),
    "photos": pgettext_lazy("comparison", "Photos"),
    "portrait": pgettext_lazy("comparison", "Portrait"),
    "posts": pgettext_lazy("comparison", "Posts for the channels"),
    "session": pgettext_lazy("comparison", "Session"),
    "signer": pgettext_lazy("comparison", "Signer"),
    "signed_as": pgettext_lazy("comparison", "How the accounts identify themselves"),
    "text": pgettext_lazy("comparison", "Text"),
    "topics": pgettext_lazy("comparison", "Topics"),
    "wordings": pgettext_lazy("comparison", "Written for the channels"),
    "zone_article": pgettext_lazy("comparison", "Chosen article"),
    "zone_articles": pgettext_lazy("comparison", "Chosen articles"),
    "zones": pgettext_lazy("comparison", "Zones of the front page"),
}

_PAYLOAD: dict[str, str | Promise] = {
    "subject": pgettext_lazy("comparison", "Subject"),
    "html": pgettext_lazy("comparison", "Text with formatting"),
    "rhythm": pgettext_lazy("comparison", "Rhythm"),
    "text": pgettext_lazy("comparison", "Plain text"),
    "language": pgettext_lazy("comparison", "Language"),
}

_KINDS: dict[str, str | Promise] = {
    "agenda": pgettext_lazy("comparison", "Agenda"),
    "agenda_item": pgettext_lazy("comparison", "Agenda item"),
    "author": pgettext_lazy("comparison", "Author"),
    "change": pgettext_lazy("comparison", "Change after publication"),
    "delegate": pgettext_lazy("comparison", "Delegate"),
    "digest_entry": pgettext_lazy("comparison", "Article"),
    "document": pgettext_lazy("comparison", "Document"),
    "documents_zone": pgettext_lazy("comparison", "Zone: documents"),
    "embed": pgettext_lazy("comparison", "Link to a video or post"),
    "essay_zone": pgettext_lazy("comparison", "Zone: photo essay"),
    "fact_box": pgettext_lazy("comparison", "Fact box"),
    "gallery": pgettext_lazy("comparison", "Gallery"),
    "lead_zone": pgettext_lazy("comparison", "Zone: lead"),
    "member": pgettext_lazy("comparison", "Member"),
    "mention": pgettext_lazy("comparison", "Person"),
    "office": pgettext_lazy("comparison", "Office"),
    "office_held": pgettext_lazy("comparison", "Office"),
    "page": pgettext_lazy("comparison", "Page"),
    "paragraph": pgettext_lazy("comparison", "Paragraph"),
    "part": pgettext_lazy("comparison", "Part"),
    "photo": pgettext_lazy("comparison", "Photo"),
    "post": pgettext_lazy("comparison", "Post"),
    "quote": pgettext_lazy("comparison", "Quote"),
    "related": pgettext_lazy("comparison", "Related pages"),
    "river_zone": pgettext_lazy("comparison", "Zone: newest articles"),
    "second_zone": pgettext_lazy("comparison", "Zone: second leads"),
    "sections_zone": pgettext_lazy("comparison", "Zone: sections"),
    "session": pgettext_lazy("comparison", "Session"),
    "sessions_zone": pgettext_lazy("comparison", "Zone: sessions"),
    "table": pgettext_lazy("comparison", "Table"),
    "topic": pgettext_lazy("comparison", "Topic"),
    "signed_as": pgettext_lazy("comparison", "How the account identifies itself"),
    "wording": pgettext_lazy("comparison", "Words for a channel"),
}

_FORMS: dict[str, str | Promise] = {
    "p": pgettext_lazy("comparison", "paragraph"),
    "h2": pgettext_lazy("comparison", "heading"),
    "h3": pgettext_lazy("comparison", "heading in the text"),
    "h4": pgettext_lazy("comparison", "small heading"),
    "ul": pgettext_lazy("comparison", "point of a list"),
    "ol": pgettext_lazy("comparison", "numbered point"),
    "quote": pgettext_lazy("comparison", "quoted paragraph"),
    "hr": pgettext_lazy("comparison", "dividing line"),
}

_VALUES: dict[str, Mapping[str, str | Promise]] = {
    "document_kind": dict(DocumentKind.choices),
    "document_status": dict(DocumentStatus.choices),
    "change_kind": {
        "slip": pgettext_lazy("comparison", "slip"),
        "update": pgettext_lazy("comparison", "update"),
        "correction": pgettext_lazy("comparison", "correction"),
    },
    "genre": {
        "photo_essay": pgettext_lazy("comparison", "photo essay"),
    },
    "language": {
        "vi": pgettext_lazy("comparison", "Vietnamese"),
        "en": pgettext_lazy("comparison", "English"),
    },
    "phase_kind": {
        "before": pgettext_lazy("comparison", "before the congress"),
        "during": pgettext_lazy("comparison", "during the congress"),
        "after": pgettext_lazy("comparison", "after the congress"),
    },
    "rhythm": {
        "daily": pgettext_lazy("comparison", "daily"),
        "weekly": pgettext_lazy("comparison", "weekly"),
    },
    "section_lists": {
        "articles": pgettext_lazy("comparison", "articles"),
        "sessions": pgettext_lazy("comparison", "sessions"),
        "people": pgettext_lazy("comparison", "people"),
        "digests": pgettext_lazy("comparison", "digests"),
        "documents": pgettext_lazy("comparison", "documents"),
    },
    "story_kind": {
        "article": pgettext_lazy("comparison", "article"),
        "front": pgettext_lazy("comparison", "front page"),
        "section": pgettext_lazy("comparison", "section"),
        "session": pgettext_lazy("comparison", "session page"),
        "person": pgettext_lazy("comparison", "person page"),
        "imprint": pgettext_lazy("comparison", "imprint"),
        "digest": pgettext_lazy("comparison", "digest"),
        "document": pgettext_lazy("comparison", "document page"),
        "page": pgettext_lazy("comparison", "information page"),
        "body": pgettext_lazy("comparison", "page of a body"),
    },
}
_ANSWERS: dict[str, str | Promise] = {
    "yes": pgettext_lazy("comparison", "yes"),
    "no": pgettext_lazy("comparison", "no"),
}
_YES_OR_NO = {"header_row", "header_column", "new_block", "placeholder"}

QUIET_LINES = frozenset(
    {
        "body",
        "bytes",
        "crop",
        "document_number",
        "file",
        "form",
        "language",
        "new_block",
        "page_number",
        "person",
        "person_slug",
    }
    | {
        "photo_number",
        "pixels",
        "schema_version",
        "session_number",
        "slug",
        "story_kind",
        "header_row",
        "header_column",
        "zone_entries",
        "zone_places",
    }
)
"""Lines that are shown only where they changed."""


def line_label(name: str) -> str:
    """What a line is called. Raises ``KeyError`` for a name without a label."""
    return _payload_label(name) if name.startswith(".") else str(_LINES[name])


def list_label(name: str) -> str:
    """The same for a list."""
    return _payload_label(name) if name.startswith(".") else str(_LISTS[name])


def is_code(name: str) -> bool:
    """Whether a name is a channel's own, such as its standard has it."""
    return name.startswith(".") and name[1:] not in _PAYLOAD


def _payload_label(name: str) -> str:
    """A payload's own names, in words where they are ours, else as the channel's standard has them."""
    return str(_PAYLOAD.get(name[1:], name[1:]))


def section_label(name: str) -> str:
    """What a section of the screen is called: a list, or the facts of the page itself."""
    return pgettext("comparison", "Metadata") if name == "facts" else list_label(name)


def fate_label(fate: Fate, *, altered: bool) -> str:
    """What became of an item, in a word or two; empty where it is as it was."""
    match fate:
        case "added":
            return pgettext("comparison", "added")
        case "removed":
            return pgettext("comparison", "removed")
        case "moved":
            return pgettext("comparison", "moved and changed") if altered else pgettext("comparison", "moved")
        case "left":
            return pgettext("comparison", "moved from here")
    return pgettext("comparison", "changed") if altered else ""


def kind_label(kind: str) -> str:
    """What an item is called."""
    return list_label("details") if kind.endswith("_details") else str(_KINDS[kind])


def value_label(name: str, text: str) -> str:
    """A value in words, where it stands for some."""
    if name in _YES_OR_NO:
        return str(_ANSWERS.get(text, text))
    if name == "form":
        return form_label(text)
    if name == "channel":
        return channel_label(text)
    if name == "file":
        return text[:12]
    return str(_VALUES.get(name, {}).get(text, text))


def form_label(form: str) -> str:
    """``"h3"``, ``"ul1"`` … in words."""
    return str(_FORMS.get(form.rstrip("0123456789") if form[:2] in ("ul", "ol") else form, form))


_MARKS: dict[str, tuple[Any, Any]] = {
    "bold": (pgettext_lazy("comparison", "now bold"), pgettext_lazy("comparison", "no longer bold")),
    "italic": (pgettext_lazy("comparison", "now italic"), pgettext_lazy("comparison", "no longer italic")),
    "underline": (pgettext_lazy("comparison", "now underlined"), pgettext_lazy("comparison", "no longer underlined")),
    "strike": (
        pgettext_lazy("comparison", "now struck through"),
        pgettext_lazy("comparison", "no longer struck through"),
    ),
    "sub": (pgettext_lazy("comparison", "now subscript"), pgettext_lazy("comparison", "no longer subscript")),
    "sup": (pgettext_lazy("comparison", "now superscript"), pgettext_lazy("comparison", "no longer superscript")),
}


def mark_label(mark: str, *, now: bool) -> str:
    """That a stretch of text is set so now, or no longer."""
    return str(_MARKS[mark][0 if now else 1])
