"""What ties a .docx to the version it was made from.

The tie is threefold, since programs drop one or the other: a property of the document, a name on each paragraph (a bookmark), and
the seal as it is printed.
"""

import re

PROPERTY = "ToaSoanTrinhDuyet"
"""The document property with ``"<page id>:<digest>"``."""
SLOT = "ts_s_"
"""How the bookmarks of the story's texts begin: ``ts_s_b3_p2``."""
FRAME = "ts_k_"
"""How those begin that stand on what the form itself prints."""
OPINION = "ts_ykien"
"""The bookmark of the room for an opinion."""

_PRINTED = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def property_value(page_id: int, digest: str) -> str:
    return f"{page_id}:{digest}"


def digest_in(text: str) -> str:
    """The digest in a property's value or in printed text; empty where there is none."""
    found = _PRINTED.search(text.lower())
    return found[0] if found else ""


def bookmark_of(path: str) -> str:
    """The name of the text's paragraph: letters, digits and low lines, 40 at most, as Word wants it."""
    return SLOT + path.replace(".", "_")
