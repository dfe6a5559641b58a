"""What-if: what a cohort would have brought with other conversions, prices, traffic or spend; always an estimate.

What is assumed, and nothing else: of those who pass a stage, of those who reach it and do not, and of those who go by
it, the same shares reach the next one as did in the cohort; a pass of a stage brings as many orders as it did; sales of
no stage grow with the traffic; so does the spend, unless it is said. With no change the cohort itself comes out.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isclose
from typing import Literal

from funnels.analytics.ratio import ratio

_DIGITS = 9
"""Of a conversion: a goal that takes everybody is not put out of reach by the last bits of a sum."""


@dataclass(frozen=True, kw_only=True)
class StageFlow:
    """A stage of the cohort, and where its journeys went from there.

    Attributes:
        reached: journeys that reached it.
        passed: of those, how many met its goal.
        on: of those who passed it, how many reached the next stage; 0 for the last one. It and the next two are told by
            those who were followed (`funnels.analytics.going_on`), and together are all who reached the next stage.
        on_unpassed: of those who reached it and did not pass it, how many did.
        on_unreached: of those who never reached it, how many did.
    """

    stage: str
    reached: int
    passed: int
    on: float = 0
    on_unpassed: float = 0
    on_unreached: float = 0


@dataclass(frozen=True, kw_only=True)
class Sale:
    """What one product brought at one stage in one currency.

    Attributes:
        stage: where it was ordered; empty: at none, such as from the menu.
        orders: orders that were paid.
        revenue: what they brought, in minor units.
        refunded: what of it went back.
    """

    stage: str
    product: str
    currency: str
    orders: int
    revenue: int
    refunded: int = 0


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """A cohort as it was counted.

    Attributes:
        started: journeys.
        entered: of those, how many reached the first stage.
        stages: in the order of the script.
        spend: what bringing them here cost, in minor units by currency.
        followed: of how many journeys it was looked at where they went from stage to stage; all of them, or some.
    """

    started: int
    entered: int
    stages: tuple[StageFlow, ...]
    sales: tuple[Sale, ...] = ()
    spend: Mapping[str, int] = field(default_factory=dict)
    followed: int = 0


@dataclass(frozen=True, kw_only=True)
class Change:
    """What would be otherwise; what is left out stays.

    Attributes:
        traffic: how many times as many start: 1.2 is a fifth more.
        conversions: passed / reached, 0..1, by stage.
        prices: what every order of a product brings, in minor units, by product and currency.
        spend: minor units by currency; a currency that is not there grows with the traffic.
    """

    traffic: float = 1.0
    conversions: Mapping[str, float] = field(default_factory=dict)
    prices: Mapping[tuple[str, str], int] = field(default_factory=dict)
    spend: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What comes of it: an estimate, so nothing is a whole number.

    Attributes:
        passed: journeys that pass each stage.
        reached: journeys that reach it.
        orders: paid orders by currency.
        revenue: less what goes back, in minor units by currency.
        spend: minor units by currency.
    """

    started: float
    reached: Mapping[str, float]
    passed: Mapping[str, float]
    orders: Mapping[str, float]
    revenue: Mapping[str, float]
    spend: Mapping[str, float]

    def romi(self, currency: str) -> float | None:
        """(revenue - spend) / spend; None where nothing was spent in it, or all is earned in other currencies."""
        if self.orders and currency not in self.orders:
            return None
        spend = self.spend.get(currency, 0)
        return ratio(self.revenue.get(currency, 0) - spend, spend)

    def spend_each(self, currency: str) -> float | None:
        """Spend / starts, in minor units; None where nothing is spent in that currency, or nobody starts."""
        return ratio(self.spend.get(currency, 0), self.started) or None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is wanted: so many paid orders in all, or so much revenue (minor units) in a currency."""

    figure: Literal["orders", "revenue"]
    amount: float
    currency: str = ""

    def of(self, outcome: Outcome) -> float:
        """How much of it comes."""
        if self.figure == "orders":
            return sum(outcome.orders.values())
        return outcome.revenue.get(self.currency, 0.0)


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What a goal needs.

    Attributes:
        value: the conversion (0..1), or how many times the traffic; None: nothing is enough; 0: the goal is met by the
            rest, whatever this is.
        best: the most that can come by this; infinite where it has no end.
    """

    value: float | None
    best: float


def forecast(baseline: Baseline, change: Change) -> Outcome:
    """What the cohort would have brought."""
    started = baseline.started * change.traffic
    reached, passed = _walk(baseline, change, started)
    orders: defaultdict[str, float] = defaultdict(float)
    revenue: defaultdict[str, float] = defaultdict(float)
    was = {flow.stage: flow.passed for flow in baseline.stages}
    for sale in baseline.sales:
        times = (passed[sale.stage] / was[sale.stage]) if was.get(sale.stage) else change.traffic
        paid = sale.orders * times
        price = change.prices.get((sale.product, sale.currency))
        kept = ratio(sale.revenue - sale.refunded, sale.revenue) or 0.0
        brought = sale.revenue * times if price is None else paid * price
        orders[sale.currency] += paid
        revenue[sale.currency] += brought * kept
    spend = {name: amount * change.traffic for name, amount in baseline.spend.items()} | dict(change.spend)
    return Outcome(started=started, reached=reached, passed=passed, orders=orders, revenue=revenue, spend=spend)


def conversion_needed(baseline: Baseline, change: Change, stage: str, goal: Goal) -> Needed:
    """The conversion of one stage with which the goal is met, beside the other changes.

    What comes is a straight line in one stage's conversion, so two points of it say everything.
    """
    at_none, at_all = (
        goal.of(forecast(baseline, replace(change, conversions={**change.conversions, stage: share})))
        for share in (0.0, 1.0)
    )
    least, best = sorted((at_none, at_all))
    if least >= goal.amount or isclose(least, goal.amount):
        return Needed(value=0.0, best=best)
    if least == best:
        return Needed(value=None, best=best)
    share = round((goal.amount - at_none) / (at_all - at_none), _DIGITS)
    return Needed(value=share if 0 <= share <= 1 else None, best=best)


def traffic_needed(baseline: Baseline, change: Change, goal: Goal) -> Needed:
    """How many times the cohort's traffic meets the goal, beside the other changes: everything grows alike with it."""
    once = goal.of(forecast(baseline, replace(change, traffic=1.0)))
    if once <= 0:
        return Needed(value=None, best=once)
    return Needed(value=goal.amount / once, best=float("inf"))


def _walk(baseline: Baseline, change: Change, started: float) -> tuple[dict[str, float], dict[str, float]]:
    """How many reach and pass each stage."""
    all_reached: dict[str, float] = {}
    all_passed: dict[str, float] = {}
    reached = started * (ratio(baseline.entered, baseline.started) or 0.0)
    for flow in baseline.stages:
        share = change.conversions.get(flow.stage, ratio(flow.passed, flow.reached) or 0.0)
        passed = reached * share
        all_reached[flow.stage], all_passed[flow.stage] = reached, passed
        on = ratio(flow.on, flow.passed)
        on_unpassed = ratio(flow.on_unpassed, flow.reached - flow.passed)
        on_unreached = ratio(flow.on_unreached, baseline.started - flow.reached)
        reached = (
            passed * (1.0 if on is None else on)  # nobody has passed it so far: passing leads on
            + (reached - passed) * (on_unpassed or 0.0)
            + (started - reached) * (on_unreached or 0.0)
        )
    return all_reached, all_passed
