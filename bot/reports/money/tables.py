"""The figures of `/money` as tables, a row a currency."""

from collections.abc import Iterable, Sequence

from bot.reports.cohorts.tables import COHORT_MONEY, money_rows
from bot.reports.money.figures import Currency, MoneyReport
from bot.reports.tables import Table, Value
from funnels.definition.money import Money
from storage.queries.revenue import Sold

FIGURES = (
    "revenue",
    "refunded",
    "net",
    "refunds",
    "orders",
    "paid_orders",
    "buyers",
    "aov",
    "per_subscriber",
)
SOLD = ("paid_orders", "revenue", "refunded", "refunds")


def tables(report: MoneyReport) -> tuple[Table, ...]:
    """Those that have a row for what was asked; the first one always."""
    columns = ("currency", *FIGURES)
    whole = Table(key="money", title={"ru": "Деньги", "en": "Money"}, columns=columns, rows=_rows(report.whole))
    more = (
        Table(
            key="money_before",
            title={"ru": "Прошлый период", "en": "The period before"},
            columns=columns,
            rows=_rows(report.before),
        ),
        Table(
            key="money_split",
            title={"ru": "По значениям среза", "en": "By the values of the slice"},
            columns=("slice_value", *columns),
            rows=[(one.value, *row) for one, row in zip(report.split, _rows(report.split), strict=True)],
        ),
        Table(
            key="money_products",
            title={"ru": "Товары", "en": "Products"},
            columns=("product", "currency", *SOLD),
            rows=_sold(report.products),
        ),
        Table(
            key="money_methods",
            title={"ru": "Способы оплаты", "en": "Ways to pay"},
            columns=("method", "currency", *SOLD),
            rows=_sold(report.methods),
        ),
        Table(
            key="money_repeat",
            title={"ru": "Повторные покупки", "en": "Repeat purchases"},
            columns=("paid_once", "paid_again", "repeat_rate"),
            rows=[(report.bought, report.bought_again, report.repeat_rate)] if report.bought else [],
        ),
        Table(
            key="money_ltv",
            title={"ru": "LTV когорт по месяцам", "en": "LTV of the months' cohorts"},
            columns=COHORT_MONEY,
            rows=money_rows(report.cohorts),
        ),
        Table(
            key="money_unearned",
            title={"ru": "Деньги не за товар", "en": "Money that bought nothing"},
            columns=("unearned", "currency", "payments", "came", "went_back"),
            rows=[
                (
                    one.kind,
                    one.currency,
                    one.payments,
                    Money(amount=one.amount, currency=one.currency),
                    Money(amount=one.back, currency=one.currency),
                )
                for one in report.unearned
            ],
        ),
    )
    return (whole, *(table for table in more if table.rows))


def _rows(counted: Iterable[Currency]) -> list[tuple[Value, ...]]:
    return [
        (
            one.currency,
            one.revenue,
            one.refunded,
            one.net,
            one.count.refunds,
            one.count.orders,
            one.count.paid_orders,
            one.count.buyers,
            one.aov,
            one.per_subscriber,
        )
        for one in counted
    ]


def _sold(sold: Sequence[Sold]) -> list[tuple[Value, ...]]:
    return [
        (
            one.name,
            one.currency,
            one.orders,
            Money(amount=one.revenue, currency=one.currency),
            Money(amount=one.refunded, currency=one.currency),
            one.refunds,
        )
        for one in sold
    ]
