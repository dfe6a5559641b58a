"""Numbers read as the language writes them and never claim more than is true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.figures import count, duration, percent


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [(0, "0", "0"), (7, "7", "7"), (1234, "1 234", "1,234"), (1234567, "1 234 567", "1,234,567")],
)
def test_counts_are_grouped(number: int, russian: str, english: str) -> None:
    assert count(number, "ru") == russian.replace(" ", "\N{NO-BREAK SPACE}")
    assert count(number, "en") == english


@pytest.mark.parametrize(
    ("share", "russian", "english"),
    [
        (None, "—", "—"),
        (0, "0,0 %", "0.0%"),
        (1, "100,0 %", "100.0%"),
        (0.52, "52,0 %", "52.0%"),
        (215 / 520, "41,3 %", "41.3%"),
        (130 / 215, "60,5 %", "60.5%"),
        (0.0625, "6,3 %", "6.3%"),
        (0.0005, "0,1 %", "0.1%"),
        (0.00049, "<0,1 %", "<0.1%"),
        (1e-12, "<0,1 %", "<0.1%"),
        (0.9994, "99,9 %", "99.9%"),
        (0.9996, ">99,9 %", ">99.9%"),
        (12.5, "1 250,0 %", "1,250.0%"),
    ],
)
def test_percents_have_one_honest_decimal(share: float | None, russian: str, english: str) -> None:
    assert percent(share, "ru") == russian.replace(" ", "\N{NO-BREAK SPACE}")
    assert percent(share, "en") == english


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_only_all_is_a_hundred_and_only_nobody_is_zero(whole: int, part: int) -> None:
    shown = percent(min(part, whole) / whole, "en")
    assert (shown == "100.0%") == (min(part, whole) / whole == 1)
    assert (shown == "0.0%") == (part == 0)


@pytest.mark.parametrize(
    ("seconds", "russian", "english"),
    [
        (None, "—", "—"),
        (0, "0 с", "0 sec"),
        (0.4, "0 с", "0 sec"),
        (59.6, "1 мин", "1 min"),
        (90, "1 мин 30 с", "1 min 30 sec"),
        (3_599.7, "1 ч", "1 hr"),
        (7_322, "2 ч 2 мин", "2 hr 2 min"),
        (86_399, "1 дн.", "1 day"),
        (90_000, "1 дн. 1 ч", "1 day 1 hr"),
        (45 * 86_400, "45 дн.", "45 days"),
    ],
)
def test_lengths_have_two_units_at_most(seconds: float | None, russian: str, english: str) -> None:
    assert duration(seconds, "ru") == russian.replace(" ", "\N{NO-BREAK SPACE}")
    assert duration(seconds, "en") == english.replace(" ", "\N{NO-BREAK SPACE}")
