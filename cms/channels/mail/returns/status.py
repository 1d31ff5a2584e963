"""What an enhanced status code (RFC 3463) says of an address: that it takes no mail for good, or something that may pass."""

import re

_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")

_ADDRESS = re.compile(r"<?[^\s<>;@]{1,200}@[^\s<>;@]{1,255}>?")
_MOST = 1000

FOR_GOOD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""No such mailbox, no such domain, no address at all, moved away, takes no mail (RFC 7505), switched off. Other failures, a full
mailbox (5.2.2), a refusal by policy (5.7.x), may be of the mail, the day or the sender."""


def code_in(*texts: str) -> str:
    """The first code in the texts that says more than ``x.0.0``, else the first; empty for none."""
    codes = [match[0] for text in texts for match in _CODE.finditer(text)]
    return next((code for code in codes if not code.endswith(".0.0")), codes[0] if codes else "")


def without_addresses(text: str) -> str:
    """What a mail server said, without anybody's address."""
    # What is longer is no diagnosis, and whoever writes it pays nothing for our reading it.
    short = " ".join(text[:_MOST].replace("\0", "").split())
    return _ADDRESS.sub("<…>", short)[:300]
