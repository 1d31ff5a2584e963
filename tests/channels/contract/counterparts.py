"""All other sides under the contract. A further channel is a class (`accounts`, `receivers`) and a line in ``ALL``."""

import re
import types
from pathlib import Path

from cms.channels.registry import channel

from .accounts import FacebookSide, MastodonSide, TelegramSide, ZaloSide
from .counterpart import Counterpart
from .receivers import MailSide, PushSide, WebhookSide

DOCS = Path(__file__).parents[3] / "docs" / "channels.md"

ALL: list[type[Counterpart]] = [TelegramSide, FacebookSide, ZaloSide, MastodonSide, WebhookSide, MailSide, PushSide]


def example() -> types.ModuleType:
    """The module of docs/channels.md, as it stands there."""
    found = re.search(r"<!-- example -->\n```python\n(.*?)\n```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found, "docs/channels.md shows no example"
    module = types.ModuleType("the_example")
    exec(compile(found[1], str(DOCS), "exec"), module.__dict__)  # noqa: S102 - our own words
    return module


def keeps_places(side: Counterpart) -> bool:
    return channel(side.code).keeps_places
