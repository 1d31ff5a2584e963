"""The small values that a story is made of. Each names the fact it came from by id, and carries what is shown of it."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cms.text.normal import clean

Text = Annotated[str, AfterValidator(clean)]


class Value(BaseModel):
    """A frozen part of a story; unknown keys are refused, so that an old reader never drops what a newer one wrote."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Photo(Value):
    """A photo as it is shown: the file's digest, its size in pixels, and its words."""

    image_id: int
    sha256: str
    width: int
    height: int
    alt: Text
    caption: Text = ""
    credit: Text = ""
    # left, top, right, bottom of what must stay visible, in pixels of the original.
    focus: tuple[int, int, int, int] | None = None


class Document(Value):
    """A file offered for download: the file's digest, name and size in bytes."""

    document_id: int
    sha256: str
    title: Text
    filename: Text
    size: int
    number: Text = ""


class Mention(Value):
    """A person in the text, with the offices shown for the day of the story, in the order shown."""

    person_id: int
    name: Text
    offices: tuple[Text, ...] = ()
    slug: str = ""


class Topic(Value):
    slug: str
    name: Text


class AgendaItem(Value):
    """A point of a session's agenda; ``time`` is the local time of day as written, or empty."""

    title: Text
    time: Text = ""
    speaker: Text = ""


class SessionRef(Value):
    """The session that an article covers, as it was called when the article was sealed."""

    session_id: int
    name: Text
    day: dt.date | None = None
    venue: Text = ""


class Change(Value):
    """What was changed after the story had been public, in the words told to its readers.

    A ``slip`` (đính chính) is a typing error, an ``update`` says more than before, a ``correction`` (cải chính) says what was wrong
    and what is right.
    """

    kind: Literal["slip", "update", "correction"]
    wrong: Text = ""
    right: Text = ""
    note: Text = ""


class Wording(Value):
    """What somebody has put in place of what a channel draws up of the story by itself; empty parts are drawn up.

    The channel adds its link to ``text``. ``crop`` is what the channel gets of the picture: left, top, right, bottom in pixels
    of the original; None is all of it.
    """

    channel: str
    text: Text = ""
    photo: Photo | None = Field(default=None, description="In place of the lead photo.")
    without_photo: bool = False
    crop: tuple[int, int, int, int] | None = None


class SignedAs(Value):
    """The line by which an account of the channel identifies itself under each post, by the rule of the day of the draft."""

    channel: str
    line: Text


class Post(Value):
    """The payload for one channel, exactly as it will leave, less the envelope that the channel declares."""

    channel: str
    payload: dict[str, Any]
