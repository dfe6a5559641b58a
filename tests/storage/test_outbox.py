"""Claiming: answers first, a chat in its order, nothing twice, nothing lost."""

from datetime import UTC, datetime, timedelta

from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import AskPayment, CopyMessage, Lane, SendMessage
from funnels.engine.effects.staff import NotifyOwners, Staff
from funnels.engine.person import OrderedEffect
from storage import doubt, outbox, outcomes
from storage.database import Database
from storage.outbox import OutboxRow
from storage.outcomes import Postponed, Released, Result, Sent
from storage.outside_tables import outbox as outbox_table
from storage.tables import events
from storage.writers.people import Change
from tests.storage.stories import (
    HOUR,
    MINUTE,
    NOBODY,
    NOW,
    STARS_100,
    change,
    keep,
    known,
    message,
    person,
    rows,
    staff_notice,
)


async def claim(database: Database, now: datetime = NOW, limit: int = 100) -> list[OutboxRow]:
    async with database.write() as conn:
        return await outbox.claim(conn, now, limit)


async def finish(database: Database, *results: Result, now: datetime = NOW) -> None:
    async with database.write() as conn:
        await outcomes.finish(conn, results, now)


async def write(database: Database, chat: int, *texts: str) -> None:
    """Messages to a chat; those that begin with `t` are timed, with `e`: an event has caused them."""
    lanes: dict[str, Lane] = {"t": "timed", "e": "event", "a": "answer"}
    effects = [message(text, lane=lanes[text[0]]) for text in texts]
    who = (await known(database, chat)).people.get(chat)
    await keep(database, change(who or person(chat), *effects, before=who))


def texts(rows: list[OutboxRow]) -> list[str]:
    return [row.payload.text for row in rows if isinstance(row.payload, SendMessage)]


async def test_a_claimed_message_says_all_there_is_to_send_it(database: Database) -> None:
    sent = message("Здравствуйте!", lane="timed")
    await keep(database, change(person(), sent))
    ((journey_id),) = (await known(database, 1)).journey_ids.values()
    (row,) = await claim(database)
    assert row == OutboxRow(
        id=row.id,
        chat_id=1,
        journey_id=journey_id,
        payload=sent,
        step="lead_magnet.1",
        funnel="relationships",
        run=1,
        version=1,
        attempts=0,
        lane=2,
    )


async def test_answers_go_first_then_what_events_have_caused_then_timed_messages(database: Database) -> None:
    for chat, text in enumerate(("t1", "e1", "a1", "t2", "a2", "e2"), start=1):
        await write(database, chat, text)
    assert texts(await claim(database)) == ["a1", "a2", "e1", "e2", "t1", "t2"]


async def test_only_timed_messages_make_a_queue_that_is_paid_for(database: Database) -> None:
    for chat, text in enumerate(("t1", "e1", "a1", "t2"), start=1):
        await write(database, chat, text)
    async with database.read() as conn:
        assert await outbox.queued(conn, NOW, 10) == 2


async def test_answers_go_first_also_when_not_all_can_go(database: Database) -> None:
    for chat, text in enumerate(("t1", "t2", "a3", "a4"), start=1):
        await write(database, chat, text)
    order = [texts(await claim(database, limit=1)) for _ in range(4)]
    assert order == [["a3"], ["a4"], ["t1"], ["t2"]]


async def test_a_chat_keeps_its_order_whatever_the_lanes(database: Database) -> None:
    await write(database, 1, "t1", "a1", "t2")
    await write(database, 2, "t3")
    assert texts(await claim(database)) == ["t1", "a1", "t2", "t3"]


async def test_an_answer_lifts_the_timed_message_before_it(database: Database) -> None:
    await write(database, 1, "t other")
    await write(database, 2, "t mine", "a mine")
    assert texts(await claim(database)) == ["t mine", "a mine", "t other"]


async def test_a_limit_cuts_no_chat_in_the_wrong_place(database: Database) -> None:
    await write(database, 1, "t1", "a1")
    await write(database, 2, "a2")
    order = [texts(await claim(database, limit=1)) for _ in range(2)]
    assert order == [["t1"], ["a2"]]


async def test_what_is_claimed_is_not_claimed_again(database: Database) -> None:
    await write(database, 1, "a1")
    assert len(await claim(database)) == 1
    assert await claim(database) == []


async def test_a_chat_waits_for_what_is_being_sent(database: Database) -> None:
    await write(database, 1, "a1")
    (first,) = await claim(database)
    await write(database, 1, "a2")
    await write(database, 2, "a3")
    assert texts(await claim(database)) == ["a3"]
    await finish(database, Sent(id=first.id, message_id=10))
    assert texts(await claim(database)) == ["a2"]


async def test_a_postponed_message_makes_its_chat_wait_and_nobody_else(database: Database) -> None:
    await write(database, 1, "a1", "a2")
    await write(database, 2, "a3")
    first, second, other = await claim(database)
    until = NOW + timedelta(seconds=17)
    await finish(
        database,
        Postponed(id=first.id, until=until, reason="429"),
        Released(id=second.id),
        Sent(id=other.id, message_id=10),
    )
    await write(database, 1, "a4")
    assert await claim(database, until - timedelta(microseconds=1)) == []
    waited = await claim(database, until)
    assert texts(waited) == ["a1", "a2", "a4"]
    assert [row.attempts for row in waited] == [1, 0, 0]


async def test_a_released_message_is_claimed_as_before(database: Database) -> None:
    await write(database, 1, "a1")
    (row,) = await claim(database)
    await finish(database, Released(id=row.id))
    assert await claim(database) == [row]


