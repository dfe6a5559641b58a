"""Events from outside, over HTTP and on both databases: kept before they are answered, and once, or refused."""

import asyncio
import gzip
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from shutil import which
from subprocess import PIPE
from typing import Any
from urllib.error import HTTPError

import aiohttp
import pytest
from sqlalchemy import select

from bot.app import running
from bot.preview.telegram import Person
from bot.signing import signed
from bot.ticks import REMEMBER_EVENTS
from bot.web.events import LONGEST
from storage.database import Database
from storage.outside_tables import seen_events
from storage.tables import events, subscribers

from .world import World

SECRET = "a secret of two systems"
HALL = """
funnel: hall
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - message: Hello.
        buttons: [Bye]
      - wait: {for: [paid, called], save: [order]}
      - message: 'Thank you for {{ order | default: "it" }} ({{ event }}).'
"""
BASKET = """
funnel: basket
language: en
start: {events: [basket_left], save: [basket, total, gift], again: always}
stages:
  - stage: one
    steps:
      - message: 'Still there: {{ basket }} for {{ total | plus: 1 }}.'
      - wait: {for: visited}
"""
LOOPS = """
funnel: loops
language: en
start: {events: [round]}
stages: [{stage: one, steps: [{tag: a, id: here}, {if: source, then: end}, {goto: here}]}]
"""
Answer = tuple[int, dict[str, Any]]


@pytest.fixture
async def shop(bot: World, url: str) -> AsyncIterator[World]:
    """A bot on either database that takes events."""
    bot.has_script(HALL)
    await bot.starts(BASKET, database_url=url, events_secret=SECRET)
    yield bot
    await bot.stops()


async def post(bot: World, body: bytes, headers: Mapping[str, str] | None = None, *, port: int = 0) -> Answer:
    """Send these bytes, signed, with these headers besides or instead, to the bot or another of its ports."""
    given = {"Content-Type": "application/json", **signed(body, SECRET.encode(), bot.clock.now()), **(headers or {})}
    address = f"http://127.0.0.1:{port or bot.app.port}/events"
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=given) as response:
        return response.status, await response.json()


async def send(bot: World, who: Person, event: str, id_: str = "1", **values: object) -> Answer:
    written = {"id": id_, "event": event, "subscriber": who.id, "values": values}
    return await post(bot, json.dumps(written).encode())


def heard(person: Person) -> list[str]:
    return [message.text for message in person.reads_all()]


async def known_events(database: Database) -> list[tuple[str, str]]:
    query = select(events.c.event, events.c.detail).where(events.c.event == "event").order_by(events.c.id)
    async with database.read() as connection:
        return [(row.event, row.detail) for row in await connection.execute(query)]


async def attributes(bot: World, person: Person) -> Any:
    query = select(subscribers.c.attributes).where(subscribers.c.id == person.id)
    async with bot.app.context.database.read() as connection:
        return (await connection.execute(query)).scalar_one()


# What is kept


async def test_an_event_begins_a_funnel_with_what_it_carries(shop: World) -> None:
    anna = await shop.meets()
    heard(anna)
    answer = await send(shop, anna, "basket_left", basket="две чашки & блюдце", total=2400, gift=True, other=None)
    assert answer == (200, {"ok": True})
    await shop.rests()
    assert heard(anna) == ["Still there: две чашки & блюдце for 2401."]
    assert await attributes(shop, anna) == {"basket": "две чашки & блюдце", "total": 2400, "gift": True}


async def test_an_event_ends_a_wait_and_all_of_it_is_kept_before_the_answer(shop: World) -> None:
    anna = await shop.meets()
    await shop.presses(anna, "Bye")
    assert await send(shop, anna, "paid", order="A-7") == (200, {"ok": True})
    assert await attributes(shop, anna) == {"order": "A-7"}
    assert await known_events(shop.app.context.database) == [("event", "paid")]
    await shop.rests()
    assert heard(anna) == ["Thank you for A-7 (paid)."]


async def test_the_same_id_counts_once_however_often_and_whatever_it_says(shop: World) -> None:
    anna = await shop.meets()
    await shop.presses(anna, "Bye")
    for event in ("paid", "paid", "basket_left"):
        assert await send(shop, anna, event, "order-7") == (200, {"ok": True})
    await shop.starts_anew(database_url=str(shop.app.context.settings.database_url), events_secret=SECRET)
    assert await send(shop, anna, "paid", "order-7") == (200, {"ok": True})
    assert await known_events(shop.app.context.database) == [("event", "paid")]


async def test_a_hundred_copies_at_once_count_once(shop: World) -> None:
    anna = await shop.meets()
    answers = await asyncio.gather(*(send(shop, anna, "visited", f"visit-{number % 4}") for number in range(100)))
    assert answers == [(200, {"ok": True})] * 100
    assert await known_events(shop.app.context.database) == [("event", "visited")] * 4


