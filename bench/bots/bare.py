"""What aiogram's documentation shows: a handler answers, nothing is kept."""

import asyncio
import logging
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.bots import BUTTON, QUESTION


def connect(url: str, token: str) -> Bot:
    """A bot on the Bot API server at this address."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


def keyboard() -> InlineKeyboardMarkup:
    """What Voronka has under its question, with data of the same length."""
    button = InlineKeyboardButton(text=BUTTON, callback_data="bench:1:2:0.0:skip")
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def _run(url: str, token: str) -> None:
    bot = connect(url, token)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> None:
        await message.answer(QUESTION, reply_markup=keyboard())

    print("ready", flush=True)
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(_run(*sys.argv[1:3]))
