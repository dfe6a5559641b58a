"""Money on its way back: what was asked for is tried until it is done or can never be; each refund counts once."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import RowMapping, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.orders import RecordRefund
from funnels.engine.effects.receipt import ReceiptData
from funnels.engine.order_info import OrderInfo
from storage.ledger import Entry, write_entries
from storage.payments import LEFT
from storage.rollups.keeping import keeping
from storage.selling_tables import orders, payments, refunds
from storage.upsert import insert_into


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Money that arrived, and how much of it can still go back."""

    charge: str
    order: str
    """Empty for a stray payment."""
    payer: int
    method: str
    money: Money
    kind: str
    """`whole`, `renewal`, `short`, `sold_out`, `extra` or `stray`."""
    at: datetime
    """When it arrived (UTC)."""
    left: Money
    """Of it, what has not gone back and is not on its way."""
    info: OrderInfo
    """What the person filled in with it."""


@dataclass(frozen=True, kw_only=True)
class Refund:
    """One that was asked for."""

    name: str
    order: str
    """Empty for a stray payment."""
    charge: str
    method: str
    payer: int
    money: Money
    reason: str
    staff: int
    """Who of the staff asked for it, by their Telegram id."""
    attempts: int
    reference: str = ""
    """The method's own name for it; empty until the method has taken it."""
    whole: bool = True
    """Whether it is all of its payment."""
    title: str = ""
    """What the order is called."""
    receipt: ReceiptData | None = None
    """Of what the receipt of a part of the payment is made; None: there is none."""


_ALL = select(payments, LEFT.label("left")).order_by(payments.c.received_at, payments.c.charge)
_PAYMENTS = _ALL.where(payments.c.order_name == bindparam("order"))
_PAYMENT = _ALL.where(payments.c.charge == bindparam("charge"))
_REFUNDS = (
    select(
        refunds,
        payments.c.method,
        payments.c.payer,
        payments.c.amount.label("paid"),
        orders.c.title,
        orders.c.receipt,
    )
    .join(payments, payments.c.charge == refunds.c.charge)
    .outerjoin(orders, orders.c.name == refunds.c.order_name)
)
_DUE = (
    _REFUNDS.where(refunds.c.finished_at.is_(None), refunds.c.due_at <= bindparam("now"))
    .order_by(refunds.c.due_at)
    .limit(bindparam("room"))
)
_NAMED = refunds.c.name == bindparam("refund")
_ASKED = select(refunds.c.staff, refunds.c.reason).where(_NAMED)
_DONE = (
    update(refunds)
    .where(_NAMED, refunds.c.status != "done")
    .values(
        status="done",
        finished_at=bindparam("now"),
        reference=bindparam("its_reference"),
        why="",
    )
)
_PUT_OFF = (
    update(refunds)
    .where(_NAMED, refunds.c.finished_at.is_(None))
    .values(
        due_at=bindparam("until"),
        attempts=bindparam("tries"),
        reference=bindparam("its_reference"),
        why=bindparam("explained"),
    )
)
_FAILED = (
    update(refunds)
    .where(_NAMED, refunds.c.finished_at.is_(None))
    .values(status="failed", finished_at=bindparam("now"), why=bindparam("explained"))
)
_UNDONE = (
    update(refunds)
    .where(_NAMED, refunds.c.status == "done")
    .values(status="failed", finished_at=bindparam("now"), why=bindparam("explained"))
)
_OF_REFERENCE = _REFUNDS.where(refunds.c.reference == bindparam("reference"))
_OF_CHARGE = select(refunds.c.name).where(refunds.c.charge == bindparam("charge"))
_TOLD = _OF_CHARGE.where(or_(refunds.c.reference == bindparam("reference"), _NAMED))
_ON_ITS_WAY = _OF_CHARGE.where(_NAMED, refunds.c.status == "asked")


async def payments_of(conn: AsyncConnection, order: str) -> list[Payment]:
    """The money that arrived for an order, the oldest first."""
    return [_payment(row) for row in (await conn.execute(_PAYMENTS, {"order": order})).mappings()]


async def payment(conn: AsyncConnection, charge: str) -> Payment | None:
    """The payment of this name, also one without an order."""
    row = (await conn.execute(_PAYMENT, {"charge": charge})).mappings().one_or_none()
    return _payment(row) if row else None


async def ask(conn: AsyncConnection, refund: Refund, now: datetime) -> bool:
    """Write down that money is to go back; it is tried from now on. False: it is known and has not failed.

    One that failed is asked for anew by whoever asks now.
    """
    new = insert_into(refunds, conn.dialect.name)
    asked = {name: new.excluded[name] for name in ("staff", "reason", "why", "attempts", "due_at", "asked_at")}
    again = new.on_conflict_do_update(
        index_elements=["name"],
        set_={"status": "asked", "finished_at": None, **asked},
        where=refunds.c.status == "failed",
    )
    row = _row(refund.name, refund, now) | {"status": "asked"}
    if not (await conn.execute(again, row)).rowcount:
        return False
    if not refund.order:
        return True
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
    return [_refund(row) for row in (await conn.execute(_DUE, {"now": now, "room": room})).mappings()]


