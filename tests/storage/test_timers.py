"""Timers: what is left after a batch, when they are due, and that each fires once."""

import pytest

from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.inputs import TimerFired
from storage import timers
from storage.database import Database
from storage.errors import ConflictError
from storage.tables import events
from storage.timers import DueTimer
from tests.storage.stories import HOUR, NOW, again, change, keep, person, rows


def timer(name: str = "within", hours: int = 1, revision: int = 1) -> SetTimer:
    return SetTimer(name=name, due_at=NOW + hours * HOUR, revision=revision)


async def due(database: Database, hours: int = 100, limit: int = 100) -> list[DueTimer]:
    async with database.read() as conn:
        return await timers.due(conn, NOW + hours * HOUR, limit)


async def names(database: Database) -> list[str]:
    return [found.input.name for found in await due(database)]


async def test_cancel_then_set_leaves_what_was_set(database: Database) -> None:
    await keep(database, change(person(), timer("old")))
    await again(database, CancelTimers(), timer("new"))
    assert await names(database) == ["new"]


async def test_set_then_cancel_leaves_nothing(database: Database) -> None:
    await keep(database, change(person(), timer("old")))
    await again(database, timer("new"), CancelTimers())
    assert await names(database) == []


async def test_a_timer_of_the_journey_itself_outlives_its_steps(database: Database) -> None:
    await keep(database, change(person(), timer("access_ends:month:1", revision=0), timer("old")))
    await again(database, timer("task.1", revision=0), timer("new"), CancelTimers())
    assert await names(database) == ["access_ends:month:1", "task.1"]


async def test_the_order_counts_through_a_whole_batch(database: Database) -> None:
    effects = (
        timer("a"),
        CancelTimers(),
        timer("b"),
        timer("c", 2),
        CancelTimers(),
        timer("d", 3),
        timer("e", 4),
    )
    await keep(database, change(person(), *effects))
    assert await names(database) == ["d", "e"]


async def test_a_name_is_set_once_a_journey(database: Database) -> None:
    await keep(database, change(person(), timer("within", 1), timer("within", 2)))
    await again(database, timer("within", 3, revision=2))
    (found,) = await rows(database, timers.timers)
    assert (found["due_at"], found["revision"]) == (NOW + 3 * HOUR, 2)


async def test_cancelling_concerns_one_journey(database: Database) -> None:
    await keep(database, change(person(1), timer("mine")), change(person(2), timer("theirs")))
    await again(database, CancelTimers(), id_=1)
    assert await names(database) == ["theirs"]


async def test_due_timers_come_as_inputs_the_earliest_first(database: Database) -> None:
    await keep(
        database,
        change(person(1), timer("late", 2)),
        change(person(2), timer("early", 1), timer("not yet", 9)),
    )
    found = await due(database, hours=2)
    assert [(one.subscriber_id, one.input) for one in found] == [
        (2, TimerFired(funnel="relationships", run=1, revision=1, name="early")),
        (1, TimerFired(funnel="relationships", run=1, revision=1, name="late")),
    ]
    assert [one.input.name for one in await due(database, hours=2, limit=1)] == ["early"]


async def test_a_timer_is_due_from_its_very_moment(database: Database) -> None:
    await keep(database, change(person(), timer(hours=1)))
    async with database.read() as conn:
        assert await timers.due(conn, NOW + HOUR - HOUR.resolution, 10) == []
        assert len(await timers.due(conn, NOW + HOUR, 10)) == 1


async def test_a_fired_timer_is_gone_and_may_set_itself_again(database: Database) -> None:
    await keep(database, change(person(), timer("within", 1), timer("other", 5)))
    (first,) = await due(database, hours=1)
    await again(database, timer("within", 3), now=NOW + HOUR, fired=[first.id])
    assert await names(database) == ["within", "other"]
    assert first.id not in [one.id for one in await due(database)]


async def test_a_timer_fires_once(database: Database) -> None:
    await keep(database, change(person(), timer("within", 1)))
    (found,) = await due(database, hours=1)
    await again(database, now=NOW + HOUR, fired=[found.id])
    with pytest.raises(ConflictError):
        await again(database, now=NOW + HOUR, fired=[found.id])


async def test_a_timer_put_off_since_it_was_found_due_does_not_fire(database: Database) -> None:
    await keep(database, change(person(), timer("within", 1)))
    (found,) = await due(database, hours=1)
    await again(database, timer("within", 5, revision=2))
    with pytest.raises(ConflictError):
        await again(database, now=NOW + HOUR, fired=[found.id])
    assert await names(database) == ["within"]


async def test_the_id_of_a_fired_timer_is_never_given_again(database: Database) -> None:
    await keep(database, change(person(), timer("within", 1)))
    (found,) = await due(database, hours=1)
    await again(database, CancelTimers(), timer("within", 1, revision=2))
    with pytest.raises(ConflictError):
        await again(database, now=NOW + HOUR, fired=[found.id])
    assert await names(database) == ["within"]


async def test_which_of_those_found_are_still_set(database: Database) -> None:
    await keep(database, change(person(1), timer()), change(person(2), timer()))
    mine, theirs = await due(database)
    await again(database, CancelTimers(), id_=mine.subscriber_id)
    async with database.read() as conn:
        assert await timers.still_set(conn, [mine.id, theirs.id]) == {theirs.id}


async def test_when_the_next_one_is_due(database: Database) -> None:
    async with database.read() as conn:
        assert await timers.next_due(conn) is None
    await keep(database, change(person(1), timer(hours=2)), change(person(2), timer(hours=5)))
    async with database.read() as conn:
        assert await timers.next_due(conn) == NOW + 2 * HOUR
        assert await timers.next_due(conn, 2) == NOW + 5 * HOUR
        assert await timers.next_due(conn, 3) is None


async def test_timers_are_no_facts(database: Database) -> None:
    await keep(database, change(person(), timer()))
    assert await rows(database, events) == []
