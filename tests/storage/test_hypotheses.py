"""The register of hypotheses, and how a stage converted by version."""

from dataclasses import replace
from datetime import date

from msgspec.structs import replace as struct

from funnels.engine.effects.facts import StagePassed, StageReached
from storage.database import Database
from storage.hypotheses import Idea, add, close, listed
from storage.queries.versions import by_version
from tests.storage.stories import HOUR, NOW, again, change, keep, person

IDEA = Idea(funnel="sales", stage="quote", idea="Shorter <text>", owner="@anna", due=date(2026, 4, 1), version=4)
REACHED, PASSED = StageReached(stage="core"), StagePassed(stage="core")


async def added(database: Database, *ideas: Idea) -> list[int]:
    async with database.write() as conn:
        return [await add(conn, idea, staff=1, now=NOW) for idea in ideas]


async def test_what_was_written_is_read(database: Database) -> None:
    (number,) = await added(database, IDEA)
    async with database.read() as conn:
        (one,) = await listed(conn, "sales")
        assert await listed(conn, "another") == []
    assert (one.id, one.status, one.added_at, one.closed_at) == (number, "open", NOW, None)
    assert {field: getattr(one, field) for field in vars(IDEA)} == vars(IDEA)


async def test_open_ones_first_by_when_they_are_due(database: Database) -> None:
    soon, late = replace(IDEA, due=date(2026, 3, 5)), replace(IDEA, due=date(2026, 12, 1))
    numbers = await added(database, late, replace(IDEA, due=None), soon, soon, IDEA)
    async with database.write() as conn:
        await close(conn, numbers[2], "done", NOW + HOUR)
        await close(conn, numbers[0], "dropped", NOW + HOUR)
    async with database.read() as conn:
        found = [one.id - numbers[0] for one in await listed(conn, "sales")]
    assert found == [3, 4, 1, 2, 0]


async def test_one_is_closed_once(database: Database) -> None:
    (number,) = await added(database, IDEA)
    async with database.write() as conn:
        closed = await close(conn, number, "done", NOW + HOUR)
        assert closed is not None
        assert (closed.status, closed.closed_at) == ("done", NOW + HOUR)
        assert await close(conn, number, "dropped", NOW + HOUR) is None
        assert await close(conn, number + 1, "done", NOW) is None


async def test_a_stage_by_version_without_who_is_on_the_way(database: Database) -> None:
    for id_, version in ((1, 1), (2, 2), (3, 2)):
        who = person(id_)
        (journey,) = who.journeys
        await keep(database, change(struct(who, journeys=(struct(journey, version=version),)), REACHED))
    for id_ in (1, 2):
        await again(database, PASSED, id_=id_, now=NOW + HOUR)
    late = person(4)
    await keep(database, change(late, REACHED), now=NOW + 5 * HOUR)
    async with database.read() as conn:
        assert await by_version(conn, "relationships", "core", NOW + 5.5 * HOUR) == {1: (1, 1), 2: (1, 2)}
        assert await by_version(conn, "relationships", "other", NOW) == {}


async def test_a_stage_by_version_is_of_first_walks_and_of_that_stage(database: Database) -> None:
    other = StageReached(stage="other")
    for id_, run in ((1, 1), (2, 1), (3, 2), (4, 1)):
        await keep(database, change(person(id_, run=run), REACHED, other))
    for id_ in (1, 3):
        await again(database, PASSED, id_=id_, now=NOW + HOUR)
    await keep(database, change(person(5), other), change(person(6, run=2), REACHED), now=NOW + 5 * HOUR)
    async with database.read() as conn:
        ((_, counted),) = (await by_version(conn, "relationships", "core", NOW + 5.5 * HOUR)).items()
        assert counted == (1, 3)
