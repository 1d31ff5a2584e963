"""How long a text takes to read."""

import math

SYLLABLES_A_MINUTE = 240
"""How fast a text is read: Vietnamese is written syllable by syllable, and 240 a minute is an unhurried pace; ours to choose."""


def minutes(text: str) -> int:
    """Minutes that it takes to read the text, at least one."""
    return max(1, math.ceil(len(text.split()) / SYLLABLES_A_MINUTE))
