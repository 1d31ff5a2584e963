"""Numbers that come as text from outside."""


def number_in(text: str, digits: int = 18) -> int | None:
    """The whole number that the text is, of at most so many digits (18 fit the keys of any database); None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
