"""`call` from end to end: the bot calls a small server over HTTP, and goes on with what it answered."""

import asyncio
import gzip
import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.caller import LONGEST_ANSWER, HttpCaller, retry_after
from bot.clock import MovedClock
from bot.preview.telegram import Person
from bot.signing import signed
from storage.calls import ClaimedCall

from .receiver import Receiver, receiving
from .world import World, until

PAGE = Path("docs/calls.md").read_text(encoding="utf-8")
SECRET = "not a word of it in the log"
WAITS = """
funnel: leads
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - call: URL
        send: {name: "{{ first_name }}"}
        save: {crm_id: lead.id}
        within: WITHIN
        failed: sorry
      - message: 'You are {{ crm_id | default: "nobody" }}.'
      - end: called
      - message: Sorry.
        id: sorry
"""
TWICE = """
funnel: leads
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - call: URL
        send: {number: 1}
      - call: URL
        send: {number: 2}
      - message: Hello.
        buttons: [Bye]
"""


@pytest.fixture
async def crm() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def starts(bot: World, crm: Receiver, script: str = WAITS, *, within: str = "1 minute", **given: object) -> None:
    settings = {"call_private": True, "call_secret": SECRET, **given}
    await bot.starts(script.replace("URL", crm.url).replace("WITHIN", within), **settings)


def heard(person: Person) -> list[str]:
    return [message.text for message in person.reads_all()]


def states(bot: World) -> list[tuple[str, str]]:
    return bot.rows("SELECT status, reason FROM calls ORDER BY id")


async def test_a_signed_call_is_made_and_its_answer_kept(bot: World, crm: Receiver) -> None:
    crm.will_answer(200, body='{"lead": {"id": "A-7"}}')
    await starts(bot, crm)
    anna = await bot.meets(first_name="Аня")
    assert heard(anna) == ["You are A-7."]
    (got,) = crm.received
    assert got.fields == {"name": "Аня"}
    assert got.headers["Content-Type"] == "application/json"
    assert abs(int(got.headers["X-Voronka-Timestamp"]) - bot.clock.now().timestamp()) < 60
    signed = got.headers["X-Voronka-Timestamp"].encode() + b"." + got.body
    digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert got.headers["X-Voronka-Signature"] == f"v1={digest}"
    assert bot.events(anna)[:3] == [("started", ""), ("called", "one.1"), ("attribute_set", "one.1")]
    assert states(bot) == [("done", "")]
    assert bot.rows("SELECT body FROM calls") == [("",)]


async def test_the_page_for_receivers_tells_how_to_verify_it(bot: World, crm: Receiver) -> None:
    told: dict[str, Any] = {}
    exec(PAGE.partition("```python\n")[2].partition("```")[0], told)
    await starts(bot, crm)
    await bot.meets()
    (got,) = crm.received
    headers = dict(got.headers)
    assert told["is_voronka"](headers, got.body, SECRET)
    assert not told["is_voronka"](headers, got.body + b" ", SECRET)
    assert not told["is_voronka"](headers, got.body, "another secret")
    later = {**headers, "X-Voronka-Timestamp": str(int(headers["X-Voronka-Timestamp"]) + 1)}
    assert not told["is_voronka"](later, got.body, SECRET)
    assert not told["is_voronka"]({}, got.body, SECRET)
    old = signed(got.body, SECRET.encode(), bot.clock.now() - timedelta(minutes=6))
    assert not told["is_voronka"](old, got.body, SECRET)


