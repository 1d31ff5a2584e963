"""Mails that come back, and complaints of readers: matched by the signed return address, so that nobody takes others off the list
(docs/decisions/0042)."""
