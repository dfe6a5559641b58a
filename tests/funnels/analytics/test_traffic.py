"""The three linked funnels of a source, and how they add up."""

from fractions import Fraction

import pytest

from funnels.analytics.marks import pairs
from funnels.analytics.traffic import Source, SourceCounts, SourceMoney, by_campaign, rounded, total
from funnels.definition.money import Money

VK = Source(
    name="vk-march",
    counts=SourceCounts(started=120, leads=40, orders=12, customers=8),
    money={
        "RUB": SourceMoney(
            spend=1_500_000, impressions=90_000, clicks=1_200, paid_orders=8, revenue=4_500_000, refunded=500_000
        )
    },
)


def rub(amount: int) -> Money:
    return Money(amount=amount, currency="RUB")


def test_each_figure_by_its_formula() -> None:
    assert VK.ctr == pytest.approx(1200 / 90_000)
    assert VK.money["RUB"].cpc == 1250
    assert VK.lead_rate == pytest.approx(1 / 3)
    assert VK.cpl("RUB") == rub(37_500)
    assert VK.cr1 == pytest.approx(0.2)
    assert VK.cpo("RUB") == rub(187_500)
    assert VK.money["RUB"].aov == 562_500
    assert VK.per_subscriber("RUB") == rub(33_333)
    assert VK.romi("RUB") == pytest.approx((4_000_000 - 1_500_000) / 1_500_000)


def test_what_nothing_is_known_of_has_no_figure() -> None:
    bare = Source(name="", money={"RUB": SourceMoney()})
    assert (bare.ctr, bare.lead_rate, bare.cr1, bare.romi("RUB")) == (None, None, None, None)
    assert (bare.cpl("RUB"), bare.cpo("RUB"), bare.per_subscriber("RUB")) == (None, None, None)
    assert (bare.money["RUB"].cpc, bare.money["RUB"].aov) == (None, None)


def test_romi_is_not_told_where_all_was_earned_in_another_currency() -> None:
    ads, sales = SourceMoney(spend=100), SourceMoney(revenue=70)
    assert Source(name="", money={"RUB": ads, "XTR": sales}).romi("RUB") is None
    assert Source(name="", money={"RUB": ads}).romi("RUB") == -1
    assert Source(name="", money={"RUB": SourceMoney(spend=100, revenue=50), "XTR": sales}).romi("RUB") == -0.5


def test_sources_of_a_campaign_are_one() -> None:
    tg = Source(name="tg-march", counts=SourceCounts(started=1, orders=Fraction(1, 3)), money={"XTR": SourceMoney()})
    march, none = by_campaign([VK, tg, Source(name="blog", counts=SourceCounts(started=2))])
    assert (march.name, march.counts.started, march.counts.orders) == ("march", 121, 12 + Fraction(1, 3))
    assert march.money == {**VK.money, "XTR": SourceMoney()}
    assert (none.name, none.counts.started) == ("", 2)
    assert total([VK], "vk-march") == VK


@pytest.mark.parametrize(("amount", "near"), [(Fraction(1, 2), 1), (Fraction(-1, 2), 0), (Fraction(4, 3), 1)])
def test_halves_are_rounded_up(amount: Fraction, near: int) -> None:
    assert rounded(amount) == near


def test_each_mark_is_measured_from_the_one_before() -> None:
    assert pairs({"lead", "sale"}) == [("start", "lead"), ("lead", "sale")]
    assert pairs({"sql", "mql"}) == [("start", "mql"), ("mql", "sql")]
    assert pairs(()) == []


def test_ads_that_cost_nothing_have_no_price_of_a_lead() -> None:
    free = Source(
        name="blog",
        counts=SourceCounts(started=9, leads=3),
        money={
            "RUB": SourceMoney(paid_orders=2, revenue=100),
            "XTR": SourceMoney(paid_orders=1, revenue=5, refunded=5),
        },
    )
    assert (free.spent, free.cpl("RUB"), free.cpo("RUB"), free.romi("RUB")) == ([], None, None, None)
    assert free.per_subscriber("XTR") == Money(amount=0, currency="XTR")


def test_an_order_costs_what_ads_cost_for_orders_in_any_currency() -> None:
    ads = SourceMoney(spend=900, paid_orders=2, revenue=500)
    mixed = Source(name="vk", counts=SourceCounts(started=9), money={"RUB": ads, "XTR": SourceMoney(paid_orders=1)})
    assert mixed.cpo("RUB") == rub(300)
    assert mixed.spent == ["RUB"]
