"""Orders of a batch: each moves on only from a state it can come from, and every move is a line of the ledger.

A charge and a refund count once, however often they are told.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime, tzinfo
from functools import cache
from typing import Any

from msgspec.structs import replace
from sqlalchemy import bindparam, case, func, insert, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.orders import (
    MoveOrder,
    OpenOrder,
    RecordClaim,
    RecordFailure,
    RecordPayment,
    RecordProof,
    RecordRefund,
    RecordStrayPayment,
    RecordSubscription,
)
from funnels.engine.orders import BEFORE
from storage import refunds
from storage.ledger import Entry, move, write_entries
from storage.payments import known
from storage.queries.touches import sources_of
from storage.rollups.keeping import keeping
from storage.selling_tables import orders, payments
from storage.types import micros
from storage.upsert import Insert, insert_into
from storage.writers.cause import Cause
from storage.writers.steps import count_paid, paid_at

Deed = (
    RecordClaim
    | RecordProof
    | RecordPayment
    | RecordStrayPayment
    | MoveOrder
    | RecordRefund
    | RecordFailure
    | RecordSubscription
)

_MONEYED = (RecordPayment, MoveOrder, RecordRefund)

_CLAIMED = (
    update(orders)
    .where(orders.c.name == bindparam("order"), orders.c.paid_at.is_(None))
    .values(claimed_at=bindparam("at"))
)
_ANSWERED = (
    update(orders).where(orders.c.name == bindparam("order"), orders.c.paid_at.is_(None)).values(claimed_at=None)
)
_SUBSCRIBED = (
    update(orders)
    .where(orders.c.name == bindparam("order"))
    .values(subscription=bindparam("state"), paid_until=bindparam("until"))
)
_PAYMENT = insert(payments)
_TAKEN = update(payments).where(payments.c.charge == bindparam("taken")).values(earned_at=bindparam("now"))


@cache
def _open(dialect: str) -> Insert:
    order = insert_into(orders, dialect)
    new = order.excluded
    return order.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "status": "open",
            "method": new.method,
            "amount": new.amount,
            "currency": new.currency,
            "expires_at": new.expires_at,
            "promo": new.promo,
            "receipt": func.coalesce(new.receipt, orders.c.receipt),
            "claimed_at": case((orders.c.status == "open", orders.c.claimed_at)),
            "paid_at": None,
            "delivered_at": None,
        },
        where=or_(*(orders.c.status == status for status in ("open", *BEFORE["open"]))),
    )


@cache
def _open_unknown(dialect: str) -> Insert:
    return insert_into(orders, dialect).on_conflict_do_nothing(index_elements=["name"])


class OrderRows:
    """The orders, payments and refunds of a batch; their money, and who has paid, count on days of the `zone`."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now = now
        self._zone = zone
        self._opened: list[tuple[Cause, OpenOrder]] = []
        self._deeds: list[tuple[Cause, Deed]] = []

    def open(self, cause: Cause, effect: OpenOrder) -> None:
        """An intent to buy; one that is open already takes the new way to pay and its price."""
        self._opened.append((cause, effect))

    def add(self, cause: Cause, effect: Deed) -> None:
        """What happened to an order; after those of the batch that are opened, in their order."""
        self._deeds.append((cause, effect))

    @property
    def journeys(self) -> set[int]:
        """Those whose money the batch may change."""
        return {cause.journey_id for cause, _ in self._moneyed() if cause.journey_id is not None}

    def _moneyed(self) -> list[tuple[Cause, OpenOrder | Deed]]:
        return [*self._opened, *((cause, deed) for cause, deed in self._deeds if isinstance(deed, _MONEYED))]

    async def write(self, conn: AsyncConnection) -> None:
        """Open, then what happened to orders: little of it comes in one batch, so each is written by itself."""
        async with AsyncExitStack() as stack:
            if moneyed := self._moneyed():
                names = [await _order_of(conn, deed) for _, deed in moneyed]
                people = {cause.subscriber_id for cause, _ in moneyed}
                await stack.enter_async_context(keeping(conn, self._zone, people=people, names=names))
            await self._write_opened(conn)
            paying = [deed.order for _, deed in self._deeds if _pays(deed)]
            before = await paid_at(conn, paying)
            for cause, deed in self._deeds:
                await _WRITERS[type(deed)](conn, cause, deed, self._now)
            await count_paid(conn, await paid_at(conn, paying) - before, micros(self._now), self._zone)

    async def _write_opened(self, conn: AsyncConnection) -> None:
        if not self._opened:
            return
        came = await sources_of(conn, {cause.subscriber_id for cause, _ in self._opened})
        rows = [
            _order(cause, asked, asked.price, self._now)
            | {"touches": came[cause.subscriber_id]}
            | {"title": asked.title, "step": asked.step, "expires_at": asked.expires_at}
            | {"receipt": asked.receipt}
            for cause, asked in self._opened
        ]
        await conn.execute(_open(conn.dialect.name), rows)
        entries = [
            Entry(order=asked.order, entry="asked", money=asked.price, method=asked.method) for _, asked in self._opened
        ]
        await write_entries(conn, entries, self._now)


def _pays(deed: Deed) -> bool:
    """Whether the order may be paid by it."""
    return isinstance(deed, RecordPayment) or (isinstance(deed, MoveOrder) and deed.to == "paid")


async def _order_of(conn: AsyncConnection, deed: OpenOrder | Deed) -> str:
    """The order whose money this changes; a refund is of the one its payment was kept with."""
    if not isinstance(deed, RecordRefund):
        return deed.order
    paid = await refunds.payment(conn, deed.charge)
    return paid.order if paid else ""


