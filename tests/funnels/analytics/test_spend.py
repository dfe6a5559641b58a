"""Spend a day and source: spread, merged, and told from other spend."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.spend import SpendRow, digest, merged, spread
from funnels.definition.money import Money

DAY = date(2026, 3, 1)


def row(
    source: str = "vk", amount: int = 100, *, day: int = 0, clicks: int = 0, impressions: int = 0, currency: str = "RUB"
) -> SpendRow:
    money = Money(amount=amount, currency=currency)
    return SpendRow(day=DAY + timedelta(days=day), source=source, money=money, clicks=clicks, impressions=impressions)


@given(st.integers(0, 10**10), st.integers(0, 10**6), st.integers(1, 366))
def test_what_is_spread_over_days_sums_to_the_whole(amount: int, clicks: int, days: int) -> None:
    rows = spread(row(amount=amount, clicks=clicks, impressions=10 * clicks), DAY + timedelta(days=days - 1))
    assert [one.day for one in rows] == [DAY + timedelta(days=place) for place in range(days)]
    assert sum(one.money.amount for one in rows) == amount
    assert sum(one.clicks for one in rows) == clicks
    assert sum(one.impressions for one in rows) == 10 * clicks
    assert max(one.money.amount for one in rows) - min(one.money.amount for one in rows) <= 1


def test_rows_of_one_day_and_source_become_one_in_the_order_of_days() -> None:
    rows = (row(day=1), row("tg", 5), row(clicks=2), row(amount=7), row("ok", 0))
    assert merged(rows) == (row("tg", 5), row(amount=107, clicks=2), row(day=1))


def test_currencies_are_never_added_together() -> None:
    rows = (row(amount=7), row(amount=9, currency="EUR"), row(amount=1))
    assert merged(rows) == (row(amount=9, currency="EUR"), row(amount=8))


def test_what_was_shown_for_nothing_is_kept_and_nothing_is_not() -> None:
    shown, pressed = row("ok", 0, impressions=5), row("vk", 0, clicks=1)
    assert merged((shown, pressed, row("tg", 0))) == (shown, pressed)


def test_a_digest_tells_any_difference() -> None:
    others = [row("tg"), row(amount=101), row(day=1), row(clicks=1), row(impressions=1), row(currency="EUR")]
    assert len({digest([row()]), *(digest([one]) for one in others)}) == 7
    assert digest(merged([row(day=1), row()])) == digest(merged([row(), row(day=1)]))
