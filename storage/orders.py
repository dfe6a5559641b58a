"""Orders as they stand, for whoever is asked about one: staff, a payment check, the owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.orders import Renewing, Status
from storage.batches import portions
from storage.selling_tables import orders


@dataclass(frozen=True, kw_only=True)
class OrderRow:
    """One intent to buy; moments are UTC and None until they come."""

    order: str
    subscriber_id: int
    journey_id: int | None
    funnel: str
    step: str
    product: str
    title: str
    promo: str
    """The promo code its price is with."""
    price: Money
    method: str
    status: Status
    expires_at: datetime | None
    opened_at: datetime
    claimed_at: datetime | None
    paid_at: datetime | None
    delivered_at: datetime | None
    subscription: Renewing | Literal[""] = ""
    """Whether Telegram takes the next payment; empty: it is paid once."""
    paid_until: datetime | None = None
    """The end of all that the subscription has paid."""


_COLUMNS = [column for column in orders.c if column not in {orders.c.receipt, orders.c.touches}]
"""Only refunds read of what receipts are made, and only the reports where people came from."""

_FIND = select(*_COLUMNS).where(orders.c.name.in_(bindparam("names", expanding=True)))


async def find(conn: AsyncConnection, names: Iterable[str]) -> dict[str, OrderRow]:
    """The orders of these names; one that was never opened is not among them."""
    found: dict[str, OrderRow] = {}
    for portion in portions(names):
        for row in (await conn.execute(_FIND, {"names": portion})).mappings():
            said = dict(row)
            price = Money(amount=said.pop("amount"), currency=said.pop("currency"))
            name = said.pop("name")
            found[name] = OrderRow(order=name, price=price, **said)
    return found
