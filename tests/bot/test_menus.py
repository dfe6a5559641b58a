"""Telegram's menu button: commands of the scripts, the bot's own in two languages, the owners' for the owners."""

import json

from bot.admin import COMMANDS
from bot.menus import MOST, OWN, show_menus
from bot.scripts import publish
from funnels.definition.menu import TAKEN

from .world import OWNER, World

SCRIPT = """
funnel: walk
language: en
stages:
  - stage: only
    steps: [{message: Hello.}]
menu:
  - {command: faq, title: Questions, message: Ask.}
  - {command: price, message: A lot.}
  - {keywords: [cost], message: A lot.}
"""
OTHERS = [("faq", "Questions"), ("price", "price")]


def shown(bot: World, language: str = "", *, chat: int = 0) -> list[tuple[str, str]]:
    scope = {"type": "chat", "chat_id": chat} if chat else {"type": "default"}
    menu = bot.telegram.commands.get((json.dumps(scope, sort_keys=True), language), [])
    return [(command["command"], command["description"]) for command in menu]


def test_the_bots_own_commands_are_those_no_script_can_take() -> None:
    assert set(OWN) == set(TAKEN)


async def test_everybody_sees_the_commands_of_the_scripts(bot: World) -> None:
    await bot.starts(SCRIPT)
    assert shown(bot) == [("start", "begin"), ("stop", "write to me no more"), *OTHERS]
    assert shown(bot, "ru") == [("start", "начать"), ("stop", "больше не писать мне"), *OTHERS]


async def test_owners_see_their_own_first(bot: World) -> None:
    await bot.starts(SCRIPT)
    assert [name for name, _ in shown(bot, chat=OWNER)] == [*COMMANDS, "start", "stop", "faq", "price"]
    assert next(iter(COMMANDS)) == "stats"


async def test_a_command_of_two_funnels_is_described_by_the_first_and_owners_see_their_own(bot: World) -> None:
    bot.has_script(SCRIPT.replace("faq", "help"))
    await bot.starts(SCRIPT.replace("walk", "zoo").replace("faq", "help").replace("Questions", "Animals"))
    assert shown(bot)[2:] == [("help", "Questions"), ("price", "price")]
    mine = [description for name, description in shown(bot, chat=OWNER) if name == "help"]
    assert len(mine) == 1
    assert mine != ["Questions"]


async def test_telegram_gets_no_more_commands_than_it_takes(bot: World) -> None:
    entries = "".join(f"  - {{command: faq{number}, message: Ask.}}\n" for number in range(MOST))
    await bot.starts(SCRIPT + entries)
    assert [len(shown(bot)), len(shown(bot, "ru")), len(shown(bot, chat=OWNER))] == [MOST] * 3


async def test_telegram_is_told_only_what_is_new(bot: World) -> None:
    await bot.starts(SCRIPT)
    told = len(bot.calls("setMyCommands"))
    app = await bot.starts_anew(SCRIPT)
    assert len(bot.calls("setMyCommands")) == told == 3
    bot.has_script(SCRIPT.replace("Questions", "Answers"))
    settings = app.context.settings
    app.context.runner.catalogue = await publish(
        app.context.database, settings.funnels_dir, timezone=settings.timezone, clock=bot.clock
    )
    await show_menus(app.context)
    assert ("faq", "Answers") in shown(bot)


async def test_a_menu_telegram_refuses_keeps_nobody_from_the_bot(bot: World) -> None:
    bot.telegram.faults.order(method="setMyCommands", error=400, description="Bad Request: BOT_COMMAND_INVALID")
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    await anna.sees("Hello.")
    assert [name for name, _ in shown(bot, chat=OWNER)][:1] == ["stats"]
