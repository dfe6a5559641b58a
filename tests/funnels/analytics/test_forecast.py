"""What-if is reckoned both ways, and the two ways agree."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from funnels.analytics.forecast import (
    Baseline,
    Change,
    Goal,
    Sale,
    StageFlow,
    conversion_needed,
    forecast,
    traffic_needed,
)

COUNTS = st.integers(0, 1000)


@st.composite
def baselines(draw: st.DrawFn) -> Baseline:
    """Cohorts whose counts can be: three stages, of which some are gone by."""
    started = draw(st.integers(1, 1000))
    reached = entered = draw(st.integers(0, started))
    flows = []
    for number in range(3):
        passed = draw(st.integers(0, reached))
        on, unpassed = draw(st.integers(0, passed)), draw(st.integers(0, reached - passed))
        unreached = draw(st.integers(0, started - reached))
        flows.append(
            StageFlow(
                stage=f"s{number}",
                reached=reached,
                passed=passed,
                on=on,
                on_unpassed=unpassed,
                on_unreached=unreached,
            )
        )
        reached = on + unpassed + unreached
    sales = [
        Sale(stage=stage, product=f"p{number}", currency=currency, orders=orders, revenue=orders * 100, refunded=orders)
        for number, stage in enumerate(["", *(flow.stage for flow in flows if flow.passed)])
        for currency in ("RUB", "XTR")
        for orders in [draw(st.integers(0, 50))]
    ]
    spend = {"RUB": draw(st.integers(1, 10_000))}
    return Baseline(started=started, entered=entered, stages=tuple(flows), sales=tuple(sales), spend=spend)


@given(baselines())
def test_with_no_change_the_cohort_itself_comes_out(baseline: Baseline) -> None:
    outcome = forecast(baseline, Change())
    assert outcome.started == baseline.started
    for flow in baseline.stages:
        assert outcome.reached[flow.stage] == pytest.approx(flow.reached)
        assert outcome.passed[flow.stage] == pytest.approx(flow.passed)
    for currency in ("RUB", "XTR"):
        sales = [sale for sale in baseline.sales if sale.currency == currency]
        assert outcome.orders[currency] == pytest.approx(sum(sale.orders for sale in sales))
        assert outcome.revenue[currency] == pytest.approx(sum(sale.revenue - sale.refunded for sale in sales))
    assert outcome.spend == baseline.spend


@given(baselines(), st.floats(0.01, 10))
def test_everything_grows_with_the_traffic(baseline: Baseline, times: float) -> None:
    once, more = forecast(baseline, Change()), forecast(baseline, Change(traffic=times))
    for figure in ("reached", "passed", "orders", "revenue", "spend"):
        grown = {name: amount * times for name, amount in getattr(once, figure).items()}
        assert getattr(more, figure) == pytest.approx(grown)
    assert more.romi("RUB") == pytest.approx(once.romi("RUB"))


@given(baselines(), st.sampled_from(("s0", "s1", "s2")), st.floats(0, 1), st.sampled_from(("orders", "revenue")))
def test_the_conversion_that_a_goal_needs_meets_it(baseline: Baseline, stage: str, share: float, figure: str) -> None:
    change = Change(conversions={stage: share}, traffic=1.5)
    goal = Goal(figure=figure, amount=0, currency="RUB" if figure == "revenue" else "")
    goal = replace(goal, amount=goal.of(forecast(baseline, change)))
    extremes = [goal.of(forecast(baseline, replace(change, conversions={stage: end}))) for end in (0.0, 1.0)]
    assume(abs(extremes[0] - extremes[1]) > 1e-3)
    assume(min(extremes) + 1e-6 < goal.amount < max(extremes) - 1e-6)
    needed = conversion_needed(baseline, Change(traffic=1.5), stage, goal)
    assert needed.value is not None
    assert needed.value == pytest.approx(share, abs=1e-6)
    met = forecast(baseline, replace(change, conversions={stage: needed.value}))
    assert goal.of(met) == pytest.approx(goal.amount)


@given(baselines(), st.floats(1, 1e6))
def test_the_traffic_that_a_goal_needs_meets_it(baseline: Baseline, wanted: float) -> None:
    goal = Goal(figure="orders", amount=wanted)
    needed = traffic_needed(baseline, Change(), goal)
    if needed.value is None:
        assert goal.of(forecast(baseline, Change())) == needed.best == 0
    else:
        assert goal.of(forecast(baseline, Change(traffic=needed.value))) == pytest.approx(wanted)


PLAIN = Baseline(
    started=1000,
    entered=1000,
    stages=(
        StageFlow(stage="magnet", reached=1000, passed=520, on=520),
        StageFlow(stage="quote", reached=520, passed=215, on=215),
        StageFlow(stage="core", reached=215, passed=130),
    ),
    sales=(Sale(stage="core", product="course", currency="RUB", orders=130, revenue=130 * 4900_00),),
    spend={"RUB": 200_000_00},
)
"""The first of the reference cases, with a price."""


def test_a_better_stage_brings_more_through_all_that_follows() -> None:
    outcome = forecast(PLAIN, Change(conversions={"quote": 0.5}))
    assert outcome.reached["core"] == 260
    assert outcome.orders["RUB"] == pytest.approx(157.2093, abs=1e-4)  # 260 × 130 / 215
    assert outcome.revenue["RUB"] == pytest.approx(157.2093 * 4900_00, abs=100)
    assert forecast(PLAIN, Change()).romi("RUB") == pytest.approx(2.185)  # (637 000 - 200 000) / 200 000


def test_a_price_is_what_every_order_of_the_product_brings() -> None:
    outcome = forecast(PLAIN, Change(prices={("course", "RUB"): 5900_00}))
    assert (outcome.orders["RUB"], outcome.revenue["RUB"]) == (130, 130 * 5900_00)


def test_what_goes_back_goes_back_in_the_same_share_at_another_price() -> None:
    (sale,) = PLAIN.sales
    baseline = replace(PLAIN, sales=(replace(sale, refunded=sale.revenue // 10),))
    outcome = forecast(baseline, Change(prices={("course", "RUB"): 1000_00}))
    assert outcome.revenue["RUB"] == pytest.approx(130 * 900_00)


def test_spend_that_is_said_does_not_grow_with_the_traffic() -> None:
    outcome = forecast(PLAIN, Change(traffic=2, spend={"RUB": 200_000_00}))
    assert outcome.romi("RUB") == pytest.approx((2 * 637_000 - 200_000) / 200_000)
    assert outcome.romi("XTR") is None


def test_a_goal_beyond_reach_says_how_much_there_can_be() -> None:
    needed = conversion_needed(PLAIN, Change(), "quote", Goal(figure="orders", amount=1000))
    assert needed.value is None
    assert needed.best == pytest.approx(314.4186, abs=1e-4)  # 520 × 130 / 215
    assert conversion_needed(PLAIN, Change(), "quote", Goal(figure="orders", amount=157.2093)).value == pytest.approx(
        0.5, abs=1e-6
    )


def test_a_goal_that_is_met_whatever_the_stage_does_needs_nothing_of_it() -> None:
    baseline = replace(PLAIN, sales=(*PLAIN.sales, Sale(stage="", product="sign", currency="RUB", orders=8, revenue=8)))
    assert conversion_needed(baseline, Change(), "quote", Goal(figure="orders", amount=8)).value == 0
    assert conversion_needed(baseline, Change(), "quote", Goal(figure="orders", amount=5)).value == 0
    unsold = replace(PLAIN, sales=baseline.sales[-1:])
    assert conversion_needed(unsold, Change(), "quote", Goal(figure="orders", amount=8)).value == 0


def test_a_stage_that_brings_nothing_cannot_meet_a_goal() -> None:
    baseline = replace(PLAIN, sales=())
    assert conversion_needed(baseline, Change(), "quote", Goal(figure="orders", amount=1)).value is None
    assert traffic_needed(baseline, Change(), Goal(figure="orders", amount=1)).value is None


DOWNSELL = Baseline(
    started=100,
    entered=100,
    stages=(
        StageFlow(stage="core", reached=100, passed=20, on_unpassed=80),
        StageFlow(stage="downsell", reached=80, passed=40),
    ),
    sales=(
        Sale(stage="core", product="course", currency="RUB", orders=20, revenue=20 * 4900),
        Sale(stage="downsell", product="lite", currency="RUB", orders=40, revenue=40 * 900),
    ),
)


def test_a_downsell_loses_when_the_stage_before_it_wins() -> None:
    outcome = forecast(DOWNSELL, Change(conversions={"core": 0.5}))
    assert (outcome.passed["core"], outcome.passed["downsell"]) == (50, 25)
    assert outcome.revenue["RUB"] == pytest.approx(50 * 4900 + 25 * 900)


def test_what_a_goal_needs_is_reckoned_beside_the_other_changes() -> None:
    orders = Goal(figure="orders", amount=65)
    change = Change(conversions={"magnet": 0.26}, traffic=2.0)
    once = conversion_needed(PLAIN, replace(change, traffic=1.0), "quote", orders)
    assert once.value == pytest.approx(215 / 520)
    assert conversion_needed(PLAIN, change, "quote", orders).value == pytest.approx(215 / 520 / 2)
    assert traffic_needed(PLAIN, change, orders).value == pytest.approx(1.0)


def test_a_goal_may_take_everybody() -> None:
    everybody = conversion_needed(PLAIN, Change(), "quote", Goal(figure="orders", amount=520 * 130 / 215))
    assert everybody.value == pytest.approx(1.0)


def test_of_a_stage_that_takes_from_a_dearer_one_too_much_is_beyond_reach() -> None:
    core, downsell = DOWNSELL.sales
    sales = (replace(core, revenue=20 * 900), replace(downsell, revenue=40 * 4900))
    baseline, least, most = replace(DOWNSELL, sales=sales), 100 * 900, 50 * 4900
    needed = conversion_needed(baseline, Change(), "core", Goal(figure="revenue", amount=most + 1, currency="RUB"))
    assert (needed.value, needed.best) == (None, most)
    all_of_it = Goal(figure="revenue", amount=most, currency="RUB")
    assert conversion_needed(baseline, Change(), "core", all_of_it).value == 0
    half = Goal(figure="revenue", amount=(least + most) / 2, currency="RUB")
    assert conversion_needed(baseline, Change(), "core", half).value == pytest.approx(0.5)


def test_passing_a_stage_that_nobody_has_passed_leads_on() -> None:
    stages = (
        StageFlow(stage="magnet", reached=100, passed=0),
        StageFlow(stage="core", reached=0, passed=0),
    )
    outcome = forecast(Baseline(started=100, entered=100, stages=stages), Change(conversions={"magnet": 0.4}))
    assert outcome.reached == {"magnet": 100, "core": 40}
