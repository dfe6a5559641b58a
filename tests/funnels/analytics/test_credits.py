"""Orders divided among touches: whatever the model, the parts sum to the whole."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.attribution import MODELS, Model, credited
from funnels.analytics.credits import Share, credit

sources = st.sampled_from(("vk", "tg", "ok"))
amounts = st.integers(0, 10**9)
orders = st.lists(
    st.tuples(
        st.sampled_from(("vk", "")),
        st.lists(sources, max_size=5),
        st.builds(
            Share,
            source=st.just(""),
            parts=st.just(1),
            currency=st.sampled_from(("RUB", "XTR")),
            orders=st.integers(0, 1),
            customers=st.integers(0, 1),
            paid_orders=st.integers(0, 1),
            revenue=amounts,
            refunded=amounts,
        ),
    ),
    max_size=8,
)


def share_of(whole: Share, source: str, parts: int) -> Share:
    return Share(**vars(whole) | {"source": source, "parts": parts})


@given(st.sampled_from(MODELS), orders)
def test_the_parts_sum_to_the_whole(model: Model, ordered: list[tuple[str, list[str], Share]]) -> None:
    shares = []
    for started_with, touches, whole in ordered:
        among = credited(model, started_with, touches)
        shares += [share_of(whole, source, len(among)) for source in among]
    found = credit(shares).values()
    wholes = [whole for *_, whole in ordered]
    assert sum((one.orders for one in found), Fraction()) == sum(whole.orders for whole in wholes)
    assert sum((one.customers for one in found), Fraction()) == sum(whole.customers for whole in wholes)
    for currency in ("RUB", "XTR"):
        own = [whole for whole in wholes if whole.currency == currency]
        paid = sum((one.paid_orders.get(currency, Fraction()) for one in found), Fraction())
        assert paid == sum(whole.paid_orders for whole in own)
        assert sum(one.revenue.get(currency, 0) for one in found) == sum(whole.revenue for whole in own)
        assert sum(one.refunded.get(currency, 0) for one in found) == sum(whole.refunded for whole in own)


def test_money_is_divided_where_all_of_it_is_known() -> None:
    """Two orders of 5 kopecks, each with two touches: no touch gets the odd kopeck of both."""
    whole = Share(source="", parts=1, currency="RUB", orders=1, customers=0, paid_orders=1, revenue=5, refunded=0)
    found = credit(share_of(whole, source, 2) for source in ("vk", "tg") for _ in range(2))
    assert {source: one.revenue["RUB"] for source, one in found.items()} == {"vk": 5, "tg": 5}
    assert found["vk"].orders == 1


def test_orders_that_went_back_whole_leave_nothing_with_anyone() -> None:
    whole = Share(source="", parts=1, currency="RUB", orders=1, customers=1, paid_orders=1, revenue=100, refunded=100)
    found = credit(share_of(whole, source, 3) for source in ("vk", "tg", "ok"))
    assert {source: (one.revenue["RUB"], one.refunded["RUB"]) for source, one in found.items()} == {
        "ok": (34, 34),
        "tg": (33, 33),
        "vk": (33, 33),
    }
