"""What became of a message and cannot be written down: the message is over, and its facts are made up for, once."""

from datetime import UTC

import pytest

from funnels.engine.effects.shown import SendMessage
from storage import outbox, outcomes_aside
from storage.database import Database
from storage.outcomes import Failed, LeftInDoubt, Over, Postponed, Result, Sent, finish
from storage.outside_tables import outbox as outbox_table
from storage.set_aside import Failure, SetAside
from storage.tables import events
from tests.storage.stories import HOUR, NOW, change, keep, message, person, rows

LATER = NOW + HOUR
WHY = Failure(cause="ValueError (bot/x.py:1)", error="ValueError: no text", traceback="x")


async def claimed(database: Database, *messages: SendMessage) -> list[int]:
    await keep(database, change(person(), *(messages or [message()])))
    async with database.write() as conn:
        return [row.id for row in await outbox.claim(conn, NOW, 100)]


async def taken(database: Database, result: Result) -> SetAside | None:
    async with database.write() as conn:
        return await outcomes_aside.take(conn, result, WHY, LATER)


async def put_back(database: Database, one: SetAside | None) -> None:
    assert one is not None
    async with database.write() as conn:
        await outcomes_aside.put_back(conn, one.content, LATER, UTC)


async def state(database: Database) -> list[tuple[object, object, object]]:
    return [(row["status"], row["finished_at"], row["reason"]) for row in await rows(database, outbox_table)]


async def test_its_chat_goes_on(database: Database) -> None:
    first, second, third = await claimed(database, *(message(f"{number}") for number in range(3)))
    sent = await taken(database, Sent(id=first, message_id=1))
    assert sent is not None
    assert (sent.kind, sent.number, sent.subscriber, sent.funnel) == ("outcome", first, 1, "relationships")
    assert await taken(database, Failed(id=second, reason="no")) is not None
    assert await taken(database, Postponed(id=third, until=LATER, reason="")) is None
    assert await state(database) == [
        ("sent", LATER, "sent, but not recorded: ValueError: no text"),
        ("failed", LATER, "failed, but not recorded: ValueError: no text"),
        ("failed", LATER, "failed, but not recorded: ValueError: no text"),
    ]
    assert await rows(database, events) == []


async def test_a_message_that_is_over_stays_as_it_is(database: Database) -> None:
    (id_,) = await claimed(database)
    async with database.write() as conn:
        await finish(conn, [Sent(id=id_, message_id=55)], NOW)
    assert await taken(database, Failed(id=id_, reason="")) is None
    assert await state(database) == [("sent", NOW, "")]


@pytest.mark.parametrize(
    ("kind", "status", "fact"),
    [(Sent, "sent", "delivered"), (Failed, "failed", "failed"), (LeftInDoubt, "in_doubt", "left_in_doubt")],
)
async def test_its_facts_are_made_up_for_once(database: Database, kind: type[Over], status: str, fact: str) -> None:
    (id_,) = await claimed(database)
    one = await taken(database, Sent(id=id_, message_id=55) if kind is Sent else kind(id=id_, reason="odd"))
    await put_back(database, one)
    await put_back(database, one)
    assert [(row["event"], row["step"]) for row in await rows(database, events)] == [(fact, "lead_magnet.1")]
    assert await state(database) == [(status, LATER, "" if kind is Sent else "odd")]


async def test_one_that_was_sent_again_meanwhile_stays_as_it_is(database: Database) -> None:
    (id_,) = await claimed(database)
    one = await taken(database, Failed(id=id_, reason="odd"))
    async with database.write() as conn:
        await conn.execute(outbox_table.update().values(status="resent"))
    await put_back(database, one)
    assert [status for status, _, _ in await state(database)] == ["resent"]
    assert await rows(database, events) == []
