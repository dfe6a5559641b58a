"""What the program could not deal with: kept with its error until it is played again, dropped, or too old.

The owners are told of a cause once, then each hour how often it has come again (`storage.troubles`).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Literal

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.staff import NotifyStaff, Staff
from storage.batches import among, portions
from storage.outside_tables import set_aside
from storage.tables import subscribers
from storage.upsert import insert_into
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows
from storage.writers.troubles import TroubleRows

Kind = Literal["update", "timer", "call", "outcome", "input"]
"""An update of Telegram, a moment at which a journey moves, what came of a call, what became of a message; any other
input of a journey, such as the answer to whether somebody is in a channel."""

REMEMBER = timedelta(days=30)
"""What nobody has played again by then is forgotten."""

MOST = 10_000
"""Of more than this, the oldest are forgotten."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why it could not be dealt with."""

    cause: str
    """The kind of the error and where in the program it arose: the same for all that have it."""
    error: str
    """The error in one line."""
    traceback: str


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """One of them, and why."""

    kind: Kind
    number: int | None
    """Telegram's of the update; the timer's, the call's, or the message's in storage: each is kept once. An input has
    none, and does not come again."""
    subscriber: int
    """0 where nobody is known to be concerned."""
    funnel: str = ""
    content: str
    """JSON: the update as Telegram sent it; what the timer, the message or the input was."""
    failure: Failure


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One that is to be played again."""

    id: int
    kind: Kind
    subscriber: int
    funnel: str
    content: str
    at: datetime
    """When it failed last (UTC)."""


_ASKED = (
    select(
        set_aside.c.id,
        set_aside.c.kind,
        set_aside.c.subscriber_id.label("subscriber"),
        set_aside.c.funnel,
        set_aside.c.content,
        set_aside.c.at,
    )
    .where(set_aside.c.asked_at.is_not(None))
    .order_by(set_aside.c.id)
    .limit(bindparam("most"))
)
_TRACEBACKS = select(set_aside.c.id, set_aside.c.traceback).where(set_aside.c.id.in_(bindparam("ids", expanding=True)))
_IDS = set_aside.c.id.in_(bindparam("ids", expanding=True))
_ASK = update(set_aside).where(_IDS, set_aside.c.asked_at.is_(None)).values(asked_at=bindparam("now"))
_AGAIN = {"tries": set_aside.c.tries + 1, "asked_at": None}
_FAILED_AGAIN = update(set_aside).where(set_aside.c.id == bindparam("aside"))
_KEPT = select(set_aside.c.id).where(_IDS)
_DROP = delete(set_aside).where(_IDS)
_FORGET = delete(set_aside).where(set_aside.c.at < bindparam("before", type_=set_aside.c.at.type))
_WHO = select(subscribers.c.first_name, subscribers.c.last_name, subscribers.c.username).where(
    subscribers.c.id == bindparam("who")
)
_OLDEST_KEPT = select(set_aside.c.id).order_by(set_aside.c.id.desc()).limit(1).offset(MOST - 1)


async def add(conn: AsyncConnection, one: SetAside, staff: Staff, now: datetime) -> None:
    """Keep it; one that is kept already has failed once more, and waits to be asked for anew."""
    failed = {**asdict(one.failure), "at": now}
    insert = insert_into(set_aside, conn.dialect.name).values(
        kind=one.kind,
        number=one.number,
        subscriber_id=one.subscriber,
        funnel=one.funnel,
        content=one.content,
        tries=1,
        **failed,
    )
    await conn.execute(insert.on_conflict_do_update(index_elements=["kind", "number"], set_={**failed, **_AGAIN}))
    await _tell(conn, one, one.failure, staff, now)


async def fail_again(conn: AsyncConnection, one: Asked, failure: Failure, staff: Staff, now: datetime) -> None:
    """It was played and has failed once more; it waits to be asked for anew."""
    await conn.execute(_FAILED_AGAIN.values(**asdict(failure), at=now, **_AGAIN), {"aside": one.id})
    await _tell(conn, one, failure, staff, now)


async def _tell(conn: AsyncConnection, one: SetAside | Asked, failure: Failure, staff: Staff, now: datetime) -> None:
    outbox = OutboxRows(staff, now)
    troubles = TroubleRows(outbox, now)
    who = (await conn.execute(_WHO, {"who": one.subscriber})).first()
    notice = NotifyStaff(
        about="set_aside",
        to="owner",
        text=f"<code>{escape(failure.cause, quote=False)}</code>",
        person=one.subscriber,
        name=f"{who.first_name} {who.last_name}".strip() if who else "",
        username=who.username if who else "",
        title=one.funnel,
        funnel=one.funnel,
        run=0,
        revision=0,
    )
    troubles.meet(Cause(subscriber_id=one.subscriber, funnel=one.funnel), notice)
    await troubles.write(conn)
    await outbox.write(conn, hand_over=0)


async def tracebacks(conn: AsyncConnection, ids: Iterable[int]) -> dict[int, str]:
    """Where in the program each of them failed last."""
    found: dict[int, str] = {}
    for portion in portions(ids):
        found.update({row.id: row.traceback for row in await conn.execute(_TRACEBACKS, {"ids": portion})})
    return found


async def asked(conn: AsyncConnection, most: int) -> list[Asked]:
    """Those that are to be played again, in the order in which they were set aside first."""
    return [Asked(**row) for row in (await conn.execute(_ASKED, {"most": most})).mappings()]


async def ask(conn: AsyncConnection, ids: Iterable[int], now: datetime) -> int:
    """They are to be played again; how many of them nobody had asked for before."""
    found = 0
    for portion in portions(ids):
        found += (await conn.execute(_ASK, {"ids": portion, "now": now})).rowcount
    return found


async def still_kept(conn: AsyncConnection, ids: Iterable[int]) -> set[int]:
    """Which of them have neither been played again nor dropped."""
    return await among(conn, _KEPT, ids)


async def drop(conn: AsyncConnection, ids: Iterable[int]) -> int:
    """They have been played again, or nobody wants them to be; how many there were."""
    found = 0
    for portion in portions(ids):
        found += (await conn.execute(_DROP, {"ids": portion})).rowcount
    return found


async def sweep(conn: AsyncConnection, now: datetime) -> None:
    """Forget what is too old or too much."""
    await conn.execute(_FORGET, {"before": now - REMEMBER})
    oldest = (await conn.execute(_OLDEST_KEPT)).scalar()
    if oldest is not None:
        await conn.execute(delete(set_aside).where(set_aside.c.id < oldest))