async def put_off(conn: AsyncConnection, refund: Refund, until: datetime, reason: str) -> None:
    """It did not work now: not before `until` (UTC), with its attempts and what it is called by now."""
    said = {"refund": refund.name, "until": until, "explained": reason, "tries": refund.attempts}
    await conn.execute(_PUT_OFF, {**said, "its_reference": refund.reference or None})


async def fail(conn: AsyncConnection, refund: Refund, reason: str, now: datetime) -> None:
    """It can never be done; the money is still there."""
    failed = await conn.execute(_FAILED, {"refund": refund.name, "now": now, "explained": reason})
    if failed.rowcount and refund.order:
        entry = Entry(order=refund.order, entry="refund_failed", money=refund.money, note=reason)
        await write_entries(conn, [entry], now)


async def named(conn: AsyncConnection, reference: str) -> Refund | None:
    """The refund a method knows by this name of its own."""
    row = (await conn.execute(_OF_REFERENCE, {"reference": reference})).mappings().one_or_none()
    return _refund(row) if row else None


async def undo(conn: AsyncConnection, refund: Refund, reason: str, now: datetime, zone: tzinfo) -> bool:
    """One that was done has failed after all, and can be asked for anew; False: that is known.

    What its order had given stays taken back: the person still waits for their money. It takes nothing from the
    revenue any more of the day (in the `zone`) on which it seemed to be done.
    """
    async with keeping(conn, zone, names=[refund.order]):
        undone = await conn.execute(_UNDONE, {"refund": refund.name, "now": now, "explained": reason})
    if not undone.rowcount:
        return False
    if refund.order:
        entry = Entry(order=refund.order, entry="refund_failed", money=refund.money, note=reason)
        await write_entries(conn, [entry], now)
    return True


async def asked_by(conn: AsyncConnection, name: str) -> tuple[int, str]:
    """Who of the staff asked for a refund that is known, and why: 0 and nothing where nobody here did."""
    row = (await conn.execute(_ASKED, {"refund": name})).one()
    return row.staff, row.reason


async def done(conn: AsyncConnection, refund: RecordRefund, now: datetime) -> bool:
    """The money is back; False if that was known. One nobody here asked for is told by the method itself."""
    said = {
        "refund": refund.refund,
        "now": now,
        "its_reference": refund.reference or None,
    }
    if (await conn.execute(_DONE, said)).rowcount:
        return True
    row = _row(refund.refund, refund, now) | {
        "status": "done",
        "finished_at": now,
        "reference": refund.reference or None,
    }
    new = insert_into(refunds, conn.dialect.name).on_conflict_do_nothing()
    return bool((await conn.execute(new, row)).rowcount)


async def name_of(conn: AsyncConnection, charge: str, reference: str, named: str) -> str | None:
    """Our name for a refund the method tells of, by its own name for it or as it was `named` when we asked."""
    told = await conn.execute(_TOLD, {"charge": charge, "reference": reference, "refund": named})
    name: str | None = told.scalar()
    return name


async def is_on_its_way(conn: AsyncConnection, charge: str, name: str) -> bool:
    """Whether a refund of this payment that we call so is being asked for."""
    return (await conn.execute(_ON_ITS_WAY, {"charge": charge, "refund": name})).scalar() is not None


def _row(name: str, refund: Refund | RecordRefund, now: datetime) -> dict[str, Any]:
    return {
        "name": name,
        "order_name": refund.order or None,
        "charge": refund.charge,
        "amount": refund.money.amount,
        "currency": refund.money.currency,
        "reason": refund.reason,
        "staff": refund.staff,
        "attempts": 0,
        "due_at": now,
        "asked_at": now,
        "why": "",
    }


def _refund(row: RowMapping) -> Refund:
    return Refund(
        name=row["name"],
        order=row["order_name"] or "",
        charge=row["charge"],
        method=row["method"],
        payer=row["payer"],
        money=Money(amount=row["amount"], currency=row["currency"]),
        reason=row["reason"],
        staff=row["staff"],
        attempts=row["attempts"],
        reference=row["reference"] or "",
        whole=row["amount"] == row["paid"],
        title=row["title"] or "",
        receipt=row["receipt"],
    )


def _payment(row: RowMapping) -> Payment:
    return Payment(
        charge=row["charge"],
        order=row["order_name"] or "",
        payer=row["payer"],
        method=row["method"],
        money=Money(amount=row["amount"], currency=row["currency"]),
        kind=row["kind"],
        at=row["received_at"],
        left=Money(amount=row["left"], currency=row["currency"]),
        info=row["info"],
    )
