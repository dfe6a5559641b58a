"""The messages to be sent: claimed in batches before, finished after; a crash leaves the claimed in doubt (`doubt`).

A chat gets its messages in the order they were written: one that must wait makes the later ones of its chat
wait, and an answer behind a timed message of the same chat lifts that one into its own lane. What was never put off
is due whatever the clock says: one that is set back holds nothing up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.shown import Lane, SendMessage
from storage.batches import portions
from storage.outside_tables import outbox
from storage.payload import Payload, UnknownPayloadError, from_json

LANES: dict[Lane, int] = {"answer": 0, "event": 1, "timed": 2}
"""The smaller number is sent first."""

_LOCK = 0x766F726F6E6B62
"""PostgreSQL: whoever holds this claims, so that two processes never reorder a chat between them."""


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    """A message in the hands of the sender."""

    id: int
    chat_id: int
    journey_id: int | None
    payload: Payload | UnknownPayloadError
    """What to send, or why this release cannot."""
    step: str
    funnel: str
    run: int
    version: int
    attempts: int
    """How often sending it was put off before."""
    lane: int
    """Which of LANES."""
    message_id: int | None = None
    """As which it has arrived before; None where it has not."""
    beyond: bool = False
    """Whether it was claimed from a queue so long that it may go at the paid rate."""

    @property
    def messages(self) -> int:
        """As how many messages Telegram counts it: an album is as many as it has files."""
        media = self.payload.media if isinstance(self.payload, SendMessage) else None
        return len(media.files) if media else 1


_row, _earlier = outbox.alias("waiting"), outbox.alias("earlier")
_NOW = bindparam("now", type_=outbox.c.due_at.type)
_UNFINISHED = outbox.c.finished_at.is_(None)

_HOLDS_UP = (
    select(_earlier.c.id)
    .where(
        _earlier.c.finished_at.is_(None),
        _earlier.c.chat_id == _row.c.chat_id,
        _earlier.c.id < _row.c.id,
        or_(_earlier.c.status == "claimed", and_(_earlier.c.attempts > 0, _earlier.c.due_at > _NOW)),
    )
    .limit(1)
    .scalar_subquery()
)
"""An earlier message of the chat that must come first. PostgreSQL would answer NOT EXISTS by reading the whole outbox;
a value it looks up for one row after another, and only until there are enough."""

_PICKED = (
    select(_row.c.chat_id, _row.c.id)
    .where(
        _row.c.finished_at.is_(None),
        _row.c.status == "pending",
        or_(_row.c.attempts == 0, _row.c.due_at <= _NOW),
        _HOLDS_UP.is_(None),
    )
    .order_by(_row.c.lane, _row.c.id)
    .limit(bindparam("most"))
    .cte("picked")
)
_CHATS = select(_PICKED.c.chat_id, func.max(_PICKED.c.id).label("last")).group_by(_PICKED.c.chat_id).cte("chats")
_CLAIMABLE = (
    select(
        outbox.c.id,
        outbox.c.chat_id,
        outbox.c.journey_id,
        outbox.c.payload,
        outbox.c.step,
        outbox.c.funnel,
        outbox.c.run,
        outbox.c.version,
        outbox.c.attempts,
        outbox.c.lane,
        outbox.c.message_id,
    )
    .join(_CHATS, and_(outbox.c.chat_id == _CHATS.c.chat_id, outbox.c.id <= _CHATS.c.last))
    .where(_UNFINISHED)
    .order_by(outbox.c.id)
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(status="claimed", claimed_at=bindparam("now"))
)
_WAITING = select(func.count()).select_from(outbox).where(_UNFINISHED)
_QUEUED = select(func.count()).select_from(
    select(outbox.c.id)
    .where(_UNFINISHED, outbox.c.lane == LANES["timed"], outbox.c.status == "pending", outbox.c.due_at <= _NOW)
    .limit(bindparam("most"))
    .subquery()
)
_NEXT = (
    select(_row.c.due_at)
    .where(
        _row.c.finished_at.is_(None),
        _row.c.status == "pending",
        ~exists().where(
            _earlier.c.finished_at.is_(None), _earlier.c.chat_id == _row.c.chat_id, _earlier.c.id < _row.c.id
        ),
    )
    .order_by(_row.c.due_at)
    .limit(1)
)


async def claim(conn: AsyncConnection, now: datetime, limit: int) -> list[OutboxRow]:
    """Take up to `limit` messages that may be sent now, in the order to send them.

    Whatever was written earlier to the same chat is finished, or stands before it in the list.
    """
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = (await conn.execute(_CLAIMABLE, {"now": now, "most": limit})).all()
    urgency = _urgency([(row.id, row.chat_id, row.lane) for row in found])
    taken = sorted(found, key=lambda row: (urgency[row.id], row.id))[:limit]
    for ids in portions(row.id for row in taken):
        await conn.execute(_CLAIM, {"ids": ids, "now": now})
    return [OutboxRow(**{**row._mapping, "payload": _payload(row.payload)}) for row in taken]  # noqa: SLF001  # SQLAlchemy's name for a row as a mapping


def _payload(text: str) -> Payload | UnknownPayloadError:
    """One that cannot be read fails alone when its turn comes, and keeps no other from being claimed."""
    try:
        return from_json(text)
    except UnknownPayloadError as error:
        return error


def _urgency(rows: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    """The lane of each message, or of a later, more urgent one of its chat; rows: id, chat, lane, by id."""
    most_urgent: dict[int, int] = {}
    urgency: dict[int, int] = {}
    for id_, chat, lane in reversed(rows):
        urgency[id_] = most_urgent[chat] = min(lane, most_urgent.get(chat, lane))
    return urgency


async def waiting(conn: AsyncConnection) -> int:
    """How many messages are not finished."""
    return (await conn.execute(_WAITING)).scalar_one()


async def queued(conn: AsyncConnection, now: datetime, most: int) -> int:
    """How many timed messages are due and not claimed; no more than `most` are counted."""
    return (await conn.execute(_QUEUED, {"now": now, "most": most})).scalar_one()


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When `claim` will find something without anything being written or finished before; None: never."""
    return (await conn.execute(_NEXT)).scalar()
