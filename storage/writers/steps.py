"""What the facts of a batch add to the figures of the steps: a fact counted before does not count again."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import portions
from storage.rollups.step_days import HEARD, STEP_DAYS, count, facts_of_leaving, heard
from storage.rollups.step_facts import EVERY, LEAVING, ONCE, Heard, StepFact, Walked
from storage.selling_tables import ledger, orders
from storage.tables import events, journeys
from storage.types import micros
from storage.writers.cause import Cause
from storage.writers.counted_once import Once, there_already


class Fact(NamedTuple):
    """What happened, to whom, at which step."""

    cause: Cause
    event: str
    step: str


_OF_PEOPLE = HEARD.where(events.c.subscriber_id.in_(bindparam("people", expanding=True)))

_same = orders.alias("same")
_PAID = (
    select(
        journeys.c.id, journeys.c.funnel, journeys.c.run, type_coerce(journeys.c.started_at, BigInteger), orders.c.step
    )
    .distinct()
    .join(journeys, journeys.c.id == orders.c.journey_id)
    .join(_same, (_same.c.journey_id == orders.c.journey_id) & (_same.c.step == orders.c.step))
    .join(ledger, ledger.c.order_name == _same.c.name)
    .where(orders.c.name.in_(bindparam("names", expanding=True)), orders.c.step != "", ledger.c.entry == "paid")
)


async def count_facts(conn: AsyncConnection, facts: Sequence[Fact], now: int, zone: tzinfo, *, apart: bool) -> None:
    """Count them; they are not among the events yet."""
    every = [StepFact(where, fact.event, now) for fact in facts if fact.event in EVERY and (where := _where(fact))]
    found = [*every, *await _first_ones(conn, facts, now), *await _leaving(conn, facts, now)]
    await STEP_DAYS.add(conn, count(found, zone), apart=apart)


async def paid_at(conn: AsyncConnection, names: Iterable[str]) -> set[Walked]:
    """The steps of these orders at which their journeys have paid, for whichever order of the step."""
    found: set[Walked] = set()
    for portion in portions(names):
        found.update(Walked(*row) for row in await conn.execute(_PAID, {"names": portion}))
    return found


async def count_paid(conn: AsyncConnection, paid: Iterable[Walked], now: int, zone: tzinfo) -> None:
    """Count who has paid at a step for the first time."""
    await STEP_DAYS.add(conn, count([StepFact(where, "paid", now) for where in paid], zone))


def _where(fact: Fact) -> Walked | None:
    """None: it is a fact of no step."""
    cause = fact.cause
    if cause.journey_id is None or cause.started_at is None or not fact.step:
        return None
    return Walked(cause.journey_id, cause.funnel, cause.run, micros(cause.started_at), fact.step)


async def _first_ones(conn: AsyncConnection, facts: Sequence[Fact], now: int) -> list[StepFact]:
    said: dict[Once, StepFact] = {}
    for fact in facts:
        if fact.event in ONCE and (where := _where(fact)):
            once = Once(where.funnel, where.run, fact.event, where.step, where.journey_id)
            said[once] = StepFact(where, fact.event, now)
    known = await there_already(conn, said)
    return [fact for once, fact in said.items() if once not in known]


async def _leaving(conn: AsyncConnection, facts: Sequence[Fact], now: int) -> list[StepFact]:
    """Few leave at once, so all that they ever heard is read."""
    people = {fact.cause.subscriber_id for fact in facts if fact.event in LEAVING}
    found: list[StepFact] = []
    for portion in portions(people):
        rows = (await conn.execute(_OF_PEOPLE, {"people": portion})).all()
        for _, of_one in groupby(rows, key=itemgetter(0)):
            history = [one for row in of_one for one in heard(*row[1:])]
            before, after = facts_of_leaving(history), facts_of_leaving([*history, Heard(now, None)])
            found += set(after).difference(before)
    return found