async def test_what_this_release_cannot_read_is_claimed_in_its_turn_and_stops_no_other(database: Database) -> None:
    await write(database, 1, "a1", "a2", "a3")
    await write(database, 2, "a4")
    async with database.write() as conn:
        parcel = outbox_table.update().where(outbox_table.c.payload.contains("a2"))
        await conn.execute(parcel.values(payload='{"effect":"SendParcel"}'))
    rows = await claim(database)
    assert texts(rows) == ["a1", "a3", "a4"]
    assert "SendParcel" in str(rows[1].payload)


async def test_a_clock_set_back_holds_up_only_what_was_put_off(database: Database) -> None:
    await write(database, 1, "a1", "t2")
    await write(database, 2, "a3", "a4")
    (_, later, _, _) = rows = await claim(database, limit=4)
    assert texts(rows) == ["a1", "a3", "a4", "t2"]
    released = [Released(id=row.id) for row in rows if row is not later]
    await finish(database, Postponed(id=later.id, until=NOW + MINUTE, reason="429"), *released)
    assert texts(await claim(database, now=NOW - HOUR)) == ["a1", "t2"]
    assert texts(await claim(database, now=NOW + MINUTE)) == ["a3", "a4"]


async def test_after_a_crash_the_claimed_wait_again_in_their_place(database: Database) -> None:
    await write(database, 1, "a1", "a2")
    await claim(database, limit=1)
    async with database.write() as conn:
        assert await doubt.recover(conn, NOW, UTC) == (1, 0)
        assert await doubt.recover(conn, NOW, UTC) == (0, 0)
    assert texts(await claim(database)) == ["a1", "a2"]


async def test_how_many_wait(database: Database) -> None:
    await write(database, 1, "a1", "a2", "a3")
    rows = await claim(database, limit=2)
    await finish(database, Sent(id=rows[0].id, message_id=10))
    async with database.read() as conn:
        assert await outbox.waiting(conn) == 2


async def test_when_something_can_be_claimed_next(database: Database) -> None:
    async with database.read() as conn:
        assert await outbox.next_due(conn) is None
    await write(database, 1, "a1", "a2")
    async with database.read() as conn:
        assert await outbox.next_due(conn) == NOW
    first, second = await claim(database)
    async with database.read() as conn:
        assert await outbox.next_due(conn) is None
    until = NOW + MINUTE
    await finish(database, Postponed(id=first.id, until=until, reason="429"), Released(id=second.id))
    async with database.read() as conn:
        assert await outbox.next_due(conn) == until


async def test_a_notice_goes_to_every_owner(database: Database) -> None:
    notice = NotifyOwners(about="paid", order="1:f:1:2:0", title="Вебинар", money=STARS_100)
    await keep(database, change(person(), notice), staff=NOBODY | {"owner": (901, 902)})
    rows = await claim(database)
    assert [(row.chat_id, row.payload, row.lane) for row in rows] == [
        (901, notice, 0),
        (902, notice, 0),
    ]


async def test_a_notice_goes_to_everybody_of_the_role_it_names(database: Database) -> None:
    staff: Staff = {"owner": (901,), "manager": (902, -100500), "marketer": ()}
    to_managers, to_marketers, to_chat = [staff_notice(to=to) for to in ("manager", "marketer", "-100900")]
    await keep(database, change(person(), to_managers, to_marketers, to_chat), staff=staff)
    assert [(row.chat_id, row.payload) for row in await claim(database)] == [
        (902, to_managers),
        (-100500, to_managers),
        (-100900, to_chat),
    ]


async def test_a_copy_and_a_question_about_a_person_wait_for_what_they_are_sent_before(database: Database) -> None:
    copy = CopyMessage(chat=902, message=7)
    question = CheckMember(chat="@club", funnel="relationships", run=1, revision=1, first=True, lane="timed")
    await keep(database, change(person(), message("Hi"), copy, question))
    _, *later = await claim(database)
    assert [(row.chat_id, row.payload, row.lane) for row in later] == [(1, copy, 0), (1, question, 2)]


async def test_a_question_that_was_asked_leaves_no_message(database: Database) -> None:
    question = CheckMember(chat="@club", funnel="relationships", run=1, revision=1, first=True)
    await keep(database, change(person(), question))
    (row,) = await claim(database)
    await finish(database, Sent(id=row.id, message_id=None))
    async with database.read() as conn:
        assert await outbox.waiting(conn) == 0
    assert await rows(database, events) == []


async def test_a_notice_without_a_journey_is_sent_too(database: Database) -> None:
    stray = NotifyOwners(about="stray_payment", order="???", title="", money=STARS_100, payer=1)
    await keep(
        database,
        Change(before=None, after=person(), effects=(OrderedEffect(journey=None, effect=stray),)),
    )
    (row,) = await claim(database)
    assert (row.payload, row.journey_id) == (stray, None)


async def test_an_invoice_is_an_answer(database: Database) -> None:
    invoice = AskPayment(
        order="1:f:1:2:0",
        title="Вебинар",
        description="Запись",
        price=STARS_100,
        method="stars",
        step="core.offer",
    )
    await keep(database, change(person(), invoice))
    (row,) = await claim(database)
    assert (row.payload, row.step, row.lane) == (invoice, "core.offer", 0)


async def test_a_message_that_came_due_long_ago_is_still_sent(database: Database) -> None:
    await write(database, 1, "a1")
    assert texts(await claim(database, NOW + 1000 * HOUR)) == ["a1"]
