"""Messages that fail are counted by step, with the newest reason; whoever blocked the bot is none of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from storage import outbox
from storage.database import Database
from storage.outcomes import Failed, Sent, finish
from storage.queries.failing import Failing, deliveries, failing
from tests.storage.stories import NOW, change, keep, message, person

FUNNEL = "relationships"
HOUR = timedelta(hours=1)
_people = count(1)
BLOCKED = "Forbidden: bot was blocked by the user"


async def send(
    database: Database, now: datetime, reasons: Sequence[str], *, step: str = "magnet.1", run: int = 1
) -> None:
    """To somebody new for each; an empty reason is a delivery."""
    for reason in reasons:
        who = person(next(_people), run=run)
        await keep(database, change(who, message(step=step)), now=now)
        async with database.write() as conn:
            (row,) = await outbox.claim(conn, now, 100)
            await finish(conn, [Failed(id=row.id, reason=reason) if reason else Sent(id=row.id, message_id=1)], now)


async def test_reasons_add_up_and_the_newest_is_told(database: Database) -> None:
    await send(database, NOW, ["Bad Request: a", "Bad Request: b", "Bad Request: b", "", BLOCKED])
    await send(database, NOW + HOUR, ["Bad Request: a"])
    await send(database, NOW, ["Bad Request: c"], step="magnet.2")
    await send(database, NOW, ["Bad Request: later walk"], step="magnet.3", run=2)
    await send(database, NOW, [BLOCKED], step="magnet.4")
    async with database.read() as conn:
        found = {one.step: one for one in await failing(conn, FUNNEL, NOW)}
        later = await failing(conn, FUNNEL, NOW + HOUR)
        assert await failing(conn, "other", NOW) == []
    assert found == {
        "magnet.1": Failing(step="magnet.1", failed=4, reason="Bad Request: a"),
        "magnet.2": Failing(step="magnet.2", failed=1, reason="Bad Request: c"),
    }
    assert later == [Failing(step="magnet.1", failed=1, reason="Bad Request: a")]


async def test_of_what_was_sent_from_one_moment_to_another(database: Database) -> None:
    await send(database, NOW - HOUR, ["Bad Request: a"])
    await send(database, NOW, ["Bad Request: a", BLOCKED, ""])
    await send(database, NOW + HOUR, ["Bad Request: a", ""])
    await send(database, NOW, ["Bad Request: a"], step="magnet.2")
    await send(database, NOW, ["Bad Request: a"], run=2)
    async with database.read() as conn:
        assert await deliveries(conn, FUNNEL, ["magnet.1", "none"], NOW, NOW + HOUR) == {"magnet.1": (1, 3)}
        assert await deliveries(conn, FUNNEL, ["magnet.1"], NOW, NOW + 2 * HOUR) == {"magnet.1": (2, 5)}
        assert await deliveries(conn, FUNNEL, [], NOW, NOW + HOUR) == {}
