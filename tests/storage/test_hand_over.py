"""Answers that a commit claims for the caller: they are the outbox's own rows, and overtake nothing in their chat."""

from datetime import UTC

from funnels.engine.effects.shown import SendMessage
from storage import doubt, outbox, outcomes
from storage.commit import Change, Written, commit
from storage.database import Database
from storage.outbox import OutboxRow
from storage.outcomes import Postponed
from storage.outside_tables import outbox as outbox_table
from storage.people import load
from tests.storage.stories import HOUR, NOBODY, NOW, change, keep, known, message, person, rows


async def hand_over(database: Database, most: int, *changes: Change) -> Written:
    async with database.write() as conn:
        loaded = await load(conn, [one.after.subscriber.id for one in changes])
        return await commit(conn, changes, journey_ids=loaded.journey_ids, staff=NOBODY, now=NOW, hand_over=most)


async def claim(database: Database) -> list[OutboxRow]:
    async with database.write() as conn:
        return await outbox.claim(conn, NOW + HOUR, 100)


def said(*texts: str) -> list[SendMessage]:
    """Those that begin with `t` are timed, the others are answers."""
    return [message(text, lane="timed" if text.startswith("t") else "answer") for text in texts]


def texts(rows: list[OutboxRow]) -> list[str]:
    return [row.payload.text for row in rows if isinstance(row.payload, SendMessage)]


async def test_an_answer_handed_over_is_claimed_and_nobody_else_gets_it(database: Database) -> None:
    written = await hand_over(database, 9, change(person(), *said("a1", "a2")))
    assert (texts(written.in_hand), written.waiting) == (["a1", "a2"], 0)
    assert await claim(database) == []
    kept = await rows(database, outbox_table)
    assert [(row["id"], row["status"], row["claimed_at"]) for row in kept] == [
        (row.id, "claimed", NOW) for row in written.in_hand
    ]


async def test_after_a_crash_it_is_claimed_as_the_row_it_was(database: Database) -> None:
    written = await hand_over(database, 9, change(person(1), *said("a1")), change(person(2), *said("a2")))
    async with database.write() as conn:
        assert await doubt.recover(conn, NOW, UTC) == (2, 0)
    assert await claim(database) == written.in_hand


async def test_no_more_is_handed_over_than_was_asked_for(database: Database) -> None:
    changes = [change(person(chat), *said(f"a{chat}")) for chat in range(1, 4)]
    written = await hand_over(database, 2, *changes)
    assert (texts(written.in_hand), written.waiting) == (["a1", "a2"], 1)
    assert texts(await claim(database)) == ["a3"]


async def test_who_asks_for_none_gets_none(database: Database) -> None:
    written = await hand_over(database, 0, change(person(), *said("a1")))
    assert (written.in_hand, written.waiting) == ([], 1)


async def test_timed_messages_wait_for_their_turn_and_an_answer_behind_one_with_them(database: Database) -> None:
    written = await hand_over(
        database, 9, change(person(1), *said("a1", "t2", "a3")), change(person(2), *said("t4")), change(person(3))
    )
    assert (texts(written.in_hand), written.waiting) == (["a1"], 3)


async def test_an_answer_never_overtakes_what_waits_in_its_chat(database: Database) -> None:
    await keep(database, change(person(1), *said("a1")))
    (row,) = await claim(database)
    async with database.write() as conn:
        await outcomes.finish(conn, [Postponed(id=row.id, until=NOW + HOUR, reason="429")], NOW)
    who = (await known(database, 1)).people[1]
    written = await hand_over(database, 9, change(who, *said("a2"), before=who), change(person(2), *said("a3")))
    assert (texts(written.in_hand), written.waiting) == (["a3"], 1)


async def test_an_answer_goes_behind_what_is_in_hand_already(database: Database) -> None:
    await hand_over(database, 9, change(person(1), *said("a1")))
    who = (await known(database, 1)).people[1]
    written = await hand_over(database, 9, change(who, *said("a2"), before=who))
    assert texts(written.in_hand) == ["a2"]
