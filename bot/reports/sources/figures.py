"""The figures of `/sources`, read from storage in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.reports.report import Asked
from bot.reports.sources.sold import Moneys, read_sold
from bot.reports.sources.wish import Wish
from funnels.analytics.attribution import campaign_of
from funnels.analytics.marks import MarkFigures, median
from funnels.analytics.traffic import Source, SourceCounts, SourceMoney, by_campaign, total
from storage.queries.marks import MarkCounts, count_marks
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
    question, zone, only = asked.question, asked.zone, asked.question.only
    whole = replace(question, only=None, split="source")
    async with asked.database.read() as conn:
        starts = await split_counts(conn, whole)
        marked = await count_marks(conn, question, zone)
        sold = await read_sold(conn, whole, zone, wish.model)
        spend = await spend_of(conn, question, asked.scripts)
    leads = marked.leads
    counts = {
        name: SourceCounts(
            started=starts[name][START].reached if START in starts.get(name, {}) else 0,
            leads=leads.get(name, 0),
            orders=sold.orders.get(name, 0),
            customers=sold.customers.get(name, 0),
        )
        for name in {*starts, *leads, *sold.orders, *sold.customers}
    }
    sources = _sources(counts, _together(spend.spent, sold.money))
    if only:
        named = campaign_of if only.slice == "campaign" else str
        sources = [one for one in sources if named(one.name) == only.value]
    shown = by_campaign(sources) if wish.campaigns else sources
    return SourcesReport(
        wish=wish,
        sources=sorted(shown, key=lambda one: (-one.counts.started, one.name)),
        whole=total(sources),
        marks=_marks(marked),
        shared=spend.shared,
    )


def _marks(counted: MarkCounts) -> list[MarkFigures]:
    return [
        MarkFigures(mark=mark, count=counted.marks[mark], after=before, median=median(took))
        for (before, mark), took in counted.lengths.items()
    ]


def _together(spent: Sequence[SourceSpend], sold: Moneys) -> dict[str, dict[str, SourceMoney]]:
    found: defaultdict[str, dict[str, SourceMoney]] = defaultdict(dict)
    for name, by_currency in sold.items():
        found[name] = dict(by_currency)
    for one in spent:
        known = found[one.source].get(one.money.currency, SourceMoney())
        found[one.source][one.money.currency] = replace(
            known, spend=one.money.amount, impressions=one.impressions, clicks=one.clicks
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
