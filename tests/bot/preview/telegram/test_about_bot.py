"""The bot's own commands and descriptions."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.preview.telegram import Person, StandIn

from .world import refusal


async def test_commands_are_kept_by_scope_and_language(bot: Bot, anna: Person) -> None:
    everyone = [BotCommand(command="help", description="Помощь")]
    staff = [*everyone, BotCommand(command="stats", description="Числа")]
    scope = BotCommandScopeChat(chat_id=anna.id)
    await bot.set_my_commands(everyone)
    await bot.set_my_commands(staff, scope=scope, language_code="ru")
    assert [command.command for command in await bot.get_my_commands()] == ["help"]
    of_staff = await bot.get_my_commands(scope=scope, language_code="ru")
    assert [(command.command, command.description) for command in of_staff] == [
        ("help", "Помощь"),
        ("stats", "Числа"),
    ]
    await bot.delete_my_commands(scope=scope, language_code="ru")
    assert await bot.get_my_commands(scope=scope, language_code="ru") == []


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("", "x", "command must be non-empty"),
        ("x" * 33, "x", "command length must not exceed 32"),
        ("x", "", "command description must be non-empty"),
        ("x", "x" * 257, "command description length must not exceed 256"),
        ("Помощь", "x", "BOT_COMMAND_INVALID"),
        ("Help", "x", "BOT_COMMAND_INVALID"),
    ],
)
async def test_a_bad_command_is_refused(bot: Bot, command: str, description: str, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.set_my_commands([BotCommand(command=command, description=description)])


async def test_descriptions_are_limited(bot: Bot, telegram: StandIn) -> None:
    await bot.set_my_description("x" * 512)
    await bot.set_my_short_description("y" * 120, language_code="ru")
    assert telegram.descriptions["short_description", "ru"] == "y" * 120
    said = await refusal(telegram, "setMyDescription", description="x" * 513)
    assert said == "Bad Request: BOT_DESCRIPTION_TOO_LONG"
