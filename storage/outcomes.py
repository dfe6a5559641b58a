"""What became of claimed messages: sent, failed for good, left in doubt, postponed, or given back untried."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import Row, bindparam, literal_column, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import portions
from storage.goods import goods_in
from storage.ledger import Entry, move, write_entries
from storage.outside_tables import outbox
from storage.selling_tables import orders
from storage.tables import journeys
from storage.writers.cause import Cause
from storage.writers.events import EventRows


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Telegram accepted it."""

    id: int
    message_id: int | None
    """None: it was a question, and leaves no message."""


@dataclass(frozen=True, kw_only=True)
class Failed:
    """It can never be sent."""

    id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeftInDoubt:
    """It may or may not have arrived, and is not sent again: `storage.doubt`."""

    id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Postponed:
    """It was refused for now: not before `until` (UTC); later messages of its chat wait behind it."""

    id: int
    until: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Released:
    """It was claimed but not tried."""

    id: int


Over = Sent | Failed | LeftInDoubt
"""Nothing more comes of it."""

Result = Over | Postponed | Released

_FACTS: dict[type[Over], str] = {Sent: "delivered", Failed: "failed", LeftInDoubt: "left_in_doubt"}

_COUNTED = frozenset({"step", "follow_up"})
"""Purposes that are counted in the step figures."""

_CLAIMED = (outbox.c.id == bindparam("row"), outbox.c.status == "claimed")
_SENT = (
    update(outbox)
    .where(*_CLAIMED)
    .values(status="sent", finished_at=bindparam("now"), message_id=bindparam("message"), reason="")
)
_FAILED = update(outbox).where(*_CLAIMED).values(status="failed", finished_at=bindparam("now"), reason=bindparam("why"))
_LEFT_IN_DOUBT = _FAILED.values(status="in_doubt")
_POSTPONED = (
    update(outbox)
    .where(*_CLAIMED)
    .values(
        status="pending",
        claimed_at=None,
        due_at=bindparam("until"),
        attempts=outbox.c.attempts + 1,
        reason=bindparam("why"),
    )
)
_RELEASED = update(outbox).where(*_CLAIMED).values(status="pending", claimed_at=None)
_FINISHING = (
    select(
        outbox.c.id,
        outbox.c.chat_id,
        outbox.c.journey_id,
        outbox.c.funnel,
        outbox.c.version,
        outbox.c.run,
        outbox.c.step,
        outbox.c.purpose,
        outbox.c.payload,
        journeys.c.started_at,
    )
    .outerjoin(journeys, journeys.c.id == outbox.c.journey_id)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.status == "claimed")
)


_UNSENT = select(outbox.c.payload, outbox.c.created_at).where(
    outbox.c.chat_id == bindparam("chat"), outbox.c.purpose == literal_column("'goods'")
)
_OWED = union_all(
    _UNSENT.where(outbox.c.finished_at.is_(None)), _UNSENT.where(outbox.c.status == literal_column("'failed'"))
)
"""Goods of a chat that are still to be sent, or could not be."""

_PAID_AT = select(orders.c.paid_at).where(orders.c.name == bindparam("order"))


async def finish(conn: AsyncConnection, results: Sequence[Result], now: datetime, zone: tzinfo = UTC) -> None:
    """Write down what became of claimed messages, and the facts that follow; others stay as they are.

    The facts are counted in the days of the zone.
    """
    sent = [result for result in results if isinstance(result, Sent)]
    failed = [result for result in results if isinstance(result, Failed)]
    doubtful = [result for result in results if isinstance(result, LeftInDoubt)]
    postponed = [result for result in results if isinstance(result, Postponed)]
    released = [result for result in results if isinstance(result, Released)]
    over: dict[int, Over] = {result.id: result for result in results if isinstance(result, Over)}
    finishing = await _finishing(conn, over)
    if sent:
        await conn.execute(_SENT, [{"row": row.id, "message": row.message_id, "now": now} for row in sent])
    if failed:
        await conn.execute(_FAILED, [{"row": row.id, "why": row.reason, "now": now} for row in failed])
    if doubtful:
        await conn.execute(_LEFT_IN_DOUBT, [{"row": row.id, "why": row.reason, "now": now} for row in doubtful])
    if postponed:
        await conn.execute(_POSTPONED, [{"row": row.id, "until": row.until, "why": row.reason} for row in postponed])
    if released:
        await conn.execute(_RELEASED, [{"row": row.id} for row in released])
    facts = EventRows(now, zone, apart=True)
    await _add_facts(conn, facts, finishing, over, now)
    await facts.write(conn)


async def _finishing(conn: AsyncConnection, results: Iterable[int]) -> list[Row[*tuple[Any, ...]]]:
    rows: list[Row[*tuple[Any, ...]]] = []
    for ids in portions(results):
        rows.extend((await conn.execute(_FINISHING, {"ids": ids})).all())
    return rows


async def _add_facts(
    conn: AsyncConnection,
    facts: EventRows,
    rows: Sequence[Row[*tuple[Any, ...]]],
    results: Mapping[int, Over],
    now: datetime,
) -> None:
    for row in rows:
        result = results[row.id]
        reason = "" if isinstance(result, Sent) else result.reason
        if row.purpose in _COUNTED and row.journey_id is not None:
            cause = Cause(
                subscriber_id=row.chat_id,
                journey_id=row.journey_id,
                funnel=row.funnel,
                version=row.version,
                run=row.run,
                started_at=row.started_at,
            )
            facts.add(cause, _FACTS[type(result)], row.step, reason)
        if row.purpose == "goods":
            await _write_delivery(conn, row, reason, now)


async def _write_delivery(conn: AsyncConnection, row: Row[*tuple[Any, ...]], failure: str, now: datetime) -> None:
    """Goods arrived, or never will; an order is delivered when the last of its goods has. Presents belong to none."""
    goods = goods_in(row.payload)
    if goods is None or not goods.order:
        return
    if failure:
        await write_entries(conn, [Entry(order=goods.order, entry="not_delivered", note=failure)], now)
    elif not await _are_owed(conn, row.chat_id, goods.order):
        await move(conn, "delivered", Entry(order=goods.order, entry="delivered"), now, delivered_at=now)


async def _are_owed(conn: AsyncConnection, chat: int, order: str) -> bool:
    """Whether more goods of this order are to come; those of a payment that went back are not."""
    unsent = (await conn.execute(_OWED, {"chat": chat})).all()
    if not unsent:
        return False
    paid_at = (await conn.execute(_PAID_AT, {"order": order})).scalar()
    owed = [goods_in(row.payload) for row in unsent if paid_at is None or row.created_at >= paid_at]
    return any(goods and goods.order == order for goods in owed)
