"""What is kept of one walk, for whoever asks why: facts, stages, messages on their way, timers, orders.

Every read is by an index of the person or of the journey. Messages that were sent are known by their facts: the outbox
is asked only for what it has not finished, and for goods.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.why.story import Bill, Due, Fact, Lost, Passage, Queued
from storage.outside_tables import outbox
from storage.selling_tables import orders
from storage.tables import events, stage_passages, timers

MOST = 2000
"""Facts of one walk that are read, the newest."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The rows, as a story has them; the facts and what stands in the outbox are in their order."""

    facts: Sequence[Fact]
    passages: Sequence[Passage]
    queued: Sequence[Queued]
    lost: Sequence[Lost]
    timers: Sequence[Due]
    bills: Sequence[Bill]
    capped: bool


async def kept_of(conn: AsyncConnection, person: int, journey: int, *, most: int = MOST) -> Kept:
    """Of the journey of this id, and what is known of the person without any journey; `most` facts."""
    facts = (
        select(events.c.at, events.c.event, events.c.step, events.c.detail)
        .where(events.c.subscriber_id == person, or_(events.c.journey_id == journey, events.c.journey_id.is_(None)))
        .order_by(events.c.at.desc(), events.c.id.desc())
        .limit(most + 1)
    )
    stages = (
        select(
            stage_passages.c.stage, stage_passages.c.reached_at, stage_passages.c.passed_at, stage_passages.c.left_at
        )
        .where(stage_passages.c.journey_id == journey)
        .order_by(stage_passages.c.reached_at)
    )
    mine = (outbox.c.chat_id == person, or_(outbox.c.journey_id == journey, outbox.c.journey_id.is_(None)))
    queued = (
        select(outbox.c.step, outbox.c.due_at, outbox.c.reason)
        .where(*mine, outbox.c.finished_at.is_(None))
        .order_by(outbox.c.id)
    )
    lost = (
        select(outbox.c.finished_at, outbox.c.reason)
        .where(*mine, outbox.c.purpose == literal_column("'goods'"), outbox.c.status == "failed")
        .order_by(outbox.c.id)
    )
    set_now = select(timers.c.due_at, timers.c.name).where(timers.c.journey_id == journey).order_by(timers.c.due_at)
    bills = (
        select(orders.c.title, orders.c.status, orders.c.expires_at, orders.c.claimed_at)
        .where(orders.c.journey_id == journey)
        .order_by(orders.c.opened_at, orders.c.name)
    )
    newest = [Fact(*row) for row in await conn.execute(facts)]
    return Kept(
        facts=newest[:most][::-1],
        passages=[Passage(*row) for row in await conn.execute(stages)],
        queued=[Queued(*row) for row in await conn.execute(queued)],
        lost=[Lost(*row) for row in await conn.execute(lost)],
        timers=[Due(*row) for row in await conn.execute(set_now)],
        bills=[Bill(*row) for row in await conn.execute(bills)],
        capped=len(newest) > most,
    )
