"""A slip: a typing error in a published article, for which a lighter line of stages is enough (docs/decisions/0032-slips.md)."""
