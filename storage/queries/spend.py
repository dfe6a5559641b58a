"""What ads cost, by source, and which funnels each source brings people to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.attribution import campaign_of
from funnels.analytics.period import Period
from funnels.analytics.question import Question
from funnels.definition.money import Money
from storage.rollups.stage_days import START
from storage.rollups.tables import stage_days
from storage.traffic_tables import links, spend


@dataclass(frozen=True, kw_only=True)
class SourceSpend:
    """What the ads of one source cost in one currency, and how often they were shown and pressed."""

    source: str
    money: Money
    impressions: int
    clicks: int


async def spend_by_source(conn: AsyncConnection, period: Period) -> list[SourceSpend]:
    """The spend of these days, by source and currency."""
    sums = func.sum(spend.c.amount), func.sum(spend.c.impressions), func.sum(spend.c.clicks)
    query = select(spend.c.source, spend.c.currency, *sums).group_by(spend.c.source, spend.c.currency)
    if period.first is not None:
        query = query.where(spend.c.day >= period.first)
    if period.last is not None:
        query = query.where(spend.c.day <= period.last)
    return [
        SourceSpend(
            source=source,
            money=Money(amount=int(amount), currency=currency),
            impressions=int(impressions),
            clicks=int(clicks),
        )
        for source, currency, amount, impressions, clicks in await conn.execute(
            query.order_by(spend.c.source, spend.c.currency)
        )
    ]


@dataclass(frozen=True, kw_only=True)
class FunnelSpend:
    """What bringing people to one funnel cost.

    Attributes:
        spent: by source and currency.
        shared: sources that bring people to other funnels too: their spend is not divided.
    """

    spent: list[SourceSpend]
    shared: list[str]

    @property
    def by_currency(self) -> dict[str, int]:
        """All of it, in minor units."""
        sums: defaultdict[str, int] = defaultdict(int)
        for one in self.spent:
            sums[one.money.currency] += one.money.amount
        return {currency: amount for currency, amount in sorted(sums.items()) if amount}


async def spend_of(conn: AsyncConnection, question: Question, funnels: Iterable[str]) -> FunnelSpend:
    """The spend of the funnel's sources, and of those that have brought nobody to any of these funnels.

    Of one source or campaign, where only that is asked for: spend is known by nothing else.
    """
    only, known = question.only, await funnels_of_sources(conn, funnels)
    spent = [
        one
        for one in await spend_by_source(conn, question.period)
        if question.funnel in known.get(one.source, (question.funnel,))
        and (only is None or only.value == (campaign_of(one.source) if only.slice == "campaign" else one.source))
    ]
    paid = {one.source for one in spent if one.money.amount}
    return FunnelSpend(
        spent=spent, shared=sorted(source for source in paid if known.get(source, set()) - {question.funnel})
    )


async def funnels_of_sources(conn: AsyncConnection, funnels: Iterable[str]) -> dict[str, set[str]]:
    """To which of these funnels each source has brought anybody, or has a link made for it."""
    names, found = list(funnels), defaultdict[str, set[str]](set)
    days = stage_days.c
    started = (
        select(days.value, days.funnel)
        .where(days.funnel.in_(names), days.calendar.is_(False), days.again.in_((False, True)))
        .where(days.slice == "source", days.stage == START)
        .group_by(days.value, days.funnel)
    )
    made = select(links.c.source, links.c.funnel).where(links.c.funnel.in_(names))
    for query in (started, made):
        for source, funnel in await conn.execute(query):
            found[source].add(funnel)
    return dict(found)
