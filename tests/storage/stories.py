"""The people, journeys and changes that tests of storage tell their stories with."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.sql import FromClause

from funnels.definition.money import Money
from funnels.engine.effects import Effect
from funnels.engine.effects.orders import PaymentKind, RecordPayment
from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.staff import NotifyStaff, Staff
from funnels.engine.inputs import Called
from funnels.engine.journey import Journey
from funnels.engine.person import OrderedEffect, Person
from funnels.engine.subscriber import Subscriber
from storage.commit import commit
from storage.database import Database
from storage.people import Loaded, load
from storage.slices import Counting
from storage.writers.people import Change

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OWNER = 900
IN_UTC = Counting()
NOBODY: Staff = {"owner": (), "manager": (), "marketer": ()}

STARS_100 = Money(amount=100, currency="XTR")


def person(id_: int = 1, *, funnel: str = "relationships", run: int = 1) -> Person:
    """Somebody new who has just started a funnel."""
    subscriber = Subscriber(id=id_, first_name="Анна", language="ru", met_at=NOW)
    journey = Journey(
        subscriber=subscriber,
        funnel=funnel,
        version=1,
        run=run,
        started_at=NOW,
        stage="lead_magnet",
        step="lead_magnet.1",
        revision=1,
        entered_at=NOW,
    )
    return Person(subscriber=subscriber, journeys=(journey,))


def moved(who: Person, **fields: object) -> Person:
    """The same person, whose only journey has changed."""
    (journey,) = who.journeys
    return replace(who, journeys=(replace(journey, **fields),))


def change(after: Person, *effects: Effect, before: Person | None = None) -> Change:
    """Effects of the person's only journey."""
    (journey,) = after.journeys
    ordered = tuple(OrderedEffect(journey=(journey.funnel, journey.run), effect=effect) for effect in effects)
    return Change(before=before, after=after, effects=ordered)


async def known(database: Database, *ids: int) -> Loaded:
    async with database.read() as conn:
        return await load(conn, ids)


async def keep(
    database: Database,
    *changes: Change,
    now: datetime = NOW,
    staff: Staff = NOBODY | {"owner": (OWNER,)},
    updates: Sequence[int] = (),
    events: Sequence[str] = (),
    fired: Sequence[int] = (),
    called: Mapping[int, Called] = MappingProxyType({}),
    counting: Counting = IN_UTC,
) -> None:
    """Commit a batch in a transaction of its own."""
    async with database.write() as conn:
        loaded = await load(conn, [one.after.subscriber.id for one in changes])
        await commit(
            conn,
            changes,
            journey_ids=loaded.journey_ids,
            staff=staff,
            now=now,
            updates=updates,
            events=events,
            fired=fired,
            called=called,
            counting=counting,
        )


async def again(
    database: Database,
    *effects: Effect,
    id_: int = 1,
    now: datetime = NOW,
    fired: Sequence[int] = (),
    called: Mapping[int, Called] = MappingProxyType({}),
    counting: Counting = IN_UTC,
) -> None:
    """More happens to somebody who is known, in their only journey."""
    who = (await known(database, id_)).people[id_]
    await keep(database, change(who, *effects, before=who), now=now, fired=fired, called=called, counting=counting)


async def rows(database: Database, table: FromClause) -> list[dict[str, object]]:
    """Everything a table holds."""
    async with database.read() as conn:
        return [dict(row) for row in (await conn.execute(select(table))).mappings()]


def message(text: str = "Здравствуйте!", **fields: object) -> SendMessage:
    """A message of the first step."""
    return SendMessage(**{"text": text, "step": "lead_magnet.1", **fields})


def staff_notice(to: str = "manager", **fields: object) -> NotifyStaff:
    """A task about the person."""
    values = {"about": "task", "text": "Позвонить", "person": 1, "name": "Анна", "username": "", "title": "Отношения"}
    return NotifyStaff(**{**values, "to": to, "funnel": "relationships", "run": 1, "revision": 1, **fields})


def payment(
    order: str = "1:relationships:1:3:0", charge: str = "charge-1", *, kind: PaymentKind = "whole"
) -> RecordPayment:
    """A hundred Stars."""
    return RecordPayment(order=order, product="webinar", method="stars", money=STARS_100, charge=charge, kind=kind)
