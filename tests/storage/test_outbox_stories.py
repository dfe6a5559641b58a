"""Whatever happens to messages on their way, each chat gets all of its own, in order, each once."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from funnels.engine.effects.shown import SendMessage
from storage import doubt, outbox
from storage.database import Database
from storage.outbox import OutboxRow
from storage.outcomes import Postponed, Released, Result, Sent, finish
from tests.storage.stories import NOW, change, keep, known, message, person

CHATS = range(1, 7)
ROUNDS = 40


@pytest.mark.parametrize("seed", range(5))
async def test_a_random_day_of_sending(database: Database, seed: int) -> None:
    chance = Random(seed)
    await keep(database, *(change(person(chat)) for chat in CHATS))
    written: dict[int, list[str]] = defaultdict(list)
    arrived: dict[int, list[str]] = defaultdict(list)
    now = NOW
    for number in range(ROUNDS):
        now += timedelta(seconds=chance.randint(0, 3))
        chat = chance.choice(CHATS)
        lanes = [chance.choice(("answer", "event", "timed")) for _ in range(chance.randint(0, 3))]
        texts = [f"{number}.{place}" for place in range(len(lanes))]
        written[chat].extend(texts)
        who = (await known(database, chat)).people[chat]
        effects = [message(text, lane=lane) for text, lane in zip(texts, lanes, strict=True)]
        await keep(database, change(who, *effects, before=who), now=now)
        async with database.write() as conn:
            rows = await outbox.claim(conn, now, chance.randint(1, 8))
        if chance.random() < 0.1:  # the power went before anything was sent
            async with database.write() as conn:
                assert await doubt.recover(conn, now, UTC) == (len(rows), 0)
            continue
        results = [result for of_chat in _by_chat(rows) for result in _send(of_chat, arrived, chance, now)]
        async with database.write() as conn:
            await finish(conn, results, now)
    async with database.write() as conn:
        for row in await outbox.claim(conn, now + timedelta(days=1), 10_000):
            arrived[row.chat_id].append(_text(row))
    assert arrived == {chat: texts for chat, texts in written.items() if texts}


def _by_chat(rows: list[OutboxRow]) -> list[list[OutboxRow]]:
    chats: dict[int, list[OutboxRow]] = defaultdict(list)
    for row in rows:
        chats[row.chat_id].append(row)
    return list(chats.values())


def _send(rows: list[OutboxRow], arrived: dict[int, list[str]], chance: Random, now: datetime) -> list[Result]:
    """Send a chat's messages until Telegram asks to wait; the later ones go back."""
    results: list[Result] = []
    for number, row in enumerate(rows):
        if chance.random() < 0.3:
            until = now + timedelta(seconds=chance.randint(1, 9))
            results.append(Postponed(id=row.id, until=until, reason="429"))
            results.extend(Released(id=later.id) for later in rows[number + 1 :])
            break
        arrived[row.chat_id].append(_text(row))
        results.append(Sent(id=row.id, message_id=row.id))
    return results


def _text(row: OutboxRow) -> str:
    assert isinstance(row.payload, SendMessage)
    return row.payload.text
