"""Who is followed and for how long; what failed to arrive."""

from datetime import timedelta

from funnels.engine.effects.facts import StagePassed, StageReached, Track
from storage.database import Database
from storage.queries.failing import Failing, deliveries, failing
from storage.queries.followed import Watch, followed
from tests.storage.stories import HOUR, NOW, again, change, keep, person

DAY = timedelta(days=1)
STAGES = ("core", "last")
REACHED, PASSED = StageReached(stage="core"), StagePassed(stage="core")
BLOCKED = "Telegram server says - Forbidden: bot was blocked by the user"


def sent(event: str, reason: str = "", step: str = "core.1") -> Track:
    return Track(event=event, step=step, detail=reason)


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


async def test_what_failed_is_told_by_step_with_the_newest_reason(database: Database) -> None:
    await keep(database, change(person(1), sent("failed", "no such file")), now=NOW - DAY)
    effects = (sent("failed", "no such file"), sent("failed", "too large"), sent("failed", BLOCKED), sent("delivered"))
    await keep(database, change(person(2), *effects, sent("failed", BLOCKED, "core.2")))
    async with database.read() as conn:
        assert await failing(conn, "relationships", NOW) == [Failing(step="core.1", failed=2, reason="too large")]
        counted = await deliveries(conn, "relationships", ["core.1", "core.2"], NOW, NOW + HOUR)
        assert counted == {"core.1": (2, 4), "core.2": (0, 1)}
        assert await deliveries(conn, "relationships", ["core.1"], NOW - DAY, NOW) == {"core.1": (1, 1)}
        assert await deliveries(conn, "relationships", [], NOW, NOW + HOUR) == {}
