"""A thousand people meet the same trouble, and whoever looks after the bot is told once, then how many there were."""

from datetime import datetime

from funnels.engine.effects.staff import NotifyStaff
from storage import outbox, troubles
from storage.database import Database
from storage.outcomes import Sent, finish
from storage.outside_tables import troubles as troubles_table
from tests.storage.stories import HOUR, MINUTE, NOW, OWNER, change, keep, person, rows, staff_notice

NO_RIGHTS = staff_notice("owner", about="gate_broken", text="@club: chat not found", step="lead_magnet.1")
BROKEN = staff_notice("owner", about="call_failed", text="crm.example.com answered 500", step="lead_magnet.2")


async def met(database: Database, notice: NotifyStaff, *people: int, now: datetime = NOW) -> None:
    await keep(database, *(change(person(id_), notice) for id_ in people), now=now)


async def told(database: Database, now: datetime = NOW) -> list[tuple[str, int]]:
    """Notices that are sent now, each with how many others it speaks of."""
    async with database.write() as conn:
        await troubles.tell_repeated(conn, {"owner": (OWNER,), "manager": (), "marketer": ()}, now)
        claimed = await outbox.claim(conn, now, 100)
        await finish(conn, [Sent(id=row.id, message_id=1) for row in claimed], now)
    return [(row.payload.text, row.payload.more) for row in claimed if isinstance(row.payload, NotifyStaff)]


async def test_a_trouble_is_told_once_however_many_meet_it(database: Database) -> None:
    await met(database, NO_RIGHTS, 1, 2, 3)
    await met(database, NO_RIGHTS, 4)
    assert await told(database) == [(NO_RIGHTS.text, 0)]


async def test_another_cause_is_told_by_itself(database: Database) -> None:
    await met(database, NO_RIGHTS, 1)
    await met(database, BROKEN, 2)
    assert await told(database) == [(NO_RIGHTS.text, 0), (BROKEN.text, 0)]


async def test_what_goes_on_is_told_as_a_number_every_hour(database: Database) -> None:
    await met(database, NO_RIGHTS, 1, 2, 3)
    await met(database, NO_RIGHTS, 4, 5, now=NOW + MINUTE)
    assert await told(database) == [(NO_RIGHTS.text, 0)]
    assert await told(database, NOW + 59 * MINUTE) == []
    assert await told(database, NOW + HOUR) == [(NO_RIGHTS.text, 4)]
    await met(database, NO_RIGHTS, 6, now=NOW + HOUR + MINUTE)
    assert await told(database, NOW + 2 * HOUR) == [(NO_RIGHTS.text, 1)]


async def test_what_has_not_come_again_is_forgotten_and_then_news(database: Database) -> None:
    await met(database, NO_RIGHTS, 1)
    assert await told(database) == [(NO_RIGHTS.text, 0)]
    assert await told(database, NOW + HOUR) == []
    assert await rows(database, troubles_table) == []
    await met(database, NO_RIGHTS, 2, now=NOW + HOUR)
    assert await told(database, NOW + HOUR) == [(NO_RIGHTS.text, 0)]


async def test_an_ordinary_notice_is_told_for_each_person(database: Database) -> None:
    task = staff_notice("owner")
    await met(database, task, 1, 2)
    assert await told(database) == [(task.text, 0), (task.text, 0)]
