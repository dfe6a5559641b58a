"""The webhook: who may bring updates, when they count as taken, and what Telegram is told of it."""

import asyncio
import io
import json
from typing import Any

import aiohttp
import pytest

from bot.errors import StartError
from bot.updates.webhook import LONGEST, SECRET_HEADER, secret_of
from bot.web.server import free_port
from tests.bot.world import World, until

from .test_polling import TALK

pytestmark = pytest.mark.parametrize("bot", ["webhook"], indirect=True)


async def _brought(bot: World, body: bytes, secret: str | None = None) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.address}/telegram", data=io.BytesIO(body), headers=headers) as answer,
    ):
        return answer.status


def _said(bot: World, **update: Any) -> bytes:
    person = {"id": 5, "is_bot": False, "first_name": "Eve"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "from": person, "text": "/start"}
    return json.dumps({"update_id": 1, "message": message, **update}).encode()


async def test_people_are_answered(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    assert await bot.says(anna, "Anna") == ["Hello, Anna."]


async def test_telegram_is_told_where_to_what_and_with_which_secret(bot: World) -> None:
    await bot.starts(TALK)
    await until(lambda: bool(bot.calls("setWebhook")))
    (told,) = bot.calls("setWebhook")
    assert told["url"] == f"{bot.address}/telegram"
    assert told["secret_token"] == secret_of(bot.telegram.token)
    assert told["drop_pending_updates"] == "false"
    assert set(json.loads(told["allowed_updates"])) == set(bot.app.feeder.kinds)


@pytest.mark.parametrize("secret", [None, "", "wrong", "\N{SNOWMAN}", "0" * 64])
async def test_nobody_else_may_bring_updates(bot: World, secret: str | None) -> None:
    await bot.starts(TALK)
    assert await _brought(bot, _said(bot), secret) == 401
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM subscribers") == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"message": {}}', 400),
        (b'{"update_id": "1"}', 400),
        (b"\xff\xfe", 400),
        (b" " * (LONGEST + 1), 413),
        (b"[" * 100_000, 400),
        (b'{"update_id": 1}', 200),
        (b'{"update_id": 2, "message": 3}', 200),
        (b'{"update_id": 3, "nobody_knows": {}}', 200),
    ],
)
async def test_what_is_no_update_is_refused_and_harms_nobody(bot: World, body: bytes, status: int) -> None:
    await bot.starts(TALK)
    assert await _brought(bot, body, secret_of(bot.telegram.token)) == status
    anna = await bot.meets()
    assert await bot.says(anna, "Anna") == ["Hello, Anna."]


async def test_an_update_is_taken_only_when_it_is_committed(bot: World) -> None:
    await bot.starts(TALK)
    await bot.changes("ALTER TABLE events RENAME TO gone")
    secret = secret_of(bot.telegram.token)
    assert await _brought(bot, _said(bot), secret) == 503
    assert not bot.app.updates.alive
    await bot.changes("ALTER TABLE gone RENAME TO events")
    assert await _brought(bot, _said(bot), secret) == 200
    assert bot.app.updates.alive
    assert await _brought(bot, _said(bot), secret) == 200
    assert bot.counts("SELECT count(*) FROM subscribers") == 1
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'started'") == 1


async def test_the_same_update_brought_twice_at_once_counts_once(bot: World) -> None:
    await bot.starts(TALK)
    secret = secret_of(bot.telegram.token)
    assert await asyncio.gather(*(_brought(bot, _said(bot), secret) for _ in range(5))) == [200] * 5
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'started'") == 1


async def test_what_waits_while_the_bot_is_stopped_comes_after_the_next_start(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.stops()
    anna.reads_all()
    await anna.writes("Anna")
    await bot.starts(TALK)
    await bot.rests()
    assert [message.text for message in anna.reads_all()] == ["Hello, Anna."]


async def test_a_webhook_somebody_took_away_is_set_again(bot: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.updates.webhook.WATCH_EVERY", 0.05)
    await bot.starts(TALK)
    await until(lambda: bot.telegram.webhook is not None)
    await bot.telegram.forget_webhook()
    await until(lambda: bot.telegram.webhook is not None)
    anna = await bot.meets()
    assert await bot.says(anna, "Anna") == ["Hello, Anna."]


async def test_it_is_unhealthy_while_telegram_cannot_bring_updates(bot: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.updates.webhook.WATCH_EVERY", 0.05)
    app = await bot.starts(TALK)
    await until(lambda: app.updates.alive)
    bot.telegram.faults.order(method="webhook", drop="before", times=1000)
    await bot.telegram.person().starts()
    await until(lambda: not app.updates.alive)
    bot.telegram.faults.clear()
    await until(lambda: app.updates.alive)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://example.com/telegram", "An HTTPS URL must be provided"),
        ("https://example.com:9000/telegram", "only on ports 80, 88, 443 or 8443"),
    ],
)
async def test_an_address_telegram_does_not_take_ends_the_bot_with_a_sentence(bot: World, url: str, said: str) -> None:
    bot.telegram.local = False
    app = await bot.starts(TALK, webhook_url=url)
    await until(app.failed.done)
    with pytest.raises(StartError, match=f"WEBHOOK_URL {url}.*{said}"):
        await app.until(asyncio.Event())


async def test_an_address_where_something_else_is_served_is_refused(bot: World) -> None:
    port = free_port("127.0.0.1")
    with pytest.raises(StartError, match="leads to /events, where the bot serves something else"):
        await bot.starts(TALK, http_port=port, webhook_url=f"http://127.0.0.1:{port}/events", events_secret="long")


async def test_back_to_polling_the_webhook_is_taken_away_and_nothing_is_lost(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.stops()
    anna.reads_all()
    await anna.writes("Anna")
    bot.has_webhook = False
    await bot.starts(TALK)
    await bot.rests()
    assert bot.telegram.webhook is None
    assert [message.text for message in anna.reads_all()] == ["Hello, Anna."]
