"""Spend a day and source: spread, merged, and told from other spend."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.spend import SpendRow, digest, merged, spread
from funnels.definition.money import Money

DAY = date(2026, 3, 1)


def row(source: str = "vk", amount: int = 100, *, day: int = 0, clicks: int = 0) -> SpendRow:
    money = Money(amount=amount, currency="RUB")
    return SpendRow(day=DAY + timedelta(days=day), source=source, money=money, clicks=clicks)


@given(st.integers(0, 10**10), st.integers(0, 10**6), st.integers(1, 366))
def test_what_is_spread_over_days_sums_to_the_whole(amount: int, clicks: int, days: int) -> None:
    rows = spread(row(amount=amount, clicks=clicks), DAY + timedelta(days=days - 1))
    assert [one.day for one in rows] == [DAY + timedelta(days=place) for place in range(days)]
    assert sum(one.money.amount for one in rows) == amount
    assert sum(one.clicks for one in rows) == clicks
    assert max(one.money.amount for one in rows) - min(one.money.amount for one in rows) <= 1


def test_rows_of_one_day_and_source_become_one_in_the_order_of_days() -> None:
    rows = (row(day=1), row("tg", 5), row(clicks=2), row(amount=7), row("ok", 0))
    assert merged(rows) == (row("tg", 5), row(amount=107, clicks=2), row(day=1))


def test_a_digest_tells_any_difference() -> None:
    others = [row("tg"), row(amount=101), row(day=1), row(clicks=1)]
    assert len({digest([row()]), *(digest([one]) for one in others)}) == 5
    assert digest(merged([row(day=1), row()])) == digest(merged([row(), row(day=1)]))
