"""The two bots of the interaction bench, each started as `python -m bench.bots NAME URL TOKEN FOLDER`."""

import asyncio
import logging
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot import logs
from bot.app import running
from bot.settings import read_settings

QUESTION = "Спасибо! Напишите ещё что-нибудь, а если надоело — нажмите кнопку."
BUTTON = "Хватит"

SCRIPT = f"""
funnel: bench
language: ru
start: {{default: true}}
stages:
  - stage: talk
    steps:
      - ask: {QUESTION}
        id: question
        skip: {BUTTON}
      - if: tags contains "enough"
        then: end
        else: question
"""


async def bare(url: str, token: str, _folder: str) -> None:
    """What aiogram's documentation shows: a handler answers, nothing is kept."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> None:
        button = InlineKeyboardButton(text=BUTTON, callback_data="bench:1:2:0.0:skip")
        await message.answer(QUESTION, reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    await dispatcher.start_polling(bot, handle_signals=False)


async def voronka(url: str, token: str, folder: str) -> None:
    """The bot as `voronka run` starts it, with the sending limits out of the way."""
    funnel = Path(folder) / "funnels" / "bench"
    funnel.mkdir(parents=True)
    (funnel / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    settings = read_settings(
        bot_token=token,
        bot_api_url=url,
        database_url=f"sqlite:///{folder}/bench.db",
        funnels_dir=funnel.parent,
        http_port=0,
        send_per_second=1000,
        send_per_chat_per_second=1000,
    )
    async with running(settings) as app:
        await app.until(asyncio.Event())


BOTS = {"bare": bare, "voronka": voronka}

if __name__ == "__main__":
    logs.configure(level=logging.CRITICAL)
    name, *rest = sys.argv[1:]
    asyncio.run(BOTS[name](*rest))
