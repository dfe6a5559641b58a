"""What failed, for owners: what was set aside, and messages that were given up or left alone in doubt, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple, Self

from sqlalchemy import Row, bindparam, false, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.subscriber import Subscriber
from storage import dead_letters, set_aside
from storage.outside_tables import DEAD, outbox
from storage.outside_tables import set_aside as asides
from storage.tables import subscribers

MOST = 2_000
"""Of either kind, the newest so many are listed."""

LATELY = timedelta(days=30)
"""How long a message is listed."""


class Ref(NamedTuple):
    """The name of one of them: `s12` was set aside, `m12` is a message."""

    kind: Literal["s", "m"]
    id: int

    def __str__(self) -> str:
        return f"{self.kind}{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """What the text names; None for any other text."""
        kind, number = text[:1], text[1:]
        if kind not in ("s", "m") or not (number.isascii() and number.isdecimal() and len(number) < len(str(2**63))):
            return None
        return cls("s" if kind == "s" else "m", int(number))


@dataclass(frozen=True, kw_only=True)
class FailedOne:
    """One thing that failed."""

    ref: Ref
    what: str
    """The kind of what was set aside, the purpose of a message."""
    chat: int
    """Whom it concerns; 0: nobody is known."""
    who: str
    """Their name; empty where the bot does not know them."""
    funnel: str
    step: str
    cause: str
    """What it has in common with others: where the program failed, or why the message did not go."""
    error: str
    at: datetime
    """When it failed last (UTC)."""
    in_doubt: bool
    """A message that may have arrived all the same."""
    asked: bool
    """It waits to be played again."""

    @property
    def group(self) -> tuple[str, ...]:
        """What those of one cause share, and no others."""
        if self.ref.kind == "s":
            return "s", self.cause
        return "m", self.funnel, self.step, self.cause, str(self.in_doubt)


_NAME = (subscribers.c.first_name, subscribers.c.last_name, subscribers.c.username)
_ASIDE = (
    select(
        asides.c.id,
        asides.c.kind.label("what"),
        asides.c.subscriber_id.label("chat"),
        *_NAME,
        asides.c.funnel,
        literal("").label("step"),
        asides.c.cause,
        asides.c.error,
        asides.c.at,
        false().label("in_doubt"),
        asides.c.asked_at.is_not(None).label("asked"),
    )
    .outerjoin(subscribers, subscribers.c.id == asides.c.subscriber_id)
    .order_by(asides.c.id.desc())
    .limit(MOST)
)
_LETTERS = (
    select(
        outbox.c.id,
        outbox.c.purpose.label("what"),
        outbox.c.chat_id.label("chat"),
        *_NAME,
        outbox.c.funnel,
        outbox.c.step,
        outbox.c.reason.label("cause"),
        outbox.c.reason.label("error"),
        outbox.c.finished_at.label("at"),
        (outbox.c.status == "in_doubt").label("in_doubt"),
        false().label("asked"),
    )
    .outerjoin(subscribers, subscribers.c.id == outbox.c.chat_id)
    .where(DEAD, outbox.c.finished_at >= bindparam("since", type_=outbox.c.finished_at.type))
    .order_by(outbox.c.id.desc())
    .limit(MOST)
)


async def listed(conn: AsyncConnection, now: datetime) -> list[FailedOne]:
    """Whatever failed last first."""
    aside = [_one("s", row) for row in await conn.execute(_ASIDE)]
    letters = [_one("m", row) for row in await conn.execute(_LETTERS, {"since": now - LATELY})]
    return sorted([*aside, *letters], key=lambda one: (one.at, one.ref.id), reverse=True)


def _one(kind: Literal["s", "m"], row: Row[*tuple[Any, ...]]) -> FailedOne:
    who = Subscriber(
        id=row.chat, first_name=row.first_name or "", last_name=row.last_name or "", username=row.username or ""
    )
    return FailedOne(
        ref=Ref(kind, row.id),
        what=row.what,
        chat=row.chat,
        who=who.called,
        funnel=row.funnel,
        step=row.step,
        cause=row.cause,
        error=row.error,
        at=row.at,
        in_doubt=row.in_doubt,
        asked=row.asked,
    )


async def play(conn: AsyncConnection, refs: Sequence[Ref], now: datetime, *, staff: int) -> int:
    """What was set aside is to be played again, messages are sent again; how many that was not asked for before."""
    played = await set_aside.ask(conn, _ids(refs, "s"), now)
    return played + await dead_letters.resend(conn, _ids(refs, "m"), now, staff=staff)


async def drop(conn: AsyncConnection, refs: Sequence[Ref]) -> int:
    """Nobody wants them any more; how many there were. Goods that are paid for stay."""
    return await set_aside.drop(conn, _ids(refs, "s")) + await dead_letters.drop(conn, _ids(refs, "m"))


def _ids(refs: Sequence[Ref], kind: Literal["s", "m"]) -> list[int]:
    return [ref.id for ref in refs if ref.kind == kind]
