"""Days as sheets write them; what can be read in two ways is not guessed."""

from datetime import date, datetime

import pytest

from bot.spend.days import First, TwoWaysError, day, slashes_begin_with
from bot.spend.grid import Cell


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-03-09", date(2026, 3, 9)),
        ("2026/3/9", date(2026, 3, 9)),
        ("9.3.2026", date(2026, 3, 9)),
        ("09.03.26", date(2026, 3, 9)),
        ("05/05/26", date(2026, 5, 5)),
        ("9 мар. 2026 г.", date(2026, 3, 9)),
        ("9 мая 2026", date(2026, 5, 9)),
        ("9 май 2026", date(2026, 5, 9)),
        ("Mar 9, 2026", date(2026, 3, 9)),
        ("9 March 2026", date(2026, 3, 9)),
        ("2026-03-09 23:59:59", date(2026, 3, 9)),
        (date(2026, 3, 9), date(2026, 3, 9)),
        (datetime(2026, 3, 9, 12, 30), date(2026, 3, 9)),  # noqa: DTZ001  # as sheets have them
    ],
)
def test_ways_to_write_a_day(cell: Cell, found: date) -> None:
    read = day(cell, None)
    assert (type(read), read) == (date, found)


@pytest.mark.parametrize(("first", "found"), [("day", date(2026, 4, 3)), ("month", date(2026, 3, 4))])
def test_what_stands_first_is_what_the_file_says(first: First, found: date) -> None:
    assert day("03/04/2026", first) == found
    with pytest.raises(TwoWaysError):
        day("03/04/2026", None)


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["12/11/2026", "13/01/2026"], "day"),
        (["12/11/2026", "01/13/2026"], "month"),
        (["13/01/2026", "01/13/2026"], None),
        (["12/12/2026", "11/12/2026"], None),
        (["13.01.2026", 13], None),
        ([], None),
    ],
)
def test_a_number_that_is_no_month_tells(cells: list[Cell], first: First | None) -> None:
    assert slashes_begin_with(cells) == first


@pytest.mark.parametrize("cell", ["", "soon", "2026-13-01", "31.04.2026", "9 foo 2026", 9, True])
def test_what_is_no_day(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r".*"):
        day(cell, "day")
