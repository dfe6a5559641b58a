"""What the bot has kept of a walk, person by person, in a form in which two walks can be compared.

Moments shortly after those of the walk, because the clock had gone on for messages that were put off, become the
moment of the walk; Telegram's names of payments, which are numbered by the order in which they come, become one.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from bot.counting import counting_in
from bot.scripts import kept_catalogue
from storage.database import Database
from storage.outside_tables import outbox, set_aside
from storage.recount.recount import differences
from storage.selling_tables import ledger, orders, payments
from storage.tables import events, journeys, stage_passages, subscribers, timers

ZONE = "Europe/Moscow"
"""In whose days the bot counts."""

APART = timedelta(minutes=1)
"""The least time between two moments of a walk, and more than messages are put off at one."""

_CHARGE = re.compile(r"stx[0-9a-f]{40}")

_walk = (journeys.c.subscriber_id, journeys.c.funnel, journeys.c.run)
TABLES: dict[str, Select[Any]] = {
    "people": select(*(column for column in subscribers.c if column.name != "username")),
    "journeys": select(*_walk, *(c for c in journeys.c if c.name not in ("id", "subscriber_id", "funnel", "run"))),
    "passages": select(*_walk, *(c for c in stage_passages.c if c.name != "journey_id")).join_from(
        stage_passages, journeys, journeys.c.id == stage_passages.c.journey_id
    ),
    "timers": select(*_walk, timers.c.name, timers.c.revision, timers.c.due_at).join_from(
        timers, journeys, journeys.c.id == timers.c.journey_id
    ),
    "orders": select(orders.c.subscriber_id, *(c for c in orders.c if c.name not in ("subscriber_id", "journey_id"))),
    "payments": select(payments.c.payer, *(c for c in payments.c if c.name != "payer")),
    "ledger": select(orders.c.subscriber_id, *(c for c in ledger.c if c.name != "id")).join_from(
        ledger, orders, orders.c.name == ledger.c.order_name
    ),
    "what is set aside": select(set_aside.c.subscriber_id, set_aside.c.kind, set_aside.c.error),
    "facts": select(
        events.c.subscriber_id,
        events.c.at,
        events.c.funnel,
        events.c.version,
        events.c.run,
        events.c.event,
        events.c.step,
        events.c.detail,
    ),
}
"""Each begins with whose it is."""

LEFT_IN_DOUBT = "left_in_doubt"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Everything of one walk."""

    rows: dict[str, dict[int, Counter[tuple[str, ...]]]]
    """By table and person, what is kept, and how often."""
    labels: dict[tuple[int, int], tuple[str, str]]
    """By chat and number of a message, its purpose and step."""
    in_doubt: dict[int, Counter[str]]
    """By person, the follow-ups nobody knows of whether they arrived, by their step."""
    unsent: Counter[str]
    """Messages that are neither sent nor left in doubt, by their status."""
    charges: set[str]
    miscounted: Sequence[object]
    """Rows of the rollups that are not what the facts say."""


async def read(database: Database, moments: Sequence[datetime]) -> Kept:
    """Read it all; the moments are those of the walk."""
    rows: dict[str, dict[int, Counter[tuple[str, ...]]]] = {}
    in_doubt: dict[int, Counter[str]] = defaultdict(Counter)
    async with database.read() as connection:
        for table, query in TABLES.items():
            people = rows[table] = defaultdict(Counter)
            for person, *values in await connection.execute(query):
                if LEFT_IN_DOUBT in values:
                    in_doubt[person][values[5]] += 1
                people[person][tuple(_plain(value, moments) for value in _settled(values))] += 1
        sent = await connection.execute(
            select(outbox.c.chat_id, outbox.c.message_id, outbox.c.purpose, outbox.c.step, outbox.c.status)
        )
        labels: dict[tuple[int, int], tuple[str, str]] = {}
        unsent: Counter[str] = Counter()
        for chat, number, purpose, step, status in sent:
            if number is not None:
                labels[chat, number] = (purpose, step)
            if status not in ("sent", "in_doubt"):
                unsent[status] += 1
        charges = set((await connection.execute(select(payments.c.charge))).scalars())
        counting = counting_in(ZONE, await kept_catalogue(database, timezone=ZONE))
        miscounted = await differences(connection, counting, lambda _what, _share: None)
    return Kept(rows=rows, labels=labels, in_doubt=in_doubt, unsent=unsent, charges=charges, miscounted=miscounted)


def _settled(values: Sequence[Any]) -> Sequence[Any]:
    """A message left in doubt counts as delivered here: whether it was, the chats say."""
    if LEFT_IN_DOUBT not in values:
        return values
    return ["delivered" if value == LEFT_IN_DOUBT else value for value in values[:-1]] + [""]


def _plain(value: Any, moments: Sequence[datetime]) -> str:
    if isinstance(value, datetime):
        before = moments[max(bisect_right(moments, value) - 1, 0)]
        return (before if timedelta() <= value - before < APART else value).isoformat()
    return _CHARGE.sub("stx", str(value))
