"""The figures of `/sources`, read from storage in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.reports.report import Asked
from bot.reports.sources.wish import Wish
from funnels.analytics.attribution import campaign_of
from funnels.analytics.credits import Credit
from funnels.analytics.marks import MarkFigures
from funnels.analytics.traffic import Source, SourceCounts, SourceMoney, by_campaign, total
from storage.queries.credits import credits_by_source
from storage.queries.marks import count_marks
from storage.queries.spend import SourceSpend, spend_of
from storage.queries.stages import split_counts
from storage.rollups.stage_days import START


@dataclass(frozen=True, kw_only=True)
class SourcesReport:
    """Everything `/sources` shows.

    Attributes:
        sources: or campaigns; those that brought most people first.
        whole: all of them together.
        marks: those that anybody has, in their order.
        shared: sources with spend that bring people to other funnels too: their spend is not divided.
    """

    wish: Wish
    sources: Sequence[Source]
    whole: Source
    marks: Sequence[MarkFigures]
    shared: Sequence[str]


async def read_sources(asked: Asked, wish: Wish) -> SourcesReport:
    """What the question asks for."""
    question, only = asked.question, asked.question.only
    whole = replace(question, only=None, split="source")
    async with asked.database.read() as conn:
        starts = await split_counts(conn, whole)
        marked = await count_marks(conn, question)
        credits_ = await credits_by_source(conn, whole, wish.model)
        spend = await spend_of(conn, question, asked.scripts)
    leads, nothing = marked.leads, Credit()
    counts = {
        name: SourceCounts(
            started=starts[name][START].reached if START in starts.get(name, {}) else 0,
            leads=leads.get(name, 0),
            orders=credits_.get(name, nothing).orders,
            customers=credits_.get(name, nothing).customers,
        )
        for name in {*starts, *leads, *credits_}
    }
    sources = _sources(counts, _together(spend.spent, credits_))
    if only:
        named = campaign_of if only.slice == "campaign" else str
        sources = [one for one in sources if named(one.name) == only.value]
    shown = by_campaign(sources) if wish.campaigns else sources
    return SourcesReport(
        wish=wish,
        sources=sorted(shown, key=lambda one: (-one.counts.started, one.name)),
        whole=total(sources),
        marks=marked.marks,
        shared=spend.shared,
    )


def _together(spent: Sequence[SourceSpend], credits_: Mapping[str, Credit]) -> dict[str, dict[str, SourceMoney]]:
    found: defaultdict[str, dict[str, SourceMoney]] = defaultdict(dict)
    for name, one in credits_.items():
        found[name] = {
            currency: SourceMoney(paid_orders=paid, revenue=one.revenue[currency], refunded=one.refunded[currency])
            for currency, paid in one.paid_orders.items()
        }
    for cost in spent:
        known = found[cost.source].get(cost.money.currency, SourceMoney())
        found[cost.source][cost.money.currency] = replace(
            known, spend=cost.money.amount, impressions=cost.impressions, clicks=cost.clicks
        )
    return found


def _sources(counts: Mapping[str, SourceCounts], money: Mapping[str, Mapping[str, SourceMoney]]) -> list[Source]:
    """Those of which anything is known."""
    nothing = SourceMoney()
    sources = [
        Source(
            name=name,
            counts=counts.get(name, SourceCounts()),
            money={currency: one for currency, one in sorted(money.get(name, {}).items()) if one != nothing},
        )
        for name in {*counts, *money}
    ]
    return [one for one in sources if one.money or one.counts != SourceCounts()]
