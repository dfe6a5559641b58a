"""What broke is told once, and again only after it was well in between."""

from tests.bot.world import World

SCRIPT = """
funnel: walk
title: Walk
language: en
start: {default: true}
stages:
  - stage: only
    title: The name
    steps:
      - ask: What is your name?
        save: called
  - stage: thanks
    steps:
      - message: Thank you.
"""


def alerts(bot: World) -> list[str]:
    return [call["text"] for call in bot.calls("sendMessage") if "⚠️" in call["text"]]


async def looks(bot: World) -> list[str]:
    """What is told now."""
    told = len(alerts(bot))
    await bot.app.ticks.watch()
    await bot.rests()
    return alerts(bot)[told:]


async def fail(bot: World, people: int) -> None:
    """Whoever comes gets nothing, as Telegram takes the message for impossible."""
    for _ in range(people):
        bot.telegram.faults.order(method="sendMessage", error=400, description="Bad Request: no <b>such</b> thing")
        await bot.meets()


async def test_messages_that_do_not_arrive(bot: World) -> None:
    await bot.starts(SCRIPT)
    await fail(bot, 2)
    assert await looks(bot) == []
    await fail(bot, 2)
    (said,) = await looks(bot)
    assert "The message “What is your name?” does not arrive: 4 of 4 failed in a day, <b>100.0%</b>." in said
    assert "no &lt;b&gt;such&lt;/b&gt; thing" in said
    assert await looks(bot) == []
    await bot.starts_anew()
    assert await looks(bot) == []


async def test_it_is_told_again_after_it_was_well(bot: World) -> None:
    await bot.starts(SCRIPT)
    await fail(bot, 4)
    assert len(await looks(bot)) == 1
    await bot.passes(days=2)
    assert await looks(bot) == []
    for _ in range(3):
        await bot.meets()
    assert await looks(bot) == []
    await bot.passes(days=2)
    await fail(bot, 9)
    assert len(await looks(bot)) == 1


async def test_who_blocks_the_bot_raises_no_alarm(bot: World) -> None:
    await bot.starts(SCRIPT)
    for _ in range(5):
        bot.telegram.faults.order(method="sendMessage", error=403, description="Forbidden: bot was blocked by the user")
        await bot.meets()
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'failed'") == 5
    assert await looks(bot) == []
