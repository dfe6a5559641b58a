"""Calls to other systems: claimed in batches, put off with a reason; `commit` finishes them with what they cause.

One person's calls are made one at a time, and those to one host in the order they were written: one that is put off
holds the later ones up, but no longer than until they must be given up. A crash leaves the claimed ones to be made
again: whoever is called tells a repeat by the call's id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import among, portions
from storage.outside_tables import calls

_LOCK = 0x766F726F6E6B63
"""PostgreSQL: whoever holds this claims; skipping locked rows would let two processes call for one person at once."""


@dataclass(frozen=True, kw_only=True)
class ClaimedCall:
    """A call to be made now."""

    id: int
    subscriber_id: int
    funnel: str
    run: int
    revision: int
    step: str
    key: str = ""
    """Of a call for goods, by which a repeat is told even from another row; else empty."""
    url: str
    host: str
    body: str
    timeout: timedelta
    """What one try may take."""
    give_up_at: datetime
    """After a try that ends after this moment (UTC) there is no other."""
    attempts: int
    """How often it was tried before."""


_row, _other = calls.alias("waiting"), calls.alias("other")
_NOW = bindparam("now", type_=calls.c.due_at.type)
_HELD_UP = (
    select(_other.c.id)
    .where(
        _other.c.finished_at.is_(None),
        _other.c.subscriber_id == _row.c.subscriber_id,
        or_(
            _other.c.status == "claimed",
            and_(_other.c.id < _row.c.id, _other.c.host == _row.c.host, _row.c.give_up_at > _NOW),
        ),
    )
    .limit(1)
    .scalar_subquery()
)
_CLAIMABLE = (
    select(
        _row.c.id,
        _row.c.subscriber_id,
        _row.c.funnel,
        _row.c.run,
        _row.c.revision,
        _row.c.step,
        _row.c.key,
        _row.c.url,
        _row.c.host,
        _row.c.body,
        _row.c.timeout_ms,
        _row.c.give_up_at,
        _row.c.attempts,
    )
    .where(_row.c.finished_at.is_(None), _row.c.status == "pending", _row.c.due_at <= _NOW, _HELD_UP.is_(None))
    .order_by(_row.c.due_at, _row.c.id)
    .limit(bindparam("most"))
)
_CLAIM = update(calls).where(calls.c.id.in_(bindparam("ids", expanding=True))).values(status="claimed")
_RECOVER = update(calls).where(calls.c.finished_at.is_(None), calls.c.status == "claimed").values(status="pending")
_ON_THEIR_WAY = select(calls.c.id).where(calls.c.finished_at.is_(None), calls.c.status == "claimed").limit(1)
_OURS = (calls.c.id == bindparam("call"), calls.c.finished_at.is_(None), calls.c.status == "claimed")
_POSTPONE = (
    update(calls)
    .where(*_OURS)
    .values(
        status="pending",
        due_at=bindparam("until", type_=calls.c.due_at.type),
        attempts=calls.c.attempts + 1,
        reason=bindparam("why"),
    )
)
_SET_ASIDE = update(calls).where(*_OURS).values(status="failed", body="", finished_at=_NOW, reason=bindparam("why"))
_KEYS = select(calls.c.key).where(calls.c.subscriber_id == bindparam("whose"), calls.c.finished_at.is_(None))
_UNFINISHED = select(calls.c.id).where(calls.c.id.in_(bindparam("ids", expanding=True)), calls.c.finished_at.is_(None))


async def claim(conn: AsyncConnection, now: datetime, limit: int) -> list[ClaimedCall]:
    """Take up to `limit` calls that may be made now, those that wait longest first, one a person."""
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    of_each: dict[int, ClaimedCall] = {}
    for row in (await conn.execute(_CLAIMABLE, {"now": now, "most": limit})).mappings():
        given = {**row, "timeout": timedelta(milliseconds=row["timeout_ms"])}
        del given["timeout_ms"]
        of_each.setdefault(row["subscriber_id"], ClaimedCall(**given))
    for ids in portions(call.id for call in of_each.values()):
        await conn.execute(_CLAIM, {"ids": ids})
    return list(of_each.values())


async def postpone(conn: AsyncConnection, call: int, until: datetime, reason: str) -> None:
    """A try has failed, and there will be another, not before `until` (UTC)."""
    await conn.execute(_POSTPONE, {"call": call, "until": until, "why": reason})


async def set_aside(conn: AsyncConnection, call: int, reason: str, now: datetime) -> None:
    """`commit` cannot write what came of a claimed call: only that it is over, so that it is not made again."""
    await conn.execute(_SET_ASIDE, {"call": call, "why": reason, "now": now})


async def recover(conn: AsyncConnection) -> int:
    """After a crash: what was claimed may or may not have been made; it is made again. How many there were."""
    return (await conn.execute(_RECOVER)).rowcount


async def unfinished(conn: AsyncConnection, ids: Iterable[int]) -> set[int]:
    """Which of these calls nobody has finished."""
    return await among(conn, _UNFINISHED, ids)


async def keys_of(conn: AsyncConnection, subscriber: int) -> set[str]:
    """What calls about this person are still to be made, or on their way; those that are for no goods have no key."""
    return {key for key in (await conn.execute(_KEYS, {"whose": subscriber})).scalars() if key}


async def are_due(conn: AsyncConnection, now: datetime) -> bool:
    """Whether `claim` would find any."""
    return (await conn.execute(_CLAIMABLE, {"now": now, "most": 1})).first() is not None


async def settled(conn: AsyncConnection, now: datetime) -> bool:
    """Whether no call is on its way, and none is to be made now."""
    return (await conn.execute(_ON_THEIR_WAY)).first() is None and not await are_due(conn, now)
