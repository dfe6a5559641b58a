"""Who stands where: whoever waits longest first, in the state conversion knows, and nobody who is through."""

import dataclasses
from datetime import UTC, datetime

from msgspec.structs import replace

from funnels.analytics.period import last_days
from funnels.analytics.question import Cell, Question
from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached, Track
from funnels.engine.person import Person
from storage.database import Database
from storage.queries.standing import Standing, standing, standing_at
from tests.storage.stories import HOUR, NOW, change, keep, moved, person

REACHED = StageReached(stage="lead_magnet")
ALL = Question(funnel="relationships")


async def told(database: Database, question: Question = ALL) -> dict[str, Standing]:
    async with database.read() as conn:
        return await standing(conn, question, UTC)


async def waiting(database: Database, stage: str = "", *, skip: int = 0, most: int = 9) -> list[int]:
    async with database.read() as conn:
        return [line.id for line in await standing_at(conn, ALL, UTC, stage, skip=skip, most=most)]


async def test_who_waits_longest_stands_first_and_who_is_through_does_not(database: Database) -> None:
    for id_, hours in ((1, 3), (2, 1), (3, 2)):
        await keep(database, change(person(id_), REACHED), now=NOW + hours * HOUR)
    await keep(database, change(moved(person(4), outcome="finished"), REACHED))
    await keep(database, change(person(5, funnel="other"), REACHED))
    assert await told(database) == {"lead_magnet": Standing(inside=3)}
    assert await waiting(database, "lead_magnet", most=2) == [2, 3]
    assert await waiting(database, skip=2) == [1]
    assert await waiting(database, "elsewhere") == []


async def test_what_is_known_of_somebody_who_stands(database: Database) -> None:
    who = person()
    subscriber = replace(who.subscriber, username="anna", tags=frozenset({"warm", "vip"}))
    (journey,) = who.journeys
    who = Person(subscriber=subscriber, journeys=(replace(journey, subscriber=subscriber),))
    await keep(database, change(who, REACHED, Track(event="started")), now=NOW + HOUR)
    await keep(database, change(who, Track(event="answered"), before=who), now=NOW + 2 * HOUR)
    await keep(database, change(who, Track(event="delivered"), before=who), now=NOW + 3 * HOUR)
    async with database.read() as conn:
        (line,) = await standing_at(conn, ALL, UTC, most=9)
    assert (line.since, line.last_act, line.state) == (NOW + HOUR, NOW + 2 * HOUR, "inside")
    assert (line.username, line.tags, line.reach, line.step) == ("anna", ["vip", "warm"], "active", "lead_magnet.1")


async def test_who_has_passed_and_who_is_silent_stand_apart(database: Database) -> None:
    await keep(
        database,
        change(person(1), REACHED),
        change(person(2), REACHED, StagePassed(stage="lead_magnet")),
        change(person(3), REACHED, StageLeft(stage="lead_magnet")),
    )
    (counts,) = (await told(database)).values()
    assert counts == Standing(inside=1, passed=1, lost=1)
    assert counts.whole == 3
    await keep(database, change(person(3), REACHED, before=person(3)))
    assert await told(database) == {"lead_magnet": Standing(inside=2, passed=1)}


async def test_a_question_narrows_them_down(database: Database) -> None:
    for id_, source in ((1, "vk"), (2, "tg")):
        who = person(id_)
        subscriber = replace(who.subscriber, source=source)
        (journey,) = who.journeys
        who = Person(subscriber=subscriber, journeys=(replace(journey, subscriber=subscriber),))
        await keep(database, change(who, REACHED))
    await keep(database, change(person(3, run=2), REACHED))
    vk = dataclasses.replace(ALL, only=Cell(slice="source", value="vk"))
    for question, people in (
        (ALL, 2),
        (vk, 1),
        (dataclasses.replace(ALL, again=True), 3),
        (dataclasses.replace(ALL, period=last_days(1, NOW.date())), 2),
        (dataclasses.replace(ALL, period=last_days(1, datetime(2026, 3, 1, tzinfo=UTC).date())), 0),
    ):
        assert sum(one.whole for one in (await told(database, question)).values()) == people, question
