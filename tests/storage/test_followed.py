"""Who is followed and for how long."""

from datetime import timedelta

from funnels.engine.effects.facts import StagePassed, StageReached
from storage.database import Database
from storage.queries.followed import Watch, followed
from tests.storage.stories import HOUR, NOW, again, change, keep, person

DAY = timedelta(days=1)
STAGES = ("core", "last")
REACHED, PASSED = StageReached(stage="core"), StagePassed(stage="core")


async def test_each_is_followed_for_as_long(database: Database) -> None:
    for id_, reached, passed in ((1, 0, 3), (2, 0, 30), (3, 1, 0), (4, 25, 26)):
        await keep(database, change(person(id_), REACHED), now=NOW + reached * HOUR)
        if passed:
            await again(database, PASSED, id_=id_, now=NOW + passed * HOUR)
    async with database.read() as conn:
        by_the_end = Watch(since=NOW, until=NOW + DAY)
        assert await followed(conn, "relationships", STAGES, by_the_end) == {"core": (1, 3)}
        assert await followed(conn, "relationships", STAGES, Watch(since=NOW, until=NOW + 2 * DAY)) == {"core": (3, 4)}
        for_a_day = Watch(since=NOW, until=NOW + 2 * DAY, within=DAY)
        assert await followed(conn, "relationships", STAGES, for_a_day) == {"core": (2, 4)}
        assert await followed(conn, "another", STAGES, by_the_end) == {}
        assert await followed(conn, "relationships", ["last"], by_the_end) == {}


async def test_the_moments_at_which_it_begins_and_ends(database: Database) -> None:
    for id_, reached, passed in ((1, 0, 24), (2, 10, 24), (3, 24, 25), (4, 11, 23), (5, 0, 25)):
        await keep(database, change(person(id_), REACHED), now=NOW + reached * HOUR)
        await again(database, PASSED, id_=id_, now=NOW + passed * HOUR)
    await keep(database, change(person(6, run=2), REACHED, PASSED), now=NOW + HOUR)
    async with database.read() as conn:
        assert await followed(conn, "relationships", STAGES, Watch(since=NOW, until=NOW + DAY)) == {"core": (1, 4)}
        soon = Watch(since=NOW, until=NOW + DAY, within=DAY)
        assert await followed(conn, "relationships", STAGES, soon) == {"core": (3, 4)}