async def test_two_processes_get_the_same_event_at_once(shop: World) -> None:
    anna = await shop.meets()
    database_url = shop.app.context.settings.database_url
    visits = [{"id": f"{number % 10}", "event": "visited", "subscriber": anna.id} for number in range(40)]
    async with running(shop.settings(database_url=database_url, events_secret=SECRET), clock=shop.clock) as other:
        ports = (shop.app.port, other.port)
        both = [post(shop, json.dumps(visit).encode(), port=port) for visit in visits for port in ports]
        assert await asyncio.gather(*both) == [(200, {"ok": True})] * 80
    assert await known_events(shop.app.context.database) == [("event", "visited")] * 10


async def test_whoever_has_stopped_or_blocked_the_bot_hears_nothing_and_it_is_kept(shop: World) -> None:
    anna, boris = await shop.meets(), await shop.meets()
    await shop.presses(anna, "Bye")
    await shop.says(anna, "/stop")
    await boris.blocks()
    await shop.rests()
    for person in (anna, boris):
        assert await send(shop, person, "paid", f"paid-{person.id}") == (200, {"ok": True})
        assert await send(shop, person, "basket_left", f"left-{person.id}") == (200, {"ok": True})
        await shop.rests()
        assert heard(person)[1:] == []
    assert len(await known_events(shop.app.context.database)) == 4
    assert "Thank you for it (paid)." in await shop.says(anna, "/start")


async def test_ids_are_forgotten_after_a_month(shop: World) -> None:
    anna = await shop.meets()
    await send(shop, anna, "visited")
    shop.clock.move_to(shop.clock.now() + REMEMBER_EVENTS - timedelta(hours=1))
    await shop.app.ticks.sweep()
    await send(shop, anna, "visited")
    assert len(await known_events(shop.app.context.database)) == 1
    shop.clock.move_to(shop.clock.now() + timedelta(hours=2))
    await shop.app.ticks.sweep()
    async with shop.app.context.database.read() as connection:
        assert (await connection.execute(select(seen_events))).all() == []


# What is refused


async def test_without_a_secret_there_is_no_such_address(bot: World) -> None:
    await bot.starts(HALL)
    async with aiohttp.ClientSession() as session, session.post(f"{bot.address}/events", data=b"{}") as response:
        assert response.status == 404


async def test_a_person_who_never_wrote_to_the_bot(shop: World) -> None:
    status, told = await post(shop, b'{"id": "1", "event": "paid", "subscriber": 999}')
    assert (status, told["error"]) == (404, "nobody with the Telegram id 999 has written to the bot yet")
    assert await known_events(shop.app.context.database) == []
    anna = await shop.meets(id=999)
    assert await send(shop, anna, "paid") == (200, {"ok": True})


def _forged(bot: World, body: bytes) -> dict[str, dict[str, str]]:
    now = bot.clock.now()
    ours = signed(body, SECRET.encode(), now)
    return {
        "it is not signed": {"X-Voronka-Signature": ""},
        "the signature is of something else, or by another secret": signed(body, b"another", now),
        "the signature is of something else": signed(body + b" ", SECRET.encode(), now),
        "the signature is of": {**ours, "X-Voronka-Timestamp": str(int(now.timestamp()) + 1)},
        "the signature is": {**ours, "X-Voronka-Timestamp": "9" * 5000},
        "the signature": {**ours, "X-Voronka-Signature": ours["X-Voronka-Signature"].removeprefix("v1=")},
        "the": {**ours, "X-Voronka-Signature": "v1=я"},
        "it was signed 301 seconds ago": signed(body, SECRET.encode(), now - timedelta(seconds=301)),
        "it was signed 302 seconds ahead": signed(body, SECRET.encode(), now + timedelta(seconds=302)),
    }


async def test_what_is_forged_or_old_is_refused(shop: World) -> None:
    anna = await shop.meets()
    body = json.dumps({"id": "1", "event": "paid", "subscriber": anna.id}).encode()
    for problem, headers in _forged(shop, body).items():
        status, told = await post(shop, body, headers)
        assert (status, sorted(told)) == (401, ["error", "remedy"])
        assert told["error"].startswith(problem.rpartition(" ")[0])
    assert await known_events(shop.app.context.database) == []


async def test_a_request_sent_again_by_somebody_who_saw_it_counts_nothing(shop: World) -> None:
    anna = await shop.meets()
    body = json.dumps({"id": "1", "event": "visited", "subscriber": anna.id}).encode()
    headers = signed(body, SECRET.encode(), shop.clock.now())
    assert (await post(shop, body, headers))[0] == 200
    assert (await post(shop, body, headers))[0] == 200
    shop.clock.move_to(shop.clock.now() + timedelta(minutes=6))
    assert (await post(shop, body, headers))[0] == 401
    assert len(await known_events(shop.app.context.database)) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json; charset=cp1251"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json; charset=UTF-8"}, 200),
    ],
)
async def test_a_body_of_another_kind(shop: World, headers: dict[str, str], status: int) -> None:
    anna = await shop.meets()
    body = json.dumps({"id": "1", "event": "paid", "subscriber": anna.id}).encode()
    body = gzip.compress(body) if "Content-Encoding" in headers else body
    assert (await post(shop, body, headers))[0] == status


