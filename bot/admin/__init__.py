"""Owners' commands: one file each, one line each in this table. `/help` and the command menu read it.

Other people's messages pass by: to them these words are ordinary text.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiogram import F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, CommandObject
from aiogram.types import BotCommand, BotCommandScopeChat, Message

from bot.admin import funnels, stats
from bot.context import Context
from bot.tasks import spawn
from bot.words import Word, say

log = structlog.get_logger()

Answer = Callable[[Context, Message, str], Awaitable[None]]


async def _help(context: Context, message: Message, _arguments: str) -> None:
    lines = [f"/{name} — {say(word, context.settings.language)}" for name, (_, word) in COMMANDS.items()]
    await message.answer("\n".join([say("help", context.settings.language), "", *lines]))


COMMANDS: dict[str, tuple[Answer, Word]] = {
    "stats": (stats.answer, "command_stats"),
    "funnels": (funnels.answer, "command_funnels"),
    "help": (_help, "command_help"),
}


def owners_router(context: Context) -> Router:
    """Answers owners, in their own chats with the bot."""
    router = Router(name="owners")
    private, owner = F.chat.type == "private", F.from_user.id.in_(set(context.settings.owner_ids))

    @router.message(private, owner, Command(*COMMANDS))
    async def command(message: Message, command: CommandObject) -> "asyncio.Task[None]":
        work = _carefully(context, message, COMMANDS[command.command][0], command.args or "")
        return spawn(work, name=f"/{command.command}")

    return router


async def _carefully(context: Context, message: Message, answer: Answer, arguments: str) -> None:
    """An owner whose report fails is told so."""
    try:
        await answer(context, message, arguments.strip())
    except Exception as error:
        log.exception("report failed", command=message.text)
        await message.answer(say("failed", context.settings.language, reason=type(error).__name__))


async def show_commands(context: Context) -> None:
    """Put the commands into the owners' menus; an owner who never wrote to the bot has no chat with it yet."""
    menu = [
        BotCommand(command=name, description=say(word, context.settings.language))
        for name, (_, word) in COMMANDS.items()
    ]
    for owner in context.settings.owner_ids:
        try:
            await context.bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id=owner))
        except TelegramAPIError as error:
            log.info("no command menu for an owner", owner=owner, reason=str(error))
