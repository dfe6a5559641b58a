"""What a funnel took in some time, by currency: money that came and what went back, each when it did."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.queries.flows import FLOWS
from storage.tables import orders


@dataclass(frozen=True, kw_only=True)
class Takings:
    """One currency, in minor units."""

    currency: str
    payments: int
    came: int
    back: int

    @property
    def net(self) -> int:
        """What is left."""
        return self.came - self.back


async def takings(conn: AsyncConnection, funnel: str, since: datetime, until: datetime) -> list[Takings]:
    """From one moment to another (UTC); the currency of most payments first."""
    payments = func.count(case((FLOWS.c.came > 0, 1)))
    query = (
        select(FLOWS.c.currency, payments, func.sum(FLOWS.c.came), func.sum(FLOWS.c.back))
        .join_from(orders, FLOWS, FLOWS.c.order_name == orders.c.name)
        .where(orders.c.funnel == funnel, FLOWS.c.at >= since, FLOWS.c.at < until)
        .group_by(FLOWS.c.currency)
        .order_by(payments.desc(), FLOWS.c.currency)
    )
    return [
        Takings(currency=currency, payments=count, came=int(came), back=int(back))
        for currency, count, came, back in await conn.execute(query)
    ]
