"""The figures of `/sources` as tables: people a row a source, money a row a source and currency, and both together."""

from collections.abc import Iterator

from bot.reports.sources.figures import SourcesReport
from bot.reports.tables import Table, Value
from funnels.analytics.traffic import Count, Source, SourceMoney
from funnels.definition.money import Money

PEOPLE = (
    "impressions",
    "ad_clicks",
    "ad_ctr",
    "started",
    "leads",
    "lead_rate",
    "orders",
    "paid_orders",
    "customers",
    "cr1",
)
MONEY = (
    "currency",
    "impressions",
    "ad_clicks",
    "spend",
    "cpc",
    "cpl",
    "cpo",
    "paid_orders",
    "revenue",
    "refunded",
    "net",
    "aov",
    "per_subscriber",
    "romi",
)
MARKED = ("mark", "marked", "mark_after", "mark_seconds")

_KEYS = {False: "source", True: "campaign"}


def tables(report: SourcesReport) -> tuple[Table, ...]:
    """Sources of which anything is known; the whole has a row in a table of its own, so that columns can be summed."""
    key = _KEYS[report.wish.campaigns]
    money = [(source.name, *row) for source in report.sources for row in _money(source)]
    whole = report.whole
    marks: list[tuple[Value, ...]] = [
        (one.mark, one.count, one.after, None if one.median is None else one.median.total_seconds())
        for one in report.marks
    ]
    return (
        Table(
            key="sources",
            title={"ru": "Источники", "en": "Sources"},
            columns=(key, *PEOPLE),
            rows=[(source.name, *_people(source)) for source in report.sources],
        ),
        Table(
            key="source_money",
            title={"ru": "Деньги источников", "en": "Money of the sources"},
            columns=(key, *MONEY),
            rows=money,
        ),
        Table(
            key="sources_total",
            title={"ru": "Все источники", "en": "All sources"},
            columns=PEOPLE,
            rows=[_people(whole)],
        ),
        Table(
            key="source_money_total",
            title={"ru": "Деньги всех источников", "en": "Money of all sources"},
            columns=MONEY,
            rows=list(_money(whole)),
        ),
        Table(key="marks", title={"ru": "Отметки", "en": "Marks"}, columns=MARKED, rows=marks),
    )


def _people(source: Source) -> tuple[Value, ...]:
    counts = source.counts
    return (
        source.impressions,
        source.clicks,
        source.ctr,
        counts.started,
        counts.leads,
        source.lead_rate,
        _number(counts.orders),
        _number(source.paid_orders),
        _number(counts.customers),
        source.cr1,
    )


def _money(source: Source) -> Iterator[tuple[Value, ...]]:
    for currency, one in source.money.items():
        yield (
            currency,
            one.impressions,
            one.clicks,
            Money(amount=one.spend, currency=currency),
            _in(currency, one.cpc),
            source.cpl(currency),
            source.cpo(currency),
            _number(one.paid_orders),
            *_earned(one, currency),
            source.per_subscriber(currency),
            source.romi(currency),
        )


def _earned(one: SourceMoney, currency: str) -> Iterator[Value]:
    yield from (Money(amount=amount, currency=currency) for amount in (one.revenue, one.refunded, one.net))
    yield _in(currency, one.aov)


def _in(currency: str, amount: int | None) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=currency)


def _number(count: Count) -> int | float:
    """A whole number stays one."""
    return int(count) if count == int(count) else float(count)