async def test_without_a_secret_calls_are_not_signed_and_the_log_says_so(
    bot: World, crm: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    await starts(bot, crm, call_secret="")
    await bot.meets()
    (got,) = crm.received
    assert "X-Voronka-Signature" not in got.headers
    assert "calls are not signed: set CALL_SECRET" in caplog.text


async def test_a_receiver_in_trouble_is_called_again_and_can_tell(bot: World, crm: Receiver) -> None:
    crm.will_answer(503, 429, 500)
    await starts(bot, crm)
    anna = bot.telegram.person()
    await anna.starts()
    for tries in (1, 2, 3, 4):
        await until(lambda tries=tries: len(crm.received) == tries)
        await until(lambda tries=tries: bot.rows("SELECT attempts FROM calls") == [(min(tries, 3),)])
        bot.clock.move_to(bot.clock.now() + timedelta(seconds=2**tries))
    await bot.rests()
    assert heard(anna) == ["You are nobody."]
    assert len({got.call for got in crm.received}) == 1
    assert len({got.headers["X-Voronka-Signature"] for got in crm.received}) == 4


async def test_the_pause_a_receiver_asks_for_is_kept(bot: World, crm: Receiver) -> None:
    crm.will_answer(429, Retry_After="1800")
    await starts(bot, crm, within="1 hour")
    anna = await bot.meets()
    ((due_in,),) = bot.rows("SELECT (due_at - created_at) / 1000000 FROM calls")
    assert 1800 <= due_in < 1830
    bot.clock.move_to(bot.clock.now() + timedelta(minutes=31))
    await bot.rests()
    assert heard(anna) == ["You are nobody."]


async def test_a_pause_longer_than_there_is_time_for_ends_it(bot: World, crm: Receiver) -> None:
    crm.will_answer(429, Retry_After="120")
    await starts(bot, crm, within="1 minute")
    assert heard(await bot.meets()) == ["Sorry."]
    assert len(crm.received) == 1


@pytest.mark.parametrize("status", [408, 425, 500, 599])
async def test_trouble_that_may_pass_is_worth_another_try(bot: World, crm: Receiver, status: int) -> None:
    crm.will_answer(status)
    await starts(bot, crm)
    await bot.telegram.person().starts()
    await until(lambda: bot.rows("SELECT status, attempts FROM calls") == [("pending", 1)])


@pytest.mark.parametrize(("tries", "pause"), [(0, 1), (5, 32), (100, 300)])
async def test_tries_come_ever_later_up_to_five_minutes(bot: World, crm: Receiver, tries: int, pause: int) -> None:
    crm.takes = 0.2
    crm.will_answer(503)
    await starts(bot, crm, within="1 day")
    await bot.changes(f"CREATE TRIGGER tried AFTER INSERT ON calls BEGIN UPDATE calls SET attempts = {tries}; END")
    await bot.telegram.person().starts()
    await until(lambda: bot.rows("SELECT attempts FROM calls") == [(tries + 1,)])
    ((due_at,),) = bot.rows("SELECT due_at FROM calls")
    assert pause - 5 < due_at / 1_000_000 - bot.clock.now().timestamp() <= pause


async def test_the_last_try_is_made_just_when_it_must_be_given_up(bot: World, crm: Receiver) -> None:
    crm.will_answer(503)
    await starts(bot, crm, within="1 minute")
    await bot.changes("CREATE TRIGGER tried AFTER INSERT ON calls BEGIN UPDATE calls SET attempts = 100; END")
    await bot.telegram.person().starts()
    await until(lambda: bot.rows("SELECT attempts, due_at = give_up_at FROM calls") == [(101, 1)])


async def test_one_that_hangs_is_cut_off_in_time_and_given_up(bot: World, crm: Receiver) -> None:
    crm.takes = 30
    await starts(bot, crm, within="1 second")
    anna = bot.telegram.person()
    await anna.starts()
    async with asyncio.timeout(6):
        await anna.sees("Sorry.")
    ((status, reason),) = states(bot)
    assert (status, reason) == ("failed", f"127.0.0.1:{crm.port} did not answer within 1 s")


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "answered 404"), (400, "answered 400"), (302, "answered 302: redirects are not followed")],
)
async def test_a_no_is_a_no(bot: World, crm: Receiver, status: int, reason: str) -> None:
    crm.will_answer(status, Location="http://127.0.0.1:1/")
    await starts(bot, crm)
    anna = await bot.meets()
    assert heard(anna) == ["Sorry."]
    assert len(crm.received) == 1
    assert states(bot) == [("failed", f"127.0.0.1:{crm.port} {reason}")]
    assert ("call_failed", "one.1") in bot.events(anna)
    (told,) = heard(bot.owner)
    assert reason in told


async def test_nobody_is_there(bot: World, crm: Receiver) -> None:
    script = WAITS.replace("URL", "http://127.0.0.1:1/leads").replace("WITHIN", "1 second")
    await bot.starts(script, call_private=True)
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("Sorry.")
    assert states(bot) == [("failed", "127.0.0.1:1 cannot be reached")]


async def test_private_addresses_are_refused_unless_allowed(bot: World, crm: Receiver) -> None:
    await starts(bot, crm, call_private=False)
    anna = await bot.meets()
    assert heard(anna) == ["Sorry."]
    assert crm.received == []
    reason = f"127.0.0.1:{crm.port} is not a public address, and CALL_PRIVATE is not set"
    assert states(bot) == [("failed", reason)]


async def test_a_huge_answer_is_a_yes_of_which_nothing_is_kept(bot: World, crm: Receiver) -> None:
    crm.will_answer(200, body='{"lead": {"id": 7}}'.ljust(LONGEST_ANSWER))
    crm.will_answer(200, body='{"lead": {"id": 8}}'.ljust(LONGEST_ANSWER + 1))
    await starts(bot, crm)
    assert heard(await bot.meets()) == ["You are 7."]
    assert heard(await bot.meets()) == ["You are nobody."]


@pytest.mark.parametrize(
    ("body", "headers"),
    [(b'{"lead": {"id": "\xff"}', {}), (gzip.compress(b'{"lead": {"id": 7}}', mtime=0), {"Content-Encoding": "gzip"})],
)
async def test_an_answer_nobody_can_read_is_a_yes_of_which_nothing_is_kept(
    bot: World, crm: Receiver, body: bytes, headers: dict[str, str]
) -> None:
    """A packed one is not unpacked: a small answer may unpack to a huge one."""
    crm.answers.append(web.Response(body=body, headers=headers))
    await starts(bot, crm)
    assert heard(await bot.meets()) == ["You are nobody."]
    assert states(bot) == [("done", "")]


