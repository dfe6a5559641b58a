"""What raised is kept once, told once, asked for once, and forgotten in time."""

import asyncio
from datetime import timedelta

from sqlalchemy import delete, insert

from funnels.engine.effects.staff import NotifyStaff
from funnels.engine.effects.timers import SetTimer
from storage import outbox, set_aside, timers, timers_aside
from storage.database import Database
from storage.outside_tables import set_aside as table
from storage.set_aside import MOST, REMEMBER, Failure, SetAside
from storage.tables import journeys
from storage.tables import timers as timers_table
from tests.storage.stories import HOUR, NOBODY, NOW, OWNER, again, change, keep, person, rows

STAFF = NOBODY | {"owner": (OWNER,)}


def failure(cause: str = "TypeError (bot/x.py:1)", error: str = "TypeError: a") -> Failure:
    return Failure(cause=cause, error=error, traceback="x")


def broken(number: int | None = 5, why: Failure | None = None, **fields: object) -> SetAside:
    values = {"kind": "update", "subscriber": 1, "content": "{}", "failure": why or failure()}
    return SetAside(**{**values, "number": number, **fields})


async def kept(database: Database, *ones: SetAside, now: object = NOW) -> list[int]:
    """Their ids."""
    for one in ones:
        async with database.write() as conn:
            await set_aside.add(conn, one, STAFF, now)
    return sorted(row["id"] for row in await rows(database, table))


async def ask(database: Database, *ids: int) -> int:
    async with database.write() as conn:
        return await set_aside.ask(conn, ids, NOW)


async def test_what_fails_again_is_kept_once_with_the_new_error(database: Database) -> None:
    (id_,) = await kept(database, broken())
    assert await ask(database, id_) == 1
    other = failure("KeyError (bot/y.py:2)", "KeyError: b")
    assert await kept(database, broken(why=other), now=NOW + HOUR) == [id_]
    (row,) = await rows(database, table)
    assert (row["error"], row["cause"], row["at"]) == (other.error, other.cause, NOW + HOUR)
    assert (row["tries"], row["asked_at"]) == (2, None)


async def test_what_is_played_and_fails_again_stays_with_the_new_error(database: Database) -> None:
    first, second = await kept(database, broken(None, kind="input"), broken(None, kind="input"))
    await ask(database, second)
    other = failure("KeyError (bot/y.py:2)", "KeyError: b")
    async with database.write() as conn:
        (asked,) = await set_aside.asked(conn, 10)
        await set_aside.fail_again(conn, asked, other, STAFF, NOW + HOUR)
        assert await set_aside.asked(conn, 10) == []
        told = [row.payload.text for row in await outbox.claim(conn, NOW + HOUR, 10)]
    by_id = {row["id"]: row for row in await rows(database, table)}
    assert (by_id[first]["tries"], by_id[second]["tries"]) == (1, 2)
    assert (by_id[second]["error"], by_id[second]["at"]) == (other.error, NOW + HOUR)
    assert told == ["<code>TypeError (bot/x.py:1)</code>", "<code>KeyError (bot/y.py:2)</code>"]


async def test_the_owners_are_told_of_a_cause_once(database: Database) -> None:
    await kept(database, broken(1), broken(2), broken(3, failure("KeyError (<x>)")))
    async with database.write() as conn:
        told = [row.payload for row in await outbox.claim(conn, NOW, 10)]
    assert all(isinstance(one, NotifyStaff) and one.about == "set_aside" for one in told)
    assert [one.text for one in told] == ["<code>TypeError (bot/x.py:1)</code>", "<code>KeyError (&lt;x&gt;)</code>"]


async def test_of_two_at_the_same_moment_one_tells_of_the_cause(database: Database) -> None:
    begun = asyncio.Event()

    async def first() -> None:
        async with database.write() as conn:
            await set_aside.add(conn, broken(1), STAFF, NOW)
            begun.set()
            await asyncio.sleep(0.2)  # the other waits for the end of this

    async def second() -> None:
        await begun.wait()
        async with database.write() as conn:
            await set_aside.add(conn, broken(2), STAFF, NOW)

    await asyncio.gather(first(), second())
    assert len(await rows(database, table)) == 2
    async with database.write() as conn:
        assert len(await outbox.claim(conn, NOW, 10)) == 1


async def test_it_is_asked_for_once_and_played_in_order(database: Database) -> None:
    first, second, third = await kept(database, broken(1), broken(2), broken(3))
    assert await ask(database, third, first) == 2
    assert await ask(database, third, second) == 1
    async with database.write() as conn:
        assert [one.id for one in await set_aside.asked(conn, 10)] == [first, second, third]
        assert await set_aside.drop(conn, [first]) == 1
        assert await set_aside.drop(conn, [first]) == 0
        assert await set_aside.still_kept(conn, [first, second]) == {second}


async def test_what_is_old_is_forgotten(database: Database) -> None:
    await kept(database, broken(1))
    _, new = await kept(database, broken(2), now=NOW + timedelta(days=1))
    async with database.write() as conn:
        await set_aside.sweep(conn, NOW + REMEMBER + HOUR)
    assert [row["id"] for row in await rows(database, table)] == [new]


async def test_of_too_many_the_oldest_are_forgotten(database: Database) -> None:
    (first,) = await kept(database, broken(0))
    row = {name: value for name, value in (await rows(database, table))[0].items() if name != "id"}
    async with database.write() as conn:
        await conn.execute(insert(table), [{**row, "number": number} for number in range(1, MOST + 3)])
        await set_aside.sweep(conn, NOW)
    left = sorted(row["id"] for row in await rows(database, table))
    assert len(left) == MOST
    assert left[0] == first + 3


async def _timer_aside(database: Database) -> int:
    """A timer of the journey is set aside; its id there."""
    await keep(database, change(person(), SetTimer(name="within", due_at=NOW + HOUR, revision=1)))
    async with database.read() as conn:
        (due,) = await timers.due(conn, NOW + HOUR, 10)
    async with database.write() as conn:
        content = await timers_aside.take(conn, due.id)
        assert content is not None
        await set_aside.add(conn, broken(due.id, kind="timer", content=content), STAFF, NOW)
        assert await timers_aside.take(conn, due.id) is None
    assert await rows(database, timers_table) == []
    (id_,) = [row["id"] for row in await rows(database, table)]
    return id_


async def _put_back(database: Database, id_: int) -> None:
    async with database.write() as conn:
        await timers_aside.put_back(conn, id_)


async def test_a_timer_is_put_back_once_as_it_was(database: Database) -> None:
    id_ = await _timer_aside(database)
    await _put_back(database, id_)
    (timer,) = await rows(database, timers_table)
    assert (timer["name"], timer["due_at"], timer["revision"]) == ("within", NOW + HOUR, 1)
    async with database.write() as conn:
        await conn.execute(delete(timers_table))
    await _put_back(database, id_)
    assert await rows(database, timers_table) == await rows(database, table) == []


async def test_a_timer_set_meanwhile_stays(database: Database) -> None:
    id_ = await _timer_aside(database)
    await again(database, SetTimer(name="within", due_at=NOW + 5 * HOUR, revision=2))
    await _put_back(database, id_)
    (timer,) = await rows(database, timers_table)
    assert (timer["due_at"], timer["revision"]) == (NOW + 5 * HOUR, 2)


async def test_a_timer_of_a_journey_that_is_gone_is_forgotten(database: Database) -> None:
    id_ = await _timer_aside(database)
    async with database.write() as conn:
        await conn.execute(delete(journeys))
    await _put_back(database, id_)
    assert await rows(database, timers_table) == await rows(database, table) == []
