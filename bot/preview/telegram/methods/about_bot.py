"""Methods about the bot itself: who it is, its menu of commands, its descriptions."""

import json
from typing import Any

from bot.preview.telegram.call import Call
from bot.preview.telegram.errors import bad_request
from bot.preview.telegram.world import World

COMMAND_LIMIT = 32
COMMAND_DESCRIPTION_LIMIT = 256
MOST_COMMANDS = 100
DESCRIPTION_LIMIT = 512
SHORT_DESCRIPTION_LIMIT = 120


def get_me(world: World, call: Call) -> dict[str, Any]:  # noqa: ARG001  # every method is called alike
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.json("commands", refused_as="can't parse commands JSON object")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_place(call)] = [_checked(command) for command in commands]
    return True


def get_my_commands(world: World, call: Call) -> list[dict[str, Any]]:
    return world.commands.get(_place(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    world.commands.pop(_place(call), None)
    return True


def set_my_description(world: World, call: Call) -> bool:
    return _describe(world, call, "description", DESCRIPTION_LIMIT)


def set_my_short_description(world: World, call: Call) -> bool:
    return _describe(world, call, "short_description", SHORT_DESCRIPTION_LIMIT)


def _describe(world: World, call: Call, name: str, limit: int) -> bool:
    text = call.text(name)
    if len(text) > limit:
        raise bad_request("BOT_" + name.upper() + "_TOO_LONG")
    world.descriptions[name, call.text("language_code")] = text
    return True


def _place(call: Call) -> tuple[str, str]:
    """The audience of a command list: its scope and language."""
    scope = call.json("scope", refused_as="can't parse BotCommandScope JSON object") or {"type": "default"}
    if not isinstance(scope, dict) or not isinstance(scope.get("type"), str):
        raise bad_request("BotCommandScope must be an Object")
    return json.dumps(scope, sort_keys=True), call.text("language_code")


def _checked(command: Any) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command") or "").strip().removeprefix("/")
    description = str(command.get("description") or "").strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > COMMAND_LIMIT:
        raise bad_request(f"command length must not exceed {COMMAND_LIMIT}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > COMMAND_DESCRIPTION_LIMIT:
        raise bad_request(f"command description length must not exceed {COMMAND_DESCRIPTION_LIMIT}")
    if not (name.isascii() and name.replace("_", "a").isalnum() and name == name.lower()):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
