"""The three linked funnels of a source: ads bring people, people become leads, leads buy.

Everything but shares and averages adds up, so sources add up to a campaign and to the whole. Currencies are never added
together: what was spent and what was earned stand in a row a currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import TypeVar

from funnels.analytics.attribution import campaign_of
from funnels.analytics.average import average
from funnels.analytics.ratio import ratio
from funnels.definition.money import Money

Count = int | Fraction
"""Orders that are divided among touches are counted in fractions."""

T = TypeVar("T", "SourceMoney", "SourceCounts")


@dataclass(frozen=True, kw_only=True)
class SourceMoney:
    """One currency of one source, in minor units.

    Attributes:
        spend: what its ads cost.
        impressions: how often those ads were shown.
        clicks: how often they were pressed.
        paid_orders: orders whose first payment was in it.
        revenue: money that paid orders.
        refunded: what of that went back.
    """

    spend: int = 0
    impressions: int = 0
    clicks: int = 0
    paid_orders: Count = 0
    revenue: int = 0
    refunded: int = 0

    @property
    def net(self) -> int:
        """Revenue - refunded."""
        return self.revenue - self.refunded

    @property
    def cpc(self) -> int | None:
        """Spend / clicks."""
        return average(self.spend, self.clicks)

    @property
    def aov(self) -> int | None:
        """Revenue / paid orders."""
        return rounded(Fraction(self.revenue) / self.paid_orders) if self.paid_orders else None


@dataclass(frozen=True, kw_only=True)
class SourceCounts:
    """People and orders of one source.

    Attributes:
        started: journeys.
        leads: of them, those marked lead, MQL or SQL.
        orders: intents to buy, in any currency.
        customers: journeys in which anything was bought.
    """

    started: int = 0
    leads: int = 0
    orders: Count = 0
    customers: Count = 0


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source, one campaign, or all of them.

    Attributes:
        money: by currency.
    """

    name: str
    counts: SourceCounts = field(default_factory=SourceCounts)
    money: Mapping[str, SourceMoney] = field(default_factory=dict)

    @property
    def impressions(self) -> int:
        return sum(one.impressions for one in self.money.values())

    @property
    def clicks(self) -> int:
        return sum(one.clicks for one in self.money.values())

    @property
    def paid_orders(self) -> Count:
        return sum((one.paid_orders for one in self.money.values()), start=0)

    @property
    def ctr(self) -> float | None:
        """Clicks / impressions."""
        return ratio(self.clicks, self.impressions)

    @property
    def lead_rate(self) -> float | None:
        """Leads / starts."""
        return ratio(self.counts.leads, self.counts.started)

    @property
    def cr1(self) -> float | None:
        """Customers / leads."""
        return ratio(float(self.counts.customers), self.counts.leads)

    @property
    def spent(self) -> list[str]:
        """The currencies anything was spent in."""
        return [currency for currency, one in self.money.items() if one.spend]

    def cpl(self, currency: str) -> Money | None:
        """Spend / leads."""
        return self._per(currency, self.counts.leads)

    def cpo(self, currency: str) -> Money | None:
        """Spend / paid orders, in whatever currency they were paid."""
        return self._per(currency, self.paid_orders)

    def per_subscriber(self, currency: str) -> Money | None:
        """Net revenue / starts."""
        each = average(self.money[currency].net, self.counts.started)
        return None if each is None else Money(amount=each, currency=currency)

    def romi(self, currency: str) -> float | None:
        """(Net revenue - spend) / spend; None where nothing was spent in it, or all was earned in other currencies."""
        one = self.money[currency]
        earned = any(other.revenue for other in self.money.values())
        if not one.spend or (earned and not one.revenue):
            return None
        return ratio(one.net - one.spend, one.spend)

    def _per(self, currency: str, count: Count) -> Money | None:
        spend = self.money[currency].spend
        return Money(amount=rounded(Fraction(spend) / count), currency=currency) if spend and count else None


def rounded(amount: Fraction) -> int:
    """To the nearest minor unit, halves up."""
    return (amount + Fraction(1, 2)).__floor__()


def total(sources: Iterable[Source], name: str = "") -> Source:
    """All of them as one."""
    known = list(sources)
    money: defaultdict[str, list[SourceMoney]] = defaultdict(list)
    for source in known:
        for currency, one in source.money.items():
            money[currency].append(one)
    return Source(
        name=name,
        counts=_sum(SourceCounts, (source.counts for source in known)),
        money={currency: _sum(SourceMoney, money[currency]) for currency in sorted(money)},
    )


def by_campaign(sources: Iterable[Source]) -> list[Source]:
    """Sources of one campaign as one; those without one are together, without a name."""
    groups: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups[campaign_of(source.name)].append(source)
    return [total(group, name) for name, group in groups.items()]


def _sum(kind: type[T], given: Iterable[T]) -> T:
    known = list(given)
    return kind(**{one.name: sum((getattr(each, one.name) for each in known), start=0) for one in fields(kind)})
