"""Money on its way back: what was asked for is tried until it is done or can never be; each refund counts once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.orders import RecordRefund
from storage.ledger import Entry, write_entries
from storage.payments import LEFT
from storage.tables import payments, refunds
from storage.upsert import insert_into


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Money that arrived, and how much of it can still go back."""

    charge: str
    order: str
    payer: int
    method: str
    money: Money
    kind: str
    """`whole`, `short` or `extra`."""
    left: Money
    """Of it, what has not gone back and is not on its way."""


@dataclass(frozen=True, kw_only=True)
class Refund:
    """One that was asked for."""

    name: str
    order: str
    charge: str
    method: str
    payer: int
    money: Money
    whole: bool
    """Whether nothing of the payment is left then."""
    reason: str
    staff: int
    """Who of the staff asked for it, by their Telegram id."""
    attempts: int


_PAYMENTS = (
    select(payments, LEFT.label("left"))
    .where(payments.c.order_name == bindparam("order"))
    .order_by(payments.c.received_at, payments.c.charge)
)
_DUE = (
    select(refunds, payments.c.method, payments.c.payer)
    .join(payments, payments.c.charge == refunds.c.charge)
    .where(refunds.c.finished_at.is_(None), refunds.c.due_at <= bindparam("now"))
    .order_by(refunds.c.due_at)
    .limit(bindparam("room"))
)
_NAMED = refunds.c.name == bindparam("refund")
_DONE = (
    update(refunds)
    .where(_NAMED, refunds.c.status != "done")
    .values(status="done", finished_at=bindparam("now"), reference=bindparam("its_reference"), why="")
)
_PUT_OFF = (
    update(refunds)
    .where(_NAMED, refunds.c.finished_at.is_(None))
    .values(due_at=bindparam("until"), attempts=refunds.c.attempts + 1, why=bindparam("explained"))
)
_FAILED = (
    update(refunds)
    .where(_NAMED, refunds.c.finished_at.is_(None))
    .values(status="failed", finished_at=bindparam("now"), why=bindparam("explained"))
)
_BY_REFERENCE = select(refunds.c.name).where(refunds.c.reference == bindparam("reference"))
_ON_ITS_WAY = (
    select(refunds.c.name)
    .where(refunds.c.charge == bindparam("charge"), refunds.c.amount == bindparam("amount"))
    .where(refunds.c.status == "asked")
    .order_by(refunds.c.asked_at)
    .limit(1)
)


async def payments_of(conn: AsyncConnection, order: str) -> list[Payment]:
    """The money that arrived for an order, the oldest first."""
    return [
        Payment(
            charge=row["charge"],
            order=order,
            payer=row["payer"],
            method=row["method"],
            money=Money(amount=row["amount"], currency=row["currency"]),
            kind=row["kind"],
            left=Money(amount=row["left"], currency=row["currency"]),
        )
        for row in (await conn.execute(_PAYMENTS, {"order": order})).mappings()
    ]


async def ask(conn: AsyncConnection, refund: Refund, now: datetime) -> bool:
    """Write down that money is to go back; it is tried from now on. False: it is known and has not failed."""
    new = insert_into(refunds, conn.dialect.name)
    again = new.on_conflict_do_update(
        index_elements=["name"],
        set_={"status": "asked", "finished_at": None, "due_at": new.excluded.due_at, "attempts": 0},
        where=refunds.c.status == "failed",
    )
    row = _row(refund.name, refund, now) | {"status": "asked"}
    if not (await conn.execute(again, row)).rowcount:
        return False
    entry = Entry(
        order=refund.order,
        entry="refund_asked",
        money=refund.money,
        method=refund.method,
        staff=refund.staff,
        note=refund.reason,
    )
    await write_entries(conn, [entry], now)
    return True


async def due(conn: AsyncConnection, now: datetime, room: int) -> list[Refund]:
    """Those to be tried now, at most `room` of them."""
    return [
        Refund(
            name=row["name"],
            order=row["order_name"],
            charge=row["charge"],
            method=row["method"],
            payer=row["payer"],
            money=Money(amount=row["amount"], currency=row["currency"]),
            whole=row["whole"],
            reason=row["reason"],
            staff=row["staff"],
            attempts=row["attempts"],
        )
        for row in (await conn.execute(_DUE, {"now": now, "room": room})).mappings()
    ]


async def put_off(conn: AsyncConnection, name: str, until: datetime, reason: str) -> None:
    """It did not work now: not before `until` (UTC)."""
    await conn.execute(_PUT_OFF, {"refund": name, "until": until, "explained": reason})


async def fail(conn: AsyncConnection, refund: Refund, reason: str, now: datetime) -> None:
    """It can never be done; the money is still there."""
    if (await conn.execute(_FAILED, {"refund": refund.name, "now": now, "explained": reason})).rowcount:
        entry = Entry(order=refund.order, entry="refund_failed", money=refund.money, note=reason)
        await write_entries(conn, [entry], now)


async def done(conn: AsyncConnection, refund: RecordRefund, now: datetime) -> bool:
    """The money is back; False if that was known. One nobody here asked for is told by the method itself."""
    said = {"refund": refund.refund, "now": now, "its_reference": refund.reference or None}
    if (await conn.execute(_DONE, said)).rowcount:
        return True
    row = _row(refund.refund, refund, now) | {
        "status": "done",
        "finished_at": now,
        "reference": refund.reference or None,
    }
    new = insert_into(refunds, conn.dialect.name).on_conflict_do_nothing()
    return bool((await conn.execute(new, row)).rowcount)


async def name_of(conn: AsyncConnection, reference: str, charge: str, money: Money) -> str | None:
    """Our name for a refund the method tells of: by its own name for it, else the one that is on its way."""
    said = {"reference": reference, "charge": charge, "amount": money.amount}
    known: str | None = (await conn.execute(_BY_REFERENCE, said)).scalar()
    return known or (await conn.execute(_ON_ITS_WAY, said)).scalar()


def _row(name: str, refund: Refund | RecordRefund, now: datetime) -> dict[str, Any]:
    return {
        "name": name,
        "order_name": refund.order,
        "charge": refund.charge,
        "amount": refund.money.amount,
        "currency": refund.money.currency,
        "whole": refund.whole,
        "reason": refund.reason,
        "staff": refund.staff,
        "attempts": 0,
        "due_at": now,
        "asked_at": now,
        "why": "",
    }
