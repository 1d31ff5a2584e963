"""What the parts of an article need to know of the whole when they become a story."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class StoryContext:
    """``day``: offices are shown as they were held then; without a day, none can be told."""

    day: dt.date | None = None
