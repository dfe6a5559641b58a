"""Bare aiogram sends to one after another: `python -m bench.bots.sending URL TOKEN PEOPLE AT_ONCE`, until killed."""

import asyncio
import logging
import sys

from bench.bots import REMINDER
from bench.bots.bare import connect, keyboard

FIRST = 1_000_000


async def _run(url: str, token: str, people: int, at_once: int) -> None:
    bot, numbers = connect(url, token), iter(range(FIRST, FIRST + people))

    async def send() -> None:
        for number in numbers:
            await bot.send_message(number, REMINDER, reply_markup=keyboard())

    await asyncio.gather(*(send() for _ in range(at_once)))
    await asyncio.Event().wait()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(_run(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
