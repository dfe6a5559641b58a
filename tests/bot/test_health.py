"""`/health` tells whether updates arrive."""

import asyncio

import aiohttp

from .test_clicks import SCRIPT
from .world import World, until


async def _health(bot: World) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"{bot.address}/health") as response:
        assert (await response.json()) == {"ok": response.status == 200}
        return response.status


async def test_a_bot_that_has_just_started_and_has_nothing_to_do_is_healthy(bot: World) -> None:
    app = await bot.starts(SCRIPT)
    await until(lambda: app.updates.alive)
    assert await _health(bot) == 200


async def test_it_is_unhealthy_while_telegram_does_not_answer_and_recovers(bot: World) -> None:
    app = await bot.starts(SCRIPT)
    await until(lambda: app.updates.alive)
    bot.telegram.faults.order(method="getUpdates", error=409, times=1)
    bot.telegram.updates.terminate()
    await until(lambda: not app.updates.alive)
    assert await _health(bot) == 503
    await until(lambda: app.updates.alive)
    assert await _health(bot) == 200


async def test_it_is_unhealthy_while_nothing_can_be_kept(bot: World) -> None:
    app = await bot.starts(SCRIPT)
    await until(lambda: app.updates.alive)
    await bot.changes("ALTER TABLE events RENAME TO gone")
    await bot.telegram.person().starts()
    await until(lambda: not app.updates.alive)
    assert await _health(bot) == 503
    await asyncio.sleep(1.1)
    assert await _health(bot) == 503
    await bot.changes("ALTER TABLE gone RENAME TO events")
    await until(lambda: app.updates.alive)
