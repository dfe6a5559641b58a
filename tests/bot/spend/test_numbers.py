"""Numbers as sheets write them; a mark that may mean two things is not guessed."""

from decimal import Decimal

import pytest

from bot.spend.grid import Cell
from bot.spend.numbers import Mark, TwoWaysError, currency_in, decimal_mark, number


@pytest.mark.parametrize(
    ("cell", "mark", "found"),
    [
        ("1 234,50", None, "1234.50"),
        ("1,234.50", None, "1234.50"),
        ("1.234,50", None, "1234.50"),
        ("1.234.567", None, "1234567"),
        ("1,234,567", None, "1234567"),
        ("1,234", ",", "1.234"),
        ("1,234", ".", "1234"),
        ("1.234", ".", "1.234"),
        ("0,500", None, "0.500"),
        ("1234,500", None, "1234.500"),
        ("12,5", None, "12.5"),
        ("15000 ₽", None, "15000"),
        ("$5", None, "5"),
        ("−5", None, "-5"),
        ("+5", None, "5"),
        ("1\N{NO-BREAK SPACE}234", None, "1234"),
        (7, None, "7"),
        (1.1, None, "1.1"),
    ],
)
def test_ways_to_write_a_number(cell: Cell, mark: Mark | None, found: str) -> None:
    assert number(cell, mark) == Decimal(found)


@pytest.mark.parametrize("cell", ["", "-", "—", " "])
def test_nothing_is_no_number(cell: str) -> None:
    assert number(cell, None) is None


@pytest.mark.parametrize("cell", ["1,234", "12.345", "-1.234"])
def test_what_may_be_thousands_or_decimals_is_not_guessed(cell: str) -> None:
    with pytest.raises(TwoWaysError):
        number(cell, None)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [("five", None), ("1.2.3,4,5", None), ("12,34", "."), ("5 apples", None), (True, None), ("--5", None)],
)
def test_what_is_no_number(cell: Cell, mark: Mark | None) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(cell, mark)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,5", "1,234"], ","),
        (["1.5", "1.234"], "."),
        (["1,5", "1.5"], None),
        (["1,234", "5"], None),
        (["1,234,567"], "."),
        ([1.5, "x"], None),
    ],
)
def test_the_file_as_a_whole_tells_what_a_mark_means(cells: list[Cell], mark: Mark | None) -> None:
    assert decimal_mark(cells) == mark


def test_the_currency_beside_a_number() -> None:
    assert [currency_in(cell) for cell in ("15000 ₽", "$5", "5", "5 apples", 5)] == ["RUB", "USD", "", "", ""]
