"""How each product does: orders by state, money that came and went back, who may use it now, codes that are left."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from storage.codes import CodeList
from storage.selling_tables import codes, orders, payments, refunds
from storage.tables import subscribers

ProductKey = tuple[str, str]
"""A funnel, and a product of it."""


@dataclass(kw_only=True)
class ProductSales:
    """One product; money in minor units by currency."""

    orders: Counter[str] = field(default_factory=Counter)
    """By state."""
    came: Counter[str] = field(default_factory=Counter)
    went_back: Counter[str] = field(default_factory=Counter)

    @property
    def revenue(self) -> Sequence[Money]:
        """What came and has not gone back, for every currency in which anything came."""
        return [Money(amount=self.came[name] - self.went_back[name], currency=name) for name in sorted(self.came)]

    @property
    def refunded(self) -> Sequence[Money]:
        """What went back."""
        return [Money(amount=amount, currency=name) for name, amount in sorted(self.went_back.items())]


_PRODUCT = (orders.c.funnel, orders.c.product)
_ORDERS = select(*_PRODUCT, orders.c.status, func.count()).group_by(*_PRODUCT, orders.c.status)
_CAME = (
    select(*_PRODUCT, payments.c.currency, func.sum(payments.c.amount))
    .join(payments, payments.c.order_name == orders.c.name)
    .group_by(*_PRODUCT, payments.c.currency)
)
_WENT_BACK = (
    select(*_PRODUCT, refunds.c.currency, func.sum(refunds.c.amount))
    .join(refunds, refunds.c.order_name == orders.c.name)
    .where(refunds.c.status == "done")
    .group_by(*_PRODUCT, refunds.c.currency)
)
_ACCESS = select(subscribers.c.access).where(subscribers.c.access != {})
_CODES = select(codes.c.code, codes.c.given_to.is_(None).label("free")).where(
    codes.c.funnel == bindparam("of_funnel"), codes.c.file == bindparam("of_file")
)


async def product_sales(conn: AsyncConnection) -> dict[ProductKey, ProductSales]:
    """Every product anybody has ever asked for."""
    sales: dict[ProductKey, ProductSales] = {}
    for query, figure in ((_ORDERS, "orders"), (_CAME, "came"), (_WENT_BACK, "went_back")):
        for funnel, product, key, number in await conn.execute(query):
            getattr(sales.setdefault((funnel, product), ProductSales()), figure)[key] = int(number)
    return sales


async def with_access(conn: AsyncConnection, now: datetime) -> Mapping[str, int]:
    """How many people may use each `funnel/product` now, of those that end by themselves or open a chat."""
    count = Counter[str]()
    for access in (await conn.execute(_ACCESS)).scalars():
        count.update(name for name, held in access.items() if held.ends is None or held.ends > now)
    return count


async def codes_left(conn: AsyncConnection, of: CodeList, lines: Iterable[str]) -> int:
    """How many codes of a list are free; `lines` are those of its file, of which some may not be known yet."""
    known = {row.code: row.free for row in await conn.execute(_CODES, {"of_funnel": of.funnel, "of_file": of.file})}
    return sum(map(bool, known.values())) + len(set(lines) - known.keys())