async def test_nothing_of_one_persons_call_is_sent_with_anothers(crm: Receiver) -> None:
    crm.will_answer(200, Set_Cookie="session=of-anna")
    call = ClaimedCall(
        id=1,
        subscriber_id=1,
        funnel="leads",
        run=1,
        revision=1,
        step="one.1",
        url=crm.url.replace("127.0.0.1", "localhost"),
        host="localhost",
        body="{}",
        timeout=timedelta(seconds=10),
        give_up_at=datetime(2100, 1, 1, tzinfo=UTC),
        attempts=0,
    )
    async with HttpCaller(secret="", private=True, clock=MovedClock()) as caller:
        outcomes = [await caller.make(call) for _ in range(2)]
    assert [outcome.ok for outcome in outcomes] == [True, True]
    assert [got.headers.get("Cookie") for got in crm.received] == [None, None]


async def test_nobody_waits_for_a_call_that_saves_nothing(bot: World, crm: Receiver) -> None:
    crm.takes = 0.3
    await starts(bot, crm, TWICE)
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("Hello.")
    assert bot.counts("SELECT count(*) FROM calls WHERE status = 'done'") == 0
    await bot.rests()
    assert [got.fields["number"] for got in crm.received] == [1, 2]
    assert crm.most_at_once == 1


async def test_many_people_are_called_about_at_once(bot: World, crm: Receiver) -> None:
    crm.takes = 0.3
    await starts(bot, crm, TWICE)
    people = [bot.telegram.person() for _ in range(20)]
    await bot.hears_together(*(person.starts() for person in people))
    await bot.rests()
    assert len(crm.received) == 40
    assert 5 < crm.most_at_once <= 20


async def test_stopped_in_the_middle_of_a_call_it_makes_it_again(
    bot: World, crm: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    crm.takes = 20
    await starts(bot, crm)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: len(crm.received) == 1)
    await bot.stops()
    assert states(bot) == [("claimed", "")]
    crm.takes = 0
    crm.will_answer(200, body='{"lead": {"id": 7}}')
    await starts(bot, crm)
    await anna.sees("You are 7.")
    assert [got.call for got in crm.received] == ["1", "1"]
    assert "calls in doubt are made again" in caplog.text
    assert SECRET not in caplog.text


async def test_a_call_that_ends_while_the_bot_is_stopped_is_kept(bot: World, crm: Receiver) -> None:
    crm.takes = 1
    crm.will_answer(200, body='{"lead": {"id": 7}}')
    await starts(bot, crm)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: len(crm.received) == 1)
    await bot.stops()
    assert states(bot) == [("done", "")]
    await starts(bot, crm)
    await anna.sees("You are 7.")


async def test_given_up_while_the_bot_was_off_it_is_tried_once_all_the_same(bot: World, crm: Receiver) -> None:
    crm.will_answer(503)
    await starts(bot, crm)
    anna = await bot.meets()
    await bot.stops()
    bot.clock.move_to(bot.clock.now() + timedelta(days=1))
    await starts(bot, crm)
    await anna.sees("You are nobody.")


async def test_an_answer_to_somebody_who_said_stop_waits_for_them(bot: World, crm: Receiver) -> None:
    crm.takes = 0.2
    crm.will_answer(200, body='{"lead": {"id": 7}}')
    await starts(bot, crm)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: len(crm.received) == 1)
    await anna.writes("/stop")
    await bot.rests()
    assert "You are 7." not in heard(anna)
    assert "You are 7." in await bot.says(anna, "/start")


async def test_what_cannot_be_kept_is_made_again_and_at_last_set_aside(bot: World, crm: Receiver) -> None:
    crm.will_answer(200, body='{"lead": {"id": 7}}')
    await starts(bot, crm, within="5 seconds")
    await bot.changes(
        "CREATE TRIGGER no BEFORE INSERT ON events WHEN new.event = 'called' BEGIN SELECT raise(ABORT, 'no'); END"
    )
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: bot.rows("SELECT attempts FROM calls") == [(1,)])
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=10))
    await until(lambda: states(bot)[0][0] == "failed")
    assert "was not kept" in states(bot)[0][1]
    assert len(crm.received) == 2


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ("0", 0),
        ("120", 120),
        ("9" * 40, 365 * 86_400),
        ("Mon, 02 Mar 2026 12:01:00 GMT", 60),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0),
        ("Mon, 02 Mar 2026 12:01:00 -0000", 60),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("Mon, 99 Mar 2026 12:01:00 GMT", None),
        (f"Mon, 02 Mar {'9' * 30} 12:01:00 GMT", None),
    ],
)
def test_what_a_receiver_may_ask_for(said: str, pause: float | None) -> None:
    asked = retry_after(said, datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert (asked.total_seconds() if asked is not None else None) == pause
