"""Calls: one a person at a time, in their order to each host, finished by the commit of what they cause."""

import asyncio
from datetime import datetime, timedelta

import pytest

from funnels.engine.effects.facts import Track
from funnels.engine.effects.outside import Call
from funnels.engine.inputs import Called
from storage import calls
from storage.calls import ClaimedCall
from storage.commit import commit
from storage.database import Database
from storage.errors import ConflictError
from storage.outside_tables import calls as calls_table
from storage.tables import events
from tests.storage.stories import HOUR, MINUTE, NOBODY, NOW, again, change, keep, known, message, person, rows

CRM = "https://crm.example.com/leads?key=1"
SHEET = "https://me:secret@sheet.example.com:8443/row"


def call(url: str = CRM, *, hours: float = 24, body: str = '{"имя": "Анна"}') -> Call:
    return Call(
        url=url,
        body=body,
        give_up_at=NOW + hours * HOUR,
        timeout=10,
        funnel="relationships",
        run=1,
        revision=1,
        step="lead_magnet.1",
    )


def result(reason: str = "") -> Called:
    return Called(funnel="relationships", run=1, revision=1, step="lead_magnet.1", ok=not reason, reason=reason)


async def claim(database: Database, now: datetime = NOW, limit: int = 100) -> list[ClaimedCall]:
    async with database.write() as conn:
        return await calls.claim(conn, now, limit)


async def postpone(database: Database, one: ClaimedCall, until: datetime) -> None:
    async with database.write() as conn:
        await calls.postpone(conn, one.id, until, "it answered 503")


async def states(database: Database) -> list[object]:
    return [row["status"] for row in sorted(await rows(database, calls_table), key=lambda row: str(row["id"]))]


async def test_a_claimed_call_says_all_there_is_to_make_it(database: Database) -> None:
    await keep(database, change(person(), call(SHEET)))
    (one,) = await claim(database)
    assert one == ClaimedCall(
        id=one.id,
        subscriber_id=1,
        funnel="relationships",
        run=1,
        revision=1,
        step="lead_magnet.1",
        url=SHEET,
        host="sheet.example.com:8443",
        body='{"имя": "Анна"}',
        timeout=timedelta(seconds=10),
        give_up_at=NOW + 24 * HOUR,
        attempts=0,
    )
    assert await claim(database) == []


async def test_a_commit_says_how_many_calls_it_has_written(database: Database) -> None:
    async with database.write() as conn:
        changes = [change(person(1), call(), message()), change(person(2), call())]
        written = await commit(conn, changes, journey_ids={}, staff=NOBODY, now=NOW)
    assert (written.calls, written.waiting) == (2, 1)


async def test_one_persons_calls_are_made_one_at_a_time_in_their_order(database: Database) -> None:
    await keep(database, change(person(1), call(body="1"), call(body="2"), call(SHEET, body="3")))
    await keep(database, change(person(2), call(body="4")))
    first, other = await claim(database)
    assert (first.body, other.body) == ("1", "4")
    assert await claim(database) == []
    await again(database, called={first.id: result()})
    (second,) = await claim(database)
    assert second.body == "2"


async def test_one_that_is_put_off_holds_up_its_host_and_no_other(database: Database) -> None:
    await keep(database, change(person(), call(body="1"), call(body="2"), call(SHEET, body="3")))
    (first,) = await claim(database)
    await postpone(database, first, NOW + MINUTE)
    (to_sheet,) = await claim(database)
    assert to_sheet.body == "3"
    await again(database, called={to_sheet.id: result()})
    assert await claim(database) == []
    (retried,) = await claim(database, NOW + MINUTE)
    assert (retried.body, retried.attempts) == ("1", 1)


async def test_one_that_is_put_off_holds_up_the_others_no_longer_than_they_can_wait(database: Database) -> None:
    await keep(database, change(person(), call(body="1"), call(body="2", hours=1)))
    (first,) = await claim(database)
    await postpone(database, first, NOW + 5 * HOUR)
    assert await claim(database, NOW + HOUR - timedelta(seconds=1)) == []
    (second,) = await claim(database, NOW + HOUR)
    assert second.body == "2"


