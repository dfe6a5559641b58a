"""Everything known of the people of a batch, in one SELECT a table; and how a person becomes rows again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.journey import Journey, state_from_json
from funnels.engine.person import Person
from funnels.engine.subscriber import Attribute, Subscriber
from storage.batches import portions
from storage.bulk import Row
from storage.tables import journeys, subscribers
from storage.types import json_text, micros, struct_text

JourneyIds = Mapping[tuple[int, str, int], int]
"""Ids of journeys by subscriber, funnel and run."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """People by their Telegram id; whoever has never been here is not among them."""

    people: dict[int, Person]
    journey_ids: dict[tuple[int, str, int], int]


SUBSCRIBER_COLUMNS = tuple(column.name for column in subscribers.c if column.name != "created_at")
"""The id, then everything else of a subscriber."""

_SUBSCRIBERS = (
    select(*(subscribers.c[name] for name in SUBSCRIBER_COLUMNS), subscribers.c.created_at)
    .where(subscribers.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(subscribers.c.id)  # always the same order, so that two processes never wait for each other
)
_IS_KNOWN = select(subscribers.c.id).where(subscribers.c.id == bindparam("id"))
_FIRST_NAME = select(subscribers.c.first_name).where(subscribers.c.id == bindparam("id"))
_SUBSCRIBERS_LOCKED = _SUBSCRIBERS.with_for_update()
_JOURNEYS = (
    select(journeys.c.id, journeys.c.subscriber_id, journeys.c.state)
    .where(journeys.c.subscriber_id.in_(bindparam("ids", expanding=True)))
    .order_by(journeys.c.id)
)


async def load(conn: AsyncConnection, subscriber_ids: Iterable[int]) -> Loaded:
    """These people with all their journeys.

    Inside `write()` they stay locked until its end, so that no other process moves them meanwhile.
    """
    query = _SUBSCRIBERS if _only_reads(conn) else _SUBSCRIBERS_LOCKED
    people: dict[int, Person] = {}
    journey_ids: dict[tuple[int, str, int], int] = {}
    for ids in portions(subscriber_ids):
        known = {row[0]: _subscriber(row) for row in await conn.execute(query, {"ids": ids})}
        walks: dict[int, list[Journey]] = defaultdict(list)
        for journey_id, subscriber_id, state in await conn.execute(_JOURNEYS, {"ids": ids}):
            if subscriber := known.get(subscriber_id):
                journey = state_from_json(state, subscriber)
                walks[subscriber_id].append(journey)
                journey_ids[subscriber_id, journey.funnel, journey.run] = journey_id
        for id_, subscriber in known.items():
            people[id_] = Person(subscriber=subscriber, journeys=tuple(walks[id_]))
    return Loaded(people=people, journey_ids=journey_ids)


async def is_known(conn: AsyncConnection, subscriber_id: int) -> bool:
    """Whether this person has talked to the bot."""
    return (await conn.execute(_IS_KNOWN, {"id": subscriber_id})).first() is not None


async def first_name(conn: AsyncConnection, subscriber_id: int) -> str:
    """What this person is called; empty for somebody who has never talked to the bot."""
    return (await conn.execute(_FIRST_NAME, {"id": subscriber_id})).scalar() or ""


def _only_reads(conn: AsyncConnection) -> bool:
    assert conn.sync_connection is not None  # a connection in use has one
    return bool(conn.sync_connection.get_execution_options().get("postgresql_readonly"))


def _subscriber(row: Iterable[Any]) -> Subscriber:
    id_, first_name, last_name, username, language, timezone, source, reach, *kept = row
    tags, attributes, bought, variants, bought_at, access, met_at = kept
    return Subscriber(
        id=id_,
        first_name=first_name,
        last_name=last_name,
        username=username,
        language=language,
        timezone=timezone,
        source=source,
        reach=reach,
        tags=frozenset(tags),
        attributes=_frozen(attributes),
        variants=variants,
        met_at=met_at,
        bought_at=bought_at,
        bought=tuple(bought),
        access=access,
    )


def _frozen(attributes: Mapping[str, Any]) -> Mapping[str, Attribute]:
    """Attributes as the engine keeps them: JSON's lists are tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in attributes.items()}


def subscriber_row(subscriber: Subscriber) -> Row:
    """The values of `SUBSCRIBER_COLUMNS`."""
    return (
        subscriber.id,
        subscriber.first_name,
        subscriber.last_name,
        subscriber.username,
        subscriber.language,
        subscriber.timezone,
        subscriber.source,
        subscriber.reach,
        json_text(sorted(subscriber.tags)),
        json_text(dict(subscriber.attributes)),
        json_text(subscriber.bought),
        json_text(dict(subscriber.variants)),
        micros(subscriber.bought_at),
        struct_text(subscriber.access),
    )
