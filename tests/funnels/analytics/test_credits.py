"""Orders divided among touches: whatever the model, the parts sum to the whole."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.attribution import ByTouch, Touch
from funnels.analytics.credits import TouchedMoney, TouchedOrder, credit

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
moments = st.integers(0, 20).map(lambda hours: BEGIN + timedelta(hours=hours))
people = st.integers(1, 3)
touches = st.dictionaries(
    people,
    st.lists(st.builds(Touch, source=st.sampled_from(("", "vk", "tg", "ok")), at=moments), max_size=6),
)
currencies = st.sampled_from(("RUB", "XTR"))
orders = st.lists(
    st.builds(
        TouchedOrder,
        subscriber_id=people,
        opened_at=moments,
        currency=currencies,
        opened=st.booleans(),
        paid=st.booleans(),
        first=st.booleans(),
    ),
    max_size=8,
)
money = st.lists(
    st.builds(
        TouchedMoney,
        subscriber_id=people,
        opened_at=moments,
        currency=currencies,
        came=st.integers(0, 10**9),
        back=st.integers(0, 10**9),
    ),
    max_size=8,
)


@given(st.sampled_from(("last", "linear")), touches, orders, money)
def test_the_parts_sum_to_the_whole(
    model: ByTouch, touched: dict[int, list[Touch]], ordered: list[TouchedOrder], flows: list[TouchedMoney]
) -> None:
    found = credit(model, touched, ordered, flows).values()
    assert sum((one.orders for one in found), Fraction()) == sum(order.opened for order in ordered)
    assert sum((one.customers for one in found), Fraction()) == sum(order.first for order in ordered)
    for currency in ("RUB", "XTR"):
        paid = sum(order.paid for order in ordered if order.currency == currency)
        assert sum((one.paid_orders[currency] for one in found), Fraction()) == paid
        own = [flow for flow in flows if flow.currency == currency]
        assert sum(one.came[currency] for one in found) == sum(flow.came for flow in own)
        assert sum(one.back[currency] for one in found) == sum(flow.back for flow in own)


def test_an_order_that_went_back_whole_leaves_nothing_with_anyone() -> None:
    came = [Touch(source=source, at=BEGIN) for source in ("vk", "tg", "ok")]
    flow = TouchedMoney(subscriber_id=1, opened_at=BEGIN, currency="RUB", came=100, back=100)
    found = credit("linear", {1: came}, [], [flow])
    assert {source: (one.came["RUB"], one.back["RUB"]) for source, one in found.items()} == {
        "vk": (34, 34),
        "tg": (33, 33),
        "ok": (33, 33),
    }


def test_money_is_credited_by_the_model_that_is_asked_for() -> None:
    came = [Touch(source=source, at=BEGIN) for source in ("vk", "tg")]
    order = TouchedOrder(subscriber_id=1, opened_at=BEGIN, currency="RUB", opened=True, paid=True, first=False)
    flow = TouchedMoney(subscriber_id=1, opened_at=BEGIN, currency="RUB", came=100, back=10)
    last = credit("last", {1: came}, [order], [flow])
    assert {source: (one.orders, one.came["RUB"], one.back["RUB"]) for source, one in last.items()} == {
        "tg": (1, 100, 10)
    }
    linear = credit("linear", {1: came}, [order], [flow])
    assert {source: (one.paid_orders["RUB"], one.customers, one.came["RUB"]) for source, one in linear.items()} == {
        "vk": (Fraction(1, 2), 0, 50),
        "tg": (Fraction(1, 2), 0, 50),
    }