async def _claim(conn: AsyncConnection, _cause: Cause, effect: RecordClaim, now: datetime) -> None:
    await conn.execute(_CLAIMED, {"order": effect.order, "at": None if effect.answer else now})
    entry = Entry(order=effect.order, entry="claim_refused" if effect.answer else "claimed", staff=effect.staff)
    await write_entries(conn, [entry], now)


async def _prove(conn: AsyncConnection, _cause: Cause, effect: RecordProof, now: datetime) -> None:
    entry = Entry(order=effect.order, entry="proof", method=effect.kind, note=f"{effect.file} {effect.words}".strip())
    await write_entries(conn, [entry], now)


async def _pay(conn: AsyncConnection, cause: Cause, effect: RecordPayment, now: datetime) -> None:
    if await known(conn, [effect.charge]):
        return
    came = await sources_of(conn, [cause.subscriber_id])
    order = _order(cause, effect, effect.money, now) | {"touches": came[cause.subscriber_id]}
    await conn.execute(_open_unknown(conn.dialect.name), order)
    entry = Entry(
        order=effect.order,
        entry="paid" if effect.kind == "whole" else effect.kind,
        money=effect.money,
        method=effect.method,
        staff=effect.staff,
        note=effect.charge,
    )
    values = {"paid_at": now, "promo": effect.promo, **_price(effect.method, effect.money)}
    pays = effect.kind == "whole" and await move(conn, "paid", entry, now, **values)
    if not pays:
        await write_entries(conn, [replace(entry, entry="extra" if effect.kind == "whole" else effect.kind)], now)
        await conn.execute(_ANSWERED, {"order": effect.order})  # the money the person spoke of, and not what was asked
    payment = _payment(cause, effect, now) | {
        "order_name": effect.order,
        "kind": effect.kind,
        "payload": "",
        "earned_at": now if pays or effect.kind == "renewal" else None,
    }
    await conn.execute(_PAYMENT, payment)


async def _pay_stray(conn: AsyncConnection, cause: Cause, effect: RecordStrayPayment, now: datetime) -> None:
    if not await known(conn, [effect.charge]):
        payment = _payment(cause, effect, now) | {"order_name": None, "kind": "stray", "payload": effect.order}
        await conn.execute(_PAYMENT, payment | {"earned_at": None})


async def _subscribe(conn: AsyncConnection, _cause: Cause, effect: RecordSubscription, now: datetime) -> None:
    await conn.execute(_SUBSCRIBED, {"order": effect.order, "state": effect.state, "until": effect.until})
    if effect.entry:
        await write_entries(conn, [Entry(order=effect.order, entry=effect.entry, staff=effect.staff)], now)


async def _move(conn: AsyncConnection, _cause: Cause, effect: MoveOrder, now: datetime) -> None:
    entry = Entry(order=effect.order, entry=effect.to, staff=effect.staff, note=effect.reason)
    paid = {"paid_at": now, "promo": effect.promo} if effect.to == "paid" else {}
    if await move(conn, effect.to, entry, now, **paid) and paid:
        await conn.execute(_TAKEN, {"taken": effect.charge, "now": now})


async def _refund(conn: AsyncConnection, _cause: Cause, effect: RecordRefund, now: datetime) -> None:
    """Of the order its payment was kept with, whatever came as its order, and of whoever asked, whoever tells of it."""
    paid = await refunds.payment(conn, effect.charge)
    effect = replace(effect, order=paid.order if paid else "")
    if not await refunds.done(conn, effect, now) or not effect.order:
        return
    staff, reason = await refunds.asked_by(conn, effect.refund)
    entry = Entry(order=effect.order, entry="refunded", money=effect.money, staff=staff, note=reason)
    if not (effect.closes and await move(conn, "refunded", entry, now)):
        await write_entries(conn, [replace(entry, entry="money_back")], now)


async def _fail(conn: AsyncConnection, _cause: Cause, effect: RecordFailure, now: datetime) -> None:
    await write_entries(conn, [Entry(order=effect.order, entry="not_delivered", note=effect.reason)], now)


def _order(cause: Cause, effect: OpenOrder | RecordPayment, price: Money, now: datetime) -> dict[str, Any]:
    return {
        "name": effect.order,
        "subscriber_id": cause.subscriber_id,
        "journey_id": cause.journey_id,
        "funnel": cause.funnel,
        "step": "",
        "product": effect.product,
        "title": effect.product,
        "promo": effect.promo,
        **_price(effect.method, price),
        "status": "open",
        "expires_at": None,
        "opened_at": now,
        "receipt": None,
    }


def _payment(cause: Cause, effect: RecordPayment | RecordStrayPayment, now: datetime) -> dict[str, Any]:
    return {
        "charge": effect.charge,
        "payer": cause.subscriber_id,
        **_price(effect.method, effect.money),
        "received_at": now,
        "info": effect.info,
    }


def _price(method: str, price: Money) -> dict[str, Any]:
    """Whatever way to pay was looked at last, a paid order says how it was paid."""
    return {"method": method, "amount": price.amount, "currency": price.currency}


_WRITERS: dict[type[Deed], Callable[[AsyncConnection, Cause, Any, datetime], Awaitable[None]]] = {
    RecordClaim: _claim,
    RecordProof: _prove,
    RecordPayment: _pay,
    RecordStrayPayment: _pay_stray,
    MoveOrder: _move,
    RecordRefund: _refund,
    RecordSubscription: _subscribe,
    RecordFailure: _fail,
}
