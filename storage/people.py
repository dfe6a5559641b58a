"""Everything known of the people of a batch, in one SELECT a table; and how a person becomes rows again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.journey import Journey, state_from_json
from funnels.engine.receive import Person
from funnels.engine.subscriber import Subscriber
from storage.batches import portions
from storage.tables import journeys, subscribers

JourneyIds = Mapping[tuple[int, str, int], int]
"""Ids of journeys by subscriber, funnel and run."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """People by their Telegram id; whoever has never been here is not among them."""

    people: dict[int, Person]
    journey_ids: dict[tuple[int, str, int], int]


_SUBSCRIBERS = (
    select(subscribers)
    .where(subscribers.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(subscribers.c.id)  # always the same order, so that two processes never wait for each other
)
_JOURNEYS = (
    select(journeys.c.id, journeys.c.subscriber_id, journeys.c.state)
    .where(journeys.c.subscriber_id.in_(bindparam("ids", expanding=True)))
    .order_by(journeys.c.id)
)


async def load(conn: AsyncConnection, subscriber_ids: Iterable[int]) -> Loaded:
    """These people with all their journeys.

    Inside `write()` they stay locked until its end, so that another process cannot move them at the same time.
    """
    reading = conn.sync_connection is not None and conn.sync_connection.get_execution_options().get("postgresql_readonly")
    query = _SUBSCRIBERS if reading else _SUBSCRIBERS.with_for_update()
    people: dict[int, Person] = {}
    journey_ids: dict[tuple[int, str, int], int] = {}
    for ids in portions(subscriber_ids):
        known = {row.id: _subscriber(row) for row in await conn.execute(query, {"ids": ids})}
        walks: dict[int, list[Journey]] = defaultdict(list)
        for journey_id, subscriber_id, state in (await conn.execute(_JOURNEYS, {"ids": ids})).tuples():
            journey = state_from_json(state, known[subscriber_id])
            walks[subscriber_id].append(journey)
            journey_ids[subscriber_id, journey.funnel, journey.run] = journey_id
        for id_, subscriber in known.items():
            people[id_] = Person(subscriber=subscriber, journeys=tuple(walks[id_]))
    return Loaded(people=people, journey_ids=journey_ids)


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(
        id=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        username=row.username,
        language=row.language,
        timezone=row.timezone,
        source=row.source,
        reach=row.reach,
        tags=frozenset(row.tags),
        attributes=row.attributes,
        bought=tuple(row.bought),
    )


def subscriber_row(subscriber: Subscriber) -> dict[str, Any]:
    """The columns of a subscriber, by name."""
    return {
        **vars(subscriber),
        "tags": sorted(subscriber.tags),
        "attributes": dict(subscriber.attributes),
        "bought": list(subscriber.bought),
    }
