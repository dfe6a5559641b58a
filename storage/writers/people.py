"""People of a batch: who is new is added, what changed is written, what did not is left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec.structs import fields
from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.journey import Journey, state_to_json
from funnels.engine.person import OrderedEffect, Person
from storage.bulk import Bulk, Row
from storage.people import SUBSCRIBER_COLUMNS, JourneyIds, subscriber_row
from storage.tables import journeys, subscribers
from storage.types import micros

_STATE = tuple(field.name for field in fields(Journey) if field.name != "subscriber")

_NEW_SUBSCRIBER = Bulk((*SUBSCRIBER_COLUMNS, "created_at"), lambda _dialect: insert(subscribers))
_SUBSCRIBER = Bulk(
    ("subscriber", *SUBSCRIBER_COLUMNS[1:]),
    lambda _dialect: (
        update(subscribers)
        .where(subscribers.c.id == bindparam("subscriber"))
        .values({name: bindparam(name) for name in SUBSCRIBER_COLUMNS[1:]})
    ),
)
_NEW_JOURNEY = insert(journeys).returning(journeys.c.id, journeys.c.subscriber_id, journeys.c.funnel, journeys.c.run)
_MOVING = ("version", "stage", "step", "revision", "outcome")
_JOURNEY = Bulk(
    (*_MOVING, "state", "journey"),
    lambda _dialect: (
        update(journeys)
        .where(journeys.c.id == bindparam("journey"))
        .values({name: bindparam(name) for name in (*_MOVING, "state")})
    ),
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One person's inputs of this batch, already reacted to, in order."""

    before: Person | None
    """None: a new subscriber."""
    after: Person
    effects: tuple[OrderedEffect, ...]


async def write_people(
    conn: AsyncConnection, changes: Sequence[Change], journey_ids: JourneyIds, now: datetime
) -> dict[tuple[int, str, int], int]:
    """Write subscribers and journeys; the ids of all journeys, the new ones too."""
    await _write_subscribers(conn, changes, now)
    created: list[dict[str, Any]] = []
    moved: list[Row] = []
    for change in changes:
        id_ = change.after.subscriber.id
        for journey in change.after.journeys:
            journey_id = journey_ids.get((id_, journey.funnel, journey.run))
            if journey_id is None:
                created.append(_new_row(journey))
            elif change.before is None or not _same(change.before.journey((journey.funnel, journey.run)), journey):
                moved.append((*_moving(journey), state_to_json(journey), journey_id))
    ids = dict(journey_ids)
    if created:
        for id_, subscriber_id, funnel, run in await conn.execute(_NEW_JOURNEY, created):
            ids[subscriber_id, funnel, run] = id_
    await _JOURNEY.run(conn, moved)
    return ids


async def _write_subscribers(conn: AsyncConnection, changes: Sequence[Change], now: datetime) -> None:
    new = [change.after.subscriber for change in changes if change.before is None]
    await _NEW_SUBSCRIBER.run(conn, [(*subscriber_row(one), micros(one.met_at or now)) for one in new])
    changed = [
        change.after.subscriber
        for change in changes
        if change.before is not None and change.before.subscriber != change.after.subscriber
    ]
    await _SUBSCRIBER.run(conn, [subscriber_row(subscriber) for subscriber in changed])


def _same(old: Journey | None, new: Journey) -> bool:
    """Whether nothing of the journey changed; its subscriber is kept elsewhere."""
    return old is new or (old is not None and all(getattr(old, name) == getattr(new, name) for name in _STATE))


def _moving(journey: Journey) -> Row:
    return tuple([getattr(journey, name) for name in _MOVING])


def _new_row(journey: Journey) -> dict[str, Any]:
    return {
        "subscriber_id": journey.subscriber.id,
        "funnel": journey.funnel,
        "run": journey.run,
        "started_at": journey.started_at,
        "source": journey.subscriber.source,
        "state": state_to_json(journey),
        **dict(zip(_MOVING, _moving(journey), strict=True)),
    }
