"""Messages that were given up are listed with their reason, and sent again behind what waits in their chat."""

from datetime import timedelta

from storage import dead_letters, failed, outbox
from storage.database import Database
from storage.failed import FailedOne, Ref
from storage.outbox import OutboxRow
from storage.outcomes import Failed, LeftInDoubt, finish
from storage.outside_tables import outbox as outbox_table
from tests.storage.stories import HOUR, NOW, again, change, keep, known, message, person, rows

REFUSED = "Telegram server says - Bad Request: can't parse entities"
BLOCKED = "Telegram server says - Forbidden: bot was blocked by the user"
LATER = NOW + HOUR


async def given_up(
    database: Database, reason: str = REFUSED, *, kind: type[Failed | LeftInDoubt] = Failed, **fields: object
) -> int:
    """The id of a message that was."""
    if (await known(database, 1)).people:
        await again(database, message(**fields))
    else:
        await keep(database, change(person(), message(**fields)))
    async with database.write() as conn:
        (row,) = await outbox.claim(conn, NOW, 10)
        await finish(conn, [kind(id=row.id, reason=reason)], NOW)
    return row.id


async def listed(database: Database, now: object = LATER) -> list[FailedOne]:
    async with database.read() as conn:
        return await failed.listed(conn, now)


async def resend(database: Database, *ids: int) -> int:
    async with database.write() as conn:
        return await dead_letters.resend(conn, ids, LATER, staff=900)


async def claimed(database: Database) -> list[OutboxRow]:
    async with database.write() as conn:
        return await outbox.claim(conn, LATER, 10)


async def test_it_is_listed_with_its_reason(database: Database) -> None:
    id_ = await given_up(database)
    (one,) = await listed(database)
    assert (one.ref, one.what, one.chat, one.at) == (Ref("m", id_), "step", 1, NOW)
    assert (one.funnel, one.step, one.cause, one.in_doubt) == ("relationships", "lead_magnet.1", REFUSED, False)
    assert one.who == "Анна"
    assert await listed(database, NOW + timedelta(days=31)) == []


async def test_whoever_has_blocked_the_bot_is_no_failure(database: Database) -> None:
    await given_up(database, BLOCKED)
    assert await listed(database) == []


async def test_it_is_sent_again_once_behind_what_waits(database: Database) -> None:
    id_ = await given_up(database, "Hello")
    await again(database, message("Later"))
    assert await resend(database, id_) == 1
    assert await resend(database, id_) == 0
    waiting = await claimed(database)
    assert [row.payload.text for row in waiting] == ["Later", "Здравствуйте!"]
    anew = waiting[-1]
    assert (anew.chat_id, anew.funnel, anew.step, anew.run, anew.attempts) == (
        1,
        "relationships",
        "lead_magnet.1",
        1,
        0,
    )
    old = next(row for row in await rows(database, outbox_table) if row["id"] == id_)
    new = next(row for row in await rows(database, outbox_table) if row["id"] == anew.id)
    assert (old["status"], new["status"], new["purpose"], new["due_at"]) == ("resent", "claimed", "step", LATER)
    assert await listed(database) == []


async def test_what_fails_again_is_listed_with_the_new_reason(database: Database) -> None:
    id_ = await given_up(database)
    await resend(database, id_)
    (row,) = await claimed(database)
    async with database.write() as conn:
        await finish(conn, [Failed(id=row.id, reason="something else")], LATER)
    assert [(one.ref.id, one.cause) for one in await listed(database)] == [(row.id, "something else")]


async def test_one_in_doubt_is_listed_apart_and_sent_after_all_once(database: Database) -> None:
    refused = await given_up(database)
    doubtful = await given_up(database, kind=LeftInDoubt, purpose="follow_up")
    found = await listed(database)
    assert [(one.ref.id, one.in_doubt) for one in found] == [(doubtful, True), (refused, False)]
    assert len({one.group for one in found}) == len(found)
    assert await resend(database, doubtful) == 1
    assert await resend(database, doubtful) == 0
    assert [row.step for row in await claimed(database)] == ["lead_magnet.1"]
    assert [one.ref.id for one in await listed(database)] == [refused]


async def test_a_present_waits_again_in_its_own_row(database: Database) -> None:
    id_ = await given_up(database, purpose="goods")
    assert await resend(database, id_) == 1
    assert await resend(database, id_) == 0
    assert [row.id for row in await claimed(database)] == [id_]


async def test_what_is_dropped_is_never_sent(database: Database) -> None:
    id_ = await given_up(database)
    async with database.write() as conn:
        assert await dead_letters.drop(conn, [id_]) == 1
        assert await dead_letters.drop(conn, [id_]) == 0
    assert await resend(database, id_) == 0
    assert await listed(database) == []


async def test_a_present_may_be_dropped(database: Database) -> None:
    id_ = await given_up(database, purpose="goods")
    async with database.write() as conn:
        assert await dead_letters.drop(conn, [id_]) == 1
    assert await resend(database, id_) == 0
    assert await listed(database) == []


def test_names_of_what_failed() -> None:
    assert Ref.parse("s12") == Ref("s", 12)
    assert str(Ref("m", 3)) == "m3"
    assert [Ref.parse(text) for text in ("", "s", "12", "x12", "s-1", "s1 ", "s٣", "m" + "9" * 19)] == [None] * 8
