"""Two processes on one database: what both try, one does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable

import pytest

from funnels.engine.effects import Effect
from funnels.engine.effects.timers import SetTimer
from storage import disputes, orders, outbox, timers
from storage.commit import commit
from storage.database import Database
from storage.errors import ConflictError
from storage.outside_tables import outbox as outbox_table
from storage.outside_tables import seen_updates
from storage.people import load
from storage.tables import subscribers
from tests.storage.stories import (
    HOUR,
    NOBODY,
    NOW,
    OWNER,
    STARS_100,
    change,
    keep,
    message,
    moved,
    payment,
    person,
    rows,
)

Both = tuple[Database, Database]


@pytest.fixture
async def both(url: str) -> AsyncIterator[Both]:
    opened = await Database.open(url), await Database.open(url)
    yield opened
    for database in opened:
        await database.close()


async def handle(database: Database, *effects: Effect, update: int = 0, fired: tuple[int, ...] = ()) -> None:
    """What a process does with an input of somebody known: load, move, commit."""
    async with database.write() as conn:
        loaded = await load(conn, [1])
        who = loaded.people[1]
        one = change(moved(who, revision=who.journeys[0].revision + 1), *effects, before=who)
        updates = [update] if update else []
        await commit(
            conn, [one], journey_ids=loaded.journey_ids, staff=NOBODY, now=NOW + HOUR, updates=updates, fired=fired
        )


async def conflicts(*work: Awaitable[None]) -> int:
    """How many of them came too late; any other error is raised."""
    results = await asyncio.gather(*work, return_exceptions=True)
    errors = [result for result in results if isinstance(result, BaseException)]
    for error in errors:
        if not isinstance(error, ConflictError):
            raise error
    return len(errors)


async def test_an_update_is_handled_by_one_of_them(both: Both) -> None:
    await keep(both[0], change(person()))
    assert await conflicts(*(handle(one, message(), update=7) for one in both)) == 1
    assert len(await rows(both[0], outbox_table)) == 1
    assert len(await rows(both[0], seen_updates)) == 1


async def test_somebody_new_is_met_by_one_of_them(both: Both) -> None:
    async def meet(database: Database) -> None:
        async with database.write() as conn:
            await commit(conn, [change(person(), message())], journey_ids={}, staff=NOBODY, now=NOW)

    assert await conflicts(*(meet(one) for one in both)) == 1
    assert len(await rows(both[0], subscribers)) == len(await rows(both[0], outbox_table)) == 1


async def test_a_timer_is_fired_by_one_of_them(both: Both) -> None:
    await keep(both[0], change(person(), SetTimer(name="follow_up.1", due_at=NOW, revision=1)))
    async with both[0].read() as conn:
        (due,) = await timers.due(conn, NOW, 10)
    assert await conflicts(*(handle(one, message(), fired=(due.id,)) for one in both)) == 1
    assert len(await rows(both[0], outbox_table)) == 1


async def test_one_persons_inputs_are_handled_one_at_a_time(both: Both) -> None:
    await keep(both[0], change(person()))
    assert await conflicts(*(handle(both[number % 2], update=number + 1) for number in range(10))) == 0
    async with both[0].read() as conn:
        (journey,) = (await load(conn, [1])).people[1].journeys
    assert journey.revision == 11


async def test_a_message_is_claimed_by_one_of_them(both: Both) -> None:
    await keep(both[0], *(change(person(chat), message("1"), message("2")) for chat in range(1, 21)))

    async def claim(database: Database) -> list[int]:
        async with database.write() as conn:
            return [row.chat_id for row in await outbox.claim(conn, NOW, 7)]

    taken = await asyncio.gather(*(claim(both[number % 2]) for number in range(4)))
    everyone = [chat for one in taken for chat in one]
    assert len(everyone) == 28
    whose = [set(one) for one in taken]
    assert sum(map(len, whose)) == len(set(everyone)), "a chat was shared between two claims"


async def test_a_dispute_is_told_by_one_of_them(both: Both) -> None:
    await keep(both[0], change(person(), payment("1:relationships:1:3:0")))

    async def told(database: Database) -> None:
        async with database.write() as conn:
            (order,) = (await orders.find(conn, ["1:relationships:1:3:0"])).values()
            await disputes.keep(conn, order, "dp_1", STARS_100, staff=NOBODY | {"owner": (OWNER,)}, now=NOW)
            await asyncio.sleep(0.05)  # what is not committed the other one does not see

    await asyncio.gather(*(told(one) for one in both))
    assert len(await rows(both[0], outbox_table)) == 1
