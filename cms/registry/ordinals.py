"""Numbers as the house writes them: sessions by ordinal words, congresses by Roman numerals."""

_DIGITS = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip


def ordinal_words(number: int) -> str:
    """What follows “thứ”: 1 is ``"Nhất"``, 4 ``"Tư"``, 10 ``"Mười"``, 21 ``"Hai mươi mốt"``.

    Raises ``ValueError`` outside 1 to 999: no series of sessions is longer.
    """
    if not 1 <= number <= 999:
        raise ValueError(f"No ordinal in words for {number}.")
    special = {1: "nhất", 4: "tư"}
    return (special.get(number) or _cardinal(number)).capitalize()


def _cardinal(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds else []
    tens, units = divmod(rest, 10)
    if hundreds and rest and not tens:
        words.append("linh")
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    if units:
        words.append(_unit(units, tens))
    return " ".join(words)


def _unit(units: int, tens: int) -> str:
    if tens and units == 5:
        return "lăm"
    if tens > 1 and units in (1, 4):
        return "mốt" if units == 1 else "tư"
    return _DIGITS[units]


def roman(number: int) -> str:
    """``18`` as ``"XVIII"``; raises ``ValueError`` outside 1 to 3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"No Roman numeral for {number}.")
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
