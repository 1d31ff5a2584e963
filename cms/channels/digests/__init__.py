"""Digests of the newsletter: drawn up by rule, finished by a person, approved as an article is (docs/decisions/0041)."""
