"""What failed, for owners: what was set aside and messages that were given up, in one list, each by one name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, Self

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import dead_letters, set_aside
from storage.dead_letters import IS_DEAD, LATELY
from storage.outside_tables import outbox
from storage.outside_tables import set_aside as asides

MOST = 2_000
"""Of either kind, the newest so many are listed."""


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
    funnel: str
    step: str
    cause: str
    """What it has in common with others: where the program failed, or why Telegram refused."""
    error: str
    at: datetime
    """When it failed last (UTC)."""
    asked: bool
    """It waits to be played again."""

    @property
    def group(self) -> tuple[str, ...]:
        """What those of one cause share."""
        return (self.cause,) if self.ref.kind == "s" else (self.funnel, self.step, self.cause)


_ASIDE = (
    select(
        asides.c.id,
        asides.c.kind.label("what"),
        asides.c.subscriber_id.label("chat"),
        asides.c.funnel,
        asides.c.cause,
        asides.c.error,
        asides.c.at,
        asides.c.asked_at.is_not(None).label("asked"),
    )
    .order_by(asides.c.id.desc())
    .limit(MOST)
)
_LETTERS = (
    select(
        outbox.c.id,
        outbox.c.purpose.label("what"),
        outbox.c.chat_id.label("chat"),
        outbox.c.funnel,
        outbox.c.step,
        outbox.c.reason.label("cause"),
        outbox.c.finished_at.label("at"),
    )
    .where(IS_DEAD, outbox.c.finished_at >= bindparam("since", type_=outbox.c.finished_at.type))
    .order_by(outbox.c.id.desc())
    .limit(MOST)
)


async def listed(conn: AsyncConnection, now: datetime) -> list[FailedOne]:
    """Whatever failed last first."""
    found = [
        FailedOne(ref=Ref("s", row.pop("id")), step="", **row)
        for row in map(dict, (await conn.execute(_ASIDE)).mappings())
    ]
    found += [
        FailedOne(ref=Ref("m", row.pop("id")), error=row["cause"], asked=False, **row)
        for row in map(dict, (await conn.execute(_LETTERS, {"since": now - LATELY})).mappings())
    ]
    return sorted(found, key=lambda one: (one.at, one.ref.id), reverse=True)


async def play(conn: AsyncConnection, refs: Sequence[Ref], now: datetime, *, staff: int) -> int:
    """What was set aside is to be played again, messages are sent again; how many that was not asked for before."""
    played = await set_aside.ask(conn, _ids(refs, "s"), now)
    return played + await dead_letters.resend(conn, _ids(refs, "m"), now, staff=staff)


async def drop(conn: AsyncConnection, refs: Sequence[Ref]) -> int:
    """Nobody wants them any more; how many there were. Goods stay: somebody has a right to them."""
    return await set_aside.drop(conn, _ids(refs, "s")) + await dead_letters.drop(conn, _ids(refs, "m"))


def _ids(refs: Sequence[Ref], kind: Literal["s", "m"]) -> list[int]:
    return [ref.id for ref in refs if ref.kind == kind]
