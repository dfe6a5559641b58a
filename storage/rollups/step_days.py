"""Steps by day: what became of the messages of each, by either way to count days; for the whole, not by slices.

Every delivery and every failure counts; a click, an answer, a wish to pay and a payment count once a journey and step,
on the day of the first; `left_within_day` are the journeys whose person blocked the bot or stopped it within 24 hours
after the step's message, on the day they did.
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable
from datetime import tzinfo
from typing import Any

from sqlalchemy import BigInteger, Select, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.days import day_of
from storage.rollups.rollup import Key, Progress, Rollup, Sums, add_up
from storage.rollups.step_facts import EVERY, LEAVING, ONCE, Heard, StepFact, Walked, left_after
from storage.rollups.tables import step_days
from storage.selling_tables import ledger, orders
from storage.slices import Counting
from storage.tables import events, journeys

FIGURES = ("delivered", "failed", "clicked", "answered", "asked_to_pay", "paid", "left_within_day")

_AT = type_coerce(events.c.at, BigInteger)
"""Moments are read as they are kept."""
_STARTED = type_coerce(journeys.c.started_at, BigInteger)
_WALKED = (journeys.c.id, journeys.c.funnel, journeys.c.run, _STARTED)
_DONE = select(*_WALKED, events.c.step, events.c.event).join(events, events.c.journey_id == journeys.c.id)
_AT_STEPS = events.c.step != ""
_FACTS = (
    _DONE.add_columns(_AT).where(_AT_STEPS, events.c.event.in_(EVERY)),
    _DONE.add_columns(type_coerce(func.min(events.c.at), BigInteger))
    .where(_AT_STEPS, events.c.event.in_(ONCE))
    .group_by(*_WALKED, events.c.step, events.c.event),
    select(*_WALKED, orders.c.step, ledger.c.entry, type_coerce(func.min(ledger.c.at), BigInteger))
    .join(orders, orders.c.journey_id == journeys.c.id)
    .join(ledger, ledger.c.order_name == orders.c.name)
    .where(orders.c.step != "", ledger.c.entry == "paid")
    .group_by(*_WALKED, orders.c.step, ledger.c.entry),
)
HEARD = (
    select(events.c.subscriber_id, _AT, events.c.event, *_WALKED, events.c.step)
    .outerjoin(journeys, journeys.c.id == events.c.journey_id)
    .where(events.c.event.in_(("delivered", *LEAVING)))
    .order_by(events.c.subscriber_id, events.c.id)
)
"""What was delivered to people, and that they left: person by person, in its order."""

_LEAVERS = select(events.c.subscriber_id).where(events.c.event.in_(LEAVING))


def count(facts: Iterable[StepFact], zone: tzinfo) -> Sums:
    """What these facts add."""
    rows: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for where, figure, at in facts:
        for calendar, moment in ((False, where.started), (True, at)):
            rows[where.funnel, calendar, where.run > 1, day_of(moment, zone), where.step][figure] += 1
    return {key: [row[figure] for figure in FIGURES] for key, row in rows.items()}


def heard(at: int, event: str, *walked: Any) -> list[Heard[Walked]]:
    """A row of `HEARD`, but for the person; nothing where it was no message of a step."""
    if event in LEAVING:
        return [Heard(at, None)]
    where = Walked(*walked)
    return [Heard(at, where)] if where.journey_id is not None and where.step else []


def facts_of_leaving(history: Iterable[Heard[Walked]]) -> list[StepFact]:
    """After which messages one person left within a day."""
    return [StepFact(where, "left_within_day", at) for where, at in left_after(history).items()]


class _StepDays(Rollup):
    """The rollup of the steps."""

    async def anew(self, conn: AsyncConnection, counting: Counting, progress: Progress) -> Sums:
        """Read every fact there is."""
        whole: dict[Key, list[int]] = {}
        async for portion, done in _portions(conn):
            add_up(whole, count(portion, counting.zone))
            progress(done)
        return whole


async def _portions(conn: AsyncConnection) -> AsyncIterator[tuple[list[StepFact], float]]:
    """The facts of one kind after another, in portions, and how much was read by then, from 0 to 1."""
    kinds = len(_FACTS) + 1
    for number, query in enumerate(_FACTS):
        async for rows in _read(conn, query):
            yield [StepFact(Walked(*walked), figure, at) for *walked, figure, at in rows], number / kinds
    async for left in _left(conn):
        yield left, (kinds - 1) / kinds


async def _left(conn: AsyncConnection) -> AsyncIterator[list[StepFact]]:
    """After which messages people left, in portions."""
    history: list[Heard[Walked]] = []
    whose = 0
    async for rows in _read(conn, HEARD.where(events.c.subscriber_id.in_(_LEAVERS))):
        found: list[StepFact] = []
        for person, *row in rows:
            if person != whose:
                found += facts_of_leaving(history)
                history, whose = [], person
            history += heard(*row)
        yield found
    if history:
        yield facts_of_leaving(history)


async def _read(conn: AsyncConnection, query: Select[Any]) -> AsyncIterator[list[Any]]:
    """The rows of a query that may have very many."""
    async with conn.stream(query) as result:
        async for rows in result.partitions(10_000):
            yield [tuple(row) for row in rows]


STEP_DAYS = _StepDays(table=step_days)
