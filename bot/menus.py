"""Telegram's menu button: the commands of the live scripts for everybody, the owners' own for the owners.

Telegram is told only what differs from what it has; its scope of one chat hides the scope of all.
"""

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from bot.admin import COMMANDS
from bot.context import Context
from bot.words import Word, say

log = structlog.get_logger()

MOST = 100
"""Commands Telegram takes."""

LANGUAGES = {"": "en", "ru": "ru"}
"""Telegram's language code, empty for whoever has another, and the language of the bot's own words there."""

OWN: dict[str, Word] = {"start": "command_start", "stop": "command_stop"}
"""The commands no script can take, and what they do."""


async def show_menus(context: Context) -> None:
    """Put the commands into the menu button; an owner who never wrote to the bot has no chat with it yet."""
    scripts = _of_scripts(context)
    for code, language in LANGUAGES.items():
        everybody = [*_own(language), *scripts]
        await _show(context, everybody, BotCommandScopeDefault(), code)
    language = context.settings.language
    owners = [BotCommand(command=name, description=purpose[language]) for name, (_, purpose) in COMMANDS.items()]
    theirs = [*owners, *(entry for entry in (*_own(language), *scripts) if entry.command not in COMMANDS)]
    for owner in context.settings.owner_ids:
        await _show(context, theirs, BotCommandScopeChat(chat_id=owner), "")


def _own(language: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=say(word, language)) for name, word in OWN.items()]


def _of_scripts(context: Context) -> list[BotCommand]:
    """Each command once, as the first funnel that has it describes it."""
    found: dict[str, BotCommand] = {}
    for script in context.runner.catalogue.live.values():
        for entry in script.file.menu:
            if entry.command:
                title = entry.title or entry.command
                found.setdefault(entry.command, BotCommand(command=entry.command, description=title))
    return list(found.values())


async def _show(
    context: Context, menu: list[BotCommand], scope: BotCommandScopeDefault | BotCommandScopeChat, code: str
) -> None:
    menu = menu[:MOST]
    try:
        known = await context.bot.get_my_commands(scope=scope, language_code=code or None)
        if [entry.model_dump() for entry in known] != [entry.model_dump() for entry in menu]:
            await context.bot.set_my_commands(menu, scope=scope, language_code=code or None)
    except TelegramAPIError as error:
        log.info("no command menu", scope=scope.model_dump(), reason=str(error))