async def test_a_body_too_large_is_not_read(shop: World) -> None:
    anna = await shop.meets()
    start = json.dumps({"id": "1", "event": "paid", "subscriber": anna.id}).encode()
    assert (await post(shop, start + b" " * (LONGEST - len(start))))[0] == 200
    status, told = await post(shop, start + b" " * (LONGEST - len(start) + 1))
    assert (status, told["error"]) == (413, f"the body has more than {LONGEST} bytes")


async def test_ten_megabytes_without_a_length(shop: World) -> None:
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        while sent < 10_000_000:
            sent += 10_000
            yield b"x" * 10_000

    with suppress(aiohttp.ClientConnectionError, ConnectionResetError):
        async with (
            aiohttp.ClientSession() as session,
            session.post(
                f"{shop.address}/events", data=endless(), headers={"Content-Type": "application/json"}
            ) as response,
        ):
            assert response.status == 413
    anna = await shop.meets()
    assert (await send(shop, anna, "visited"))[0] == 200


async def test_a_connection_that_breaks_in_the_middle_leaves_nothing(shop: World) -> None:
    anna = await shop.meets()
    body = json.dumps({"id": "1", "event": "paid", "subscriber": anna.id}).encode()
    for rest in (b"", body[:20]):
        _, writer = await asyncio.open_connection("127.0.0.1", shop.app.port)
        head = (
            f"POST /events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + rest)
        await writer.drain()
        writer.close()
    assert (await send(shop, anna, "visited"))[0] == 200
    assert await known_events(shop.app.context.database) == [("event", "visited")]


async def test_a_script_that_cannot_take_it_has_not_taken_it(shop: World) -> None:
    anna = await shop.meets()
    await shop.starts_anew(LOOPS, database_url=shop.app.context.settings.database_url, events_secret=SECRET)
    status, told = await send(shop, anna, "round")
    assert (status, told["error"]) == (500, "a script cannot take it; the bot's log says why")
    mended = LOOPS.replace("{goto: here}", "{message: At last.}")
    await shop.starts_anew(mended, database_url=shop.app.context.settings.database_url, events_secret=SECRET)
    assert await send(shop, anna, "round") == (200, {"ok": True})
    await shop.rests()
    assert heard(anna)[-1] == "At last."


async def test_while_nothing_can_be_kept_the_sender_is_asked_to_come_again(bot: World) -> None:
    await bot.starts(HALL, events_secret=SECRET)
    anna = await bot.meets()
    await bot.changes("ALTER TABLE seen_events RENAME TO gone")
    status, told = await send(bot, anna, "visited")
    assert (status, told) == (
        503,
        {"error": "it could not be kept now", "remedy": "send it again under the same id"},
    )
    await bot.changes("ALTER TABLE gone RENAME TO seen_events")
    assert await send(bot, anna, "visited") == (200, {"ok": True})
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'event'") == 1


async def test_the_secret_is_in_no_log(bot: World, caplog: pytest.LogCaptureFixture) -> None:
    await bot.starts(HALL, events_secret=SECRET)
    anna = await bot.meets()
    await send(bot, anna, "visited")
    await post(bot, b"{", {"X-Voronka-Signature": "v1=0"})
    assert "event refused" in caplog.text
    assert SECRET not in caplog.text


# What the page for senders says


def example(language: str) -> str:
    return Path("docs/events.md").read_text(encoding="utf-8").partition(f"```{language}\n")[2].partition("```")[0]


async def test_the_example_in_python_sends_one(bot: World) -> None:
    bot.has_script(HALL)
    await bot.starts(BASKET, events_secret=SECRET)
    anna = await bot.meets()
    told: dict[str, Any] = {}
    exec(example("python"), told)
    event = json.loads(example("json")) | {"subscriber": anna.id}
    await asyncio.to_thread(told["tell_voronka"], f"{bot.address}/events", SECRET, event)
    await bot.rests()
    assert heard(anna)[-1] == "Still there: two cups for 2401."
    with pytest.raises(HTTPError, match="401"):
        await asyncio.to_thread(told["tell_voronka"], f"{bot.address}/events", "another", event)


@pytest.mark.skipif(not (which("curl") and which("openssl")), reason="needs curl and openssl")
async def test_the_example_in_a_shell_sends_one(bot: World) -> None:
    await bot.starts(BASKET, events_secret=SECRET)
    await bot.meets(id=123456789)
    environment = {**os.environ, "VORONKA": bot.address, "EVENTS_SECRET": SECRET}
    shell = await asyncio.create_subprocess_exec("bash", "-c", example("bash"), env=environment, stdout=PIPE)
    answered, _ = await shell.communicate()
    assert json.loads(answered) == {"ok": True}