async def test_those_that_wait_longest_are_claimed_first(database: Database) -> None:
    for id_ in (3, 1, 2):
        await keep(database, change(person(id_), call()), now=NOW + id_ * MINUTE)
    assert [one.subscriber_id for one in await claim(database, NOW + HOUR, 2)] == [1, 2]
    assert [one.subscriber_id for one in await claim(database, NOW + HOUR, 2)] == [3]


async def test_whether_there_is_one_to_be_made(database: Database) -> None:
    async def are_due(now: datetime = NOW) -> bool:
        async with database.read() as conn:
            return await calls.are_due(conn, now)

    assert not await are_due()
    await keep(database, change(person(), call(), call()))
    assert await are_due()
    (one,) = await claim(database)
    assert not await are_due()
    await postpone(database, one, NOW + HOUR)
    assert not await are_due(NOW + HOUR - timedelta(seconds=1))
    assert await are_due(NOW + HOUR)


async def test_whether_all_is_settled(database: Database) -> None:
    async def settled() -> bool:
        async with database.read() as conn:
            return await calls.settled(conn, NOW)

    assert await settled()
    await keep(database, change(person(), call(), call()))
    assert not await settled()
    (one,) = await claim(database)
    assert not await settled()
    await postpone(database, one, NOW + HOUR)
    assert await settled()


async def test_a_call_is_finished_with_what_it_causes_or_not_at_all(database: Database) -> None:
    await keep(database, change(person(), call()))
    (one,) = await claim(database)
    who = await known(database, 1)

    async def written_then_lost() -> None:
        async with database.write() as conn:
            changes = [change(who.people[1], Track(event="called"), before=who.people[1])]
            called = {one.id: result()}
            await commit(conn, changes, journey_ids=who.journey_ids, staff=NOBODY, now=NOW, called=called)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        await written_then_lost()
    assert await states(database) == ["claimed"]
    await again(database, Track(event="called"), now=NOW + MINUTE, called={one.id: result()})
    (row,) = await rows(database, calls_table)
    assert (row["status"], row["finished_at"], row["body"], row["reason"]) == ("done", NOW + MINUTE, "", "")
    assert [fact["event"] for fact in await rows(database, events)] == ["called"]


async def test_a_call_is_finished_once(database: Database) -> None:
    await keep(database, change(person(), call()))
    (one,) = await claim(database)
    await again(database, called={one.id: result("it answered 404")})
    async with database.read() as conn:
        assert await calls.unfinished(conn, [one.id]) == set()
    with pytest.raises(ConflictError):
        await again(database, Track(event="called"), called={one.id: result()})
    (row,) = await rows(database, calls_table)
    assert (row["status"], row["reason"]) == ("failed", "it answered 404")
    assert await rows(database, events) == []


async def test_what_was_claimed_before_a_crash_is_made_again(database: Database) -> None:
    await keep(database, change(person(1), call()), change(person(2), call()))
    one, two = await claim(database)
    await again(database, id_=2, called={two.id: result()})
    async with database.write() as conn:
        assert await calls.recover(conn) == 1
    assert await claim(database) == [one]


async def test_one_whose_result_cannot_be_written_is_over(database: Database) -> None:
    await keep(database, change(person(), call()))
    (one,) = await claim(database)
    async with database.write() as conn:
        await calls.set_aside(conn, one.id, "no room", NOW + HOUR)
    await postpone(database, one, NOW)
    (row,) = await rows(database, calls_table)
    assert (row["status"], row["finished_at"], row["body"], row["reason"]) == ("failed", NOW + HOUR, "", "no room")


async def test_two_processes_never_call_for_one_person_at_once(url: str) -> None:
    both = await Database.open(url), await Database.open(url)
    for id_ in range(1, 21):
        await keep(both[0], change(person(id_), call(body="1"), call(SHEET, body="2")))
    taken = await asyncio.gather(*(claim(both[number % 2], limit=15) for number in range(4)))
    people = [one.subscriber_id for some in taken for one in some]
    assert len(people) == len(set(people)) > 14
    for database in both:
        await database.close()


async def test_who_is_forgotten_is_not_called_about(database: Database) -> None:
    await keep(database, change(person(), call()))
    async with database.write() as conn:
        await conn.execute(calls_table.metadata.tables["subscribers"].delete())
    assert await rows(database, calls_table) == []
