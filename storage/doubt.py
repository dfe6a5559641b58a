"""Messages in doubt: nobody knows whether they arrived, because what would have said so was lost.

The connection broke after the request had gone out, or the process died with the message claimed; Telegram has no key
by which a request made twice is carried out once (tdlib/telegram-bot-api#126). A follow-up is left alone: the person
has the step's message and its buttons already, and to be reminded twice is worse than not at all. Everything else is
sent again: a person, an order or a journey waits for it, and without it none of them goes on.
"""

from datetime import datetime, tzinfo

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.shown import SendMessage
from storage.outbox import OutboxRow
from storage.outcomes import LeftInDoubt, finish
from storage.outside_tables import outbox

STOPPED = "the bot ended before it was known whether this had arrived"

_CLAIMED = and_(outbox.c.finished_at.is_(None), outbox.c.status == "claimed")
_LEFT_ALONE = select(outbox.c.id).where(
    _CLAIMED, or_(outbox.c.purpose == "follow_up", and_(outbox.c.purpose == "media", outbox.c.step.contains("#")))
)
_SENT_AGAIN = update(outbox).where(_CLAIMED).values(status="pending", claimed_at=None)


def is_left_alone(row: OutboxRow) -> bool:
    """Whether this is not sent again when it is in doubt: a follow-up, or the media that goes ahead of its text."""
    message = row.payload
    if not isinstance(message, SendMessage):
        return False
    return message.purpose == "follow_up" or (message.purpose == "media" and "#" in message.step)


async def recover(conn: AsyncConnection, now: datetime, zone: tzinfo) -> tuple[int, int]:
    """After a crash: what was claimed waits again, but for follow-ups; how many were sent again, and left alone.

    The facts are counted in the days of the zone.
    """
    left = [LeftInDoubt(id=id_, reason=STOPPED) for id_ in (await conn.execute(_LEFT_ALONE)).scalars()]
    await finish(conn, left, now, zone)
    return (await conn.execute(_SENT_AGAIN)).rowcount, len(left)
