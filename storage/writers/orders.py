"""Orders and payments of a batch: a charge counts once, and an order moves on only from the state before.

open ──payment──▶ paid ──goods sent──▶ delivered
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.orders import ClaimPayment, OpenOrder, RecordPayment, RecordStrayPayment
from storage.payments import known
from storage.tables import orders, payments
from storage.upsert import Insert, insert_into
from storage.writers.cause import Cause

_IS_OPEN = orders.c.status == "open"
_NAMED = orders.c.name == bindparam("order")
_CLAIMED = update(orders).where(_NAMED, _IS_OPEN).values(claimed_at=bindparam("now"))
_PAID = (
    update(orders)
    .where(_NAMED, _IS_OPEN)
    .values(
        status="paid",
        paid_at=bindparam("now"),
        method=bindparam("by"),
        amount=bindparam("paid_amount"),
        currency=bindparam("paid_currency"),
    )
)
_PAYMENT = insert(payments)


@cache
def _open(dialect: str) -> Insert:
    order = insert_into(orders, dialect)
    new = order.excluded
    return order.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "method": new.method,
            "amount": new.amount,
            "currency": new.currency,
            "expires_at": new.expires_at,
        },
        where=_IS_OPEN,
    )


@cache
def _open_unknown(dialect: str) -> Insert:
    return insert_into(orders, dialect).on_conflict_do_nothing(index_elements=["name"])


class OrderRows:
    """The orders and payments of a batch."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._opened: list[dict[str, Any]] = []
        self._claimed: list[dict[str, Any]] = []
        self._payments: dict[str, tuple[Cause, RecordPayment | RecordStrayPayment]] = {}

    def open(self, cause: Cause, effect: OpenOrder) -> None:
        """An intent to buy; one that is open already takes the new way to pay and its price."""
        row = self._order(cause, effect.order, effect.product, effect.method, effect.price)
        self._opened.append(row | {"title": effect.title, "step": effect.step, "expires_at": effect.expires_at})

    def claim(self, effect: ClaimPayment) -> None:
        """The person says they paid."""
        self._claimed.append({"order": effect.order, "now": self._now})

    def pay(self, cause: Cause, effect: RecordPayment | RecordStrayPayment) -> None:
        """Money that arrived, for an order or for none."""
        self._payments.setdefault(effect.charge, (cause, effect))

    def _order(self, cause: Cause, name: str, product: str, method: str, price: Money) -> dict[str, Any]:
        return {
            "name": name,
            "subscriber_id": cause.subscriber_id,
            "journey_id": cause.journey_id,
            "step": "",
            "product": product,
            "title": product,
            "amount": price.amount,
            "currency": price.currency,
            "method": method,
            "status": "open",
            "expires_at": None,
            "opened_at": self._now,
        }

    async def write(self, conn: AsyncConnection) -> None:
        """Open, claim, then pay."""
        if self._opened:
            await conn.execute(_open(conn.dialect.name), self._opened)
        if self._claimed:
            await conn.execute(_CLAIMED, self._claimed)
        if self._payments:
            await self._write_payments(conn)

    async def _write_payments(self, conn: AsyncConnection) -> None:
        seen = await known(conn, self._payments)
        new = [(cause, effect) for cause, effect in self._payments.values() if effect.charge not in seen]
        if not new:
            return
        for_orders = [(cause, effect) for cause, effect in new if isinstance(effect, RecordPayment)]
        if for_orders:
            unknown = [self._order(cause, pay.order, pay.product, pay.method, pay.money) for cause, pay in for_orders]
            await conn.execute(_open_unknown(conn.dialect.name), unknown)
        await conn.execute(_PAYMENT, [self._payment(cause, effect) for cause, effect in new])
        if paid := [self._paid(effect) for _, effect in for_orders if not effect.extra]:
            await conn.execute(_PAID, paid)

    def _paid(self, effect: RecordPayment) -> dict[str, Any]:
        """Whatever way to pay was looked at last, the order says how it was paid."""
        money = effect.money
        price = {"paid_amount": money.amount, "paid_currency": money.currency}
        return {"order": effect.order, "now": self._now, "by": effect.method, **price}

    def _payment(self, cause: Cause, effect: RecordPayment | RecordStrayPayment) -> dict[str, Any]:
        if isinstance(effect, RecordPayment):
            about = {"order_name": effect.order, "extra": effect.extra, "payload": ""}
        else:
            about = {"order_name": None, "extra": True, "payload": effect.order}
        return about | {
            "charge": effect.charge,
            "payer": cause.subscriber_id,
            "method": effect.method,
            "amount": effect.money.amount,
            "currency": effect.money.currency,
            "received_at": self._now,
        }
