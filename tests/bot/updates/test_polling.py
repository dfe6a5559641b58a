"""Asking for updates goes on whatever Telegram answers; only a refused token ends it."""

import asyncio
import time

import pytest

from bot.errors import StartError
from bot.tasks import spawn
from tests.bot.world import World, until

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: What is your name?
        save: called
      - message: Hello, {{ called }}.
"""


@pytest.mark.parametrize(
    "fault",
    [{"error": 409}, {"error": 404}, {"error": 502}, {"drop": "after"}],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
async def test_polling_goes_on_after(bot: World, fault: dict[str, object]) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.faults.order(method="getUpdates", **fault)  # type: ignore[arg-type]  # one fault's own fields
    assert await bot.says(anna, "Anna") == ["Hello, Anna."]
    bot.telegram.updates.terminate()
    await until(lambda: not len(bot.telegram.faults))
    boris = bot.telegram.person()
    await boris.starts()
    await boris.sees("your name")
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'answered'") == 1


@pytest.mark.parametrize(
    "fault",
    [{"error": 429, "retry_after": 1, "times": 2}, {"error": 409, "times": 3}],
    ids=["as-long-as-it-is-told", "longer-each-time-in-a-row"],
)
async def test_polling_waits(bot: World, fault: dict[str, object]) -> None:
    await bot.starts(TALK)
    await until(lambda: bot.telegram.updates.has_reader)
    bot.telegram.faults.order(method="getUpdates", **fault)  # type: ignore[arg-type]  # one fault's own fields
    bot.telegram.updates.terminate()
    await until(lambda: len(bot.telegram.faults) == 1)
    began = time.monotonic()
    await until(lambda: not len(bot.telegram.faults))
    assert time.monotonic() - began > 0.9


async def test_a_connection_that_has_died_silently_is_given_up(bot: World) -> None:
    app = await bot.starts(TALK)
    app.updates.patience = 1
    await until(lambda: bot.telegram.updates.has_reader)
    bot.telegram.faults.order(method="getUpdates", error=502)
    bot.telegram.faults.order(method="getUpdates", delay=60)
    bot.telegram.updates.terminate()
    await until(lambda: not len(bot.telegram.faults))
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("your name")


async def test_another_reader_of_the_same_bot_ends_nothing(bot: World) -> None:
    await bot.starts(TALK)
    await until(lambda: bot.telegram.updates.has_reader)
    assert await bot.telegram.updates.fetch(offset=0, limit=1, wait=0.05) == []
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("your name")


async def test_a_token_revoked_while_it_runs_ends_the_bot_with_a_sentence(bot: World) -> None:
    app = await bot.starts(TALK)
    bot.telegram.token = "42:ANOTHER"
    bot.telegram.updates.terminate()
    await until(app.failed.done)
    with pytest.raises(StartError, match="does not know this BOT_TOKEN"):
        await app.until(asyncio.Event())


async def test_it_runs_until_it_is_told_to_stop(bot: World) -> None:
    app = await bot.starts(TALK)
    stop = asyncio.Event()
    waiting = spawn(app.until(stop), name="until")
    await asyncio.sleep(0.05)
    assert not waiting.done()
    stop.set()
    await asyncio.wait_for(waiting, 1)


async def test_what_waited_before_the_start_is_handled(bot: World) -> None:
    anna = bot.telegram.person()
    await anna.starts()
    await bot.starts(TALK)
    await anna.sees("your name")


async def test_the_same_update_twice_in_one_answer_counts_once(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 3600.0  # one that fails is not tried again within the test
    anna = await bot.meets()

    async def writes_what_is_told_twice() -> None:
        update = await anna.writes("Anna")
        assert update is not None
        bot.arrives(**update)

    await bot.hears_together(writes_what_is_told_twice())
    await anna.sees("Hello")
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'answered'") == 1
