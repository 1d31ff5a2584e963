import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.registry.ordinals import ordinal_words, roman


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "Nhất"),
        (2, "Hai"),
        (4, "Tư"),
        (5, "Năm"),
        (10, "Mười"),
        (11, "Mười một"),
        (14, "Mười bốn"),
        (15, "Mười lăm"),
        (20, "Hai mươi"),
        (21, "Hai mươi mốt"),
        (24, "Hai mươi tư"),
        (25, "Hai mươi lăm"),
        (100, "Một trăm"),
        (101, "Một trăm linh một"),
        (115, "Một trăm mười lăm"),
        (999, "Chín trăm chín mươi chín"),
    ],
)
def test_a_number_in_words_as_the_house_writes_it(number: int, words: str) -> None:
    assert ordinal_words(number) == words


@pytest.mark.parametrize("number", [-1, 0, 1000])
def test_a_number_without_an_ordinal_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="ordinal"):
        ordinal_words(number)


def test_no_two_numbers_share_their_words() -> None:
    assert len({ordinal_words(number) for number in range(1, 1000)}) == 999


@pytest.mark.parametrize(("number", "numeral"), [(4, "IV"), (9, "IX"), (18, "XVIII"), (40, "XL"), (1994, "MCMXCIV")])
def test_roman_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


@given(st.integers(1, 3999))
def test_a_roman_numeral_reads_back(number: int) -> None:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter] for letter in roman(number)]
    following = [*values[1:], 0]
    assert sum(-value if value < after else value for value, after in zip(values, following, strict=True)) == number


@pytest.mark.parametrize("number", [0, 4000])
def test_a_number_without_a_roman_numeral_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        roman(number)
