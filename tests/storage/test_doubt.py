"""Of messages in doubt only follow-ups are left alone, with the reason, and never silently."""

from datetime import UTC

import pytest

from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import CopyMessage, SendMessage
from funnels.engine.person import OrderedEffect
from storage import doubt, outbox
from storage.database import Database
from storage.outbox import OutboxRow
from storage.outside_tables import outbox as outbox_table
from storage.tables import events
from tests.storage.stories import NOW, change, keep, message, person, rows, staff_notice


async def _claimed(database: Database, *effects: OrderedEffect) -> list[OutboxRow]:
    await keep(database, change(person(), *effects))
    async with database.write() as conn:
        return await outbox.claim(conn, NOW, 100)


LEFT_ALONE = [
    message("still there?", lane="timed", purpose="follow_up", step="lead_magnet.1#2"),
    message("", lane="timed", purpose="media", step="lead_magnet.1#2"),
]
SENT_AGAIN = [
    message("lesson 2", lane="timed"),
    message("", lane="timed", purpose="media"),
    message("the book", lane="timed", purpose="goods"),
    message("your access has ended", lane="timed", purpose="reply"),
    message("an answer"),
    CopyMessage(chat=5, message=6, lane="timed"),
    CheckMember(chat="@channel", lane="timed", funnel="relationships", run=1, revision=1, first=False),
    staff_notice(),
]


@pytest.mark.parametrize("effect", LEFT_ALONE)
async def test_a_follow_up_is_left_alone_with_the_reason_and_a_fact(database: Database, effect: SendMessage) -> None:
    (row,) = await _claimed(database, effect)
    assert doubt.is_left_alone(row)
    async with database.write() as conn:
        assert await doubt.recover(conn, NOW, UTC) == (0, 1)
        assert await doubt.recover(conn, NOW, UTC) == (0, 0)
        assert await outbox.claim(conn, NOW, 100) == []
    (kept,) = await rows(database, outbox_table)
    assert (kept["status"], kept["finished_at"], kept["reason"]) == ("in_doubt", NOW, doubt.STOPPED)
    facts = [(fact["event"], fact["step"], fact["detail"]) for fact in await rows(database, events)]
    counted = effect.purpose == "follow_up"
    assert (("left_in_doubt", "lead_magnet.1#2", doubt.STOPPED) in facts) is counted


@pytest.mark.parametrize("effect", SENT_AGAIN, ids=lambda effect: f"{effect}"[:60])
async def test_everything_else_is_sent_again(database: Database, effect: OrderedEffect) -> None:
    claimed = await _claimed(database, effect)
    assert not any(map(doubt.is_left_alone, claimed))
    async with database.write() as conn:
        assert await doubt.recover(conn, NOW, UTC) == (len(claimed), 0)
        assert await outbox.claim(conn, NOW, 100) == claimed
