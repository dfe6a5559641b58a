"""Messages that fail are counted by step, with the newest reason; whoever blocked the bot is none of them."""

from datetime import datetime, timedelta
from itertools import count

from funnels.engine.effects.facts import Track
from storage.database import Database
from storage.queries.failing import Failing, deliveries, failing
from tests.storage.stories import HOUR, NOW, change, keep, person

DAY = timedelta(days=1)
FUNNEL = "relationships"
BLOCKED = "Telegram server says - Forbidden: bot was blocked by the user"
_people = count(1)


async def sends(database: Database, now: datetime, *reasons: str, step: str = "core.1", run: int = 1) -> None:
    """To somebody new for each; an empty reason is a delivery."""
    for reason in reasons:
        fact = Track(event="failed" if reason else "delivered", step=step, detail=reason)
        await keep(database, change(person(next(_people), run=run), fact), now=now)


async def test_what_failed_is_told_by_step_with_the_newest_reason(database: Database) -> None:
    await sends(database, NOW - HOUR, "no such file")
    await sends(database, NOW, "no such file", "too large", "too large", "", BLOCKED)
    await sends(database, NOW + HOUR, "no such file")
    await sends(database, NOW, "too large", step="core.2")
    await sends(database, NOW, BLOCKED, step="core.3")
    await sends(database, NOW, "of a later walk", step="core.4", run=2)
    async with database.read() as conn:
        found = {one.step: one for one in await failing(conn, FUNNEL, NOW)}
        assert found == {
            "core.1": Failing(step="core.1", failed=4, reason="no such file"),
            "core.2": Failing(step="core.2", failed=1, reason="too large"),
        }
        (last,) = await failing(conn, FUNNEL, NOW + HOUR)
        assert last == Failing(step="core.1", failed=1, reason="no such file")
        assert await failing(conn, "another", NOW) == []


async def test_failed_of_sent_from_one_moment_to_another(database: Database) -> None:
    await sends(database, NOW - HOUR, "no such file")
    await sends(database, NOW, "no such file", BLOCKED, "")
    await sends(database, NOW + HOUR, "too large", "")
    await sends(database, NOW, "too large", "", "", step="core.2")
    await sends(database, NOW, "of a later walk", run=2)
    async with database.read() as conn:
        assert await deliveries(conn, FUNNEL, ["core.1", "none"], NOW, NOW + HOUR) == {"core.1": (1, 3)}
        both = await deliveries(conn, FUNNEL, ["core.1", "core.2"], NOW, NOW + 2 * HOUR)
        assert both == {"core.1": (2, 5), "core.2": (1, 3)}
        assert await deliveries(conn, FUNNEL, [], NOW, NOW + HOUR) == {}
        assert await deliveries(conn, "another", ["core.1"], NOW, NOW + HOUR) == {}
