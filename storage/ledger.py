"""The ledger: one line for everything that happened to an order, only ever added; and the moves it tells of.

A move is a compare-and-set: it happens, and is written down, only if the order is in a state it can come from.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.orders import BEFORE, Status
from storage.selling_tables import ledger, orders

EntryKind = (
    Status
    | Literal[
        "asked",
        "claimed",
        "proof",
        "claim_refused",
        "short",
        "renewal",
        "subscription_cancelled",
        "subscription_restored",
        "renewal_failed",
        "sold_out",
        "extra",
        "not_delivered",
        "sent_again",
        "overdue",
        "refund_asked",
        "refund_failed",
        "money_back",
        "disputed",
    ]
)
"""What a line tells: the state an order came to, or what happened to it without moving it; `asked` opens it again."""


class Entry(Struct, frozen=True, kw_only=True):
    """One line; money is what arrived, went back or was asked."""

    order: str
    entry: EntryKind
    money: Money | None = None
    method: str = ""
    staff: int = 0
    """Who did it, by their Telegram id; 0: nobody of the staff."""
    note: str = ""
    """The charge of a payment; why something was decided or failed; Telegram's id of a proof's file, and its words."""
    at: datetime | None = None
    """When it happened (UTC); None while it is written."""


_HISTORY = select(ledger).where(ledger.c.order_name == bindparam("order")).order_by(ledger.c.id)


async def write_entries(conn: AsyncConnection, entries: Sequence[Entry], now: datetime) -> None:
    """Add lines in their order."""
    if entries:
        await conn.execute(insert(ledger), [_row(entry, now) for entry in entries])


async def move(conn: AsyncConnection, to: Status, entry: Entry, now: datetime, **values: Any) -> bool:
    """Move an order, with what else changes of it, and write the line; False: it is in no state it could come from."""
    order = update(orders).where(orders.c.name == entry.order, orders.c.status.in_(BEFORE[to]))
    if not (await conn.execute(order.values(status=to, **values))).rowcount:
        return False
    await write_entries(conn, [entry], now)
    return True


async def history(conn: AsyncConnection, order: str) -> list[Entry]:
    """Everything that happened to the order, the oldest first."""
    return [
        Entry(
            order=order,
            entry=row["entry"],
            money=Money(amount=row["amount"], currency=row["currency"]) if row["currency"] else None,
            method=row["method"],
            staff=row["staff"],
            note=row["note"],
            at=row["at"],
        )
        for row in (await conn.execute(_HISTORY, {"order": order})).mappings()
    ]


def _row(entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "order_name": entry.order,
        "at": now,
        "entry": entry.entry,
        "amount": entry.money.amount if entry.money else 0,
        "currency": entry.money.currency if entry.money else "",
        "method": entry.method,
        "staff": entry.staff,
        "note": entry.note,
    }
