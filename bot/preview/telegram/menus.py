"""The menu button of a chat: the commands of the narrowest scope that has any, in the person's language first."""

import json
from typing import Any

from .world import World


def menu_of(world: World, user: dict[str, Any]) -> list[dict[str, Any]]:
    """What this person's menu button shows in their chat with the bot."""
    scopes: list[dict[str, Any]] = [
        {"type": "chat", "chat_id": user["id"]},
        {"type": "all_private_chats"},
        {"type": "default"},
    ]
    places = [(json.dumps(scope, sort_keys=True), code) for scope in scopes for code in _codes(user)]
    return next((world.commands[place] for place in places if place in world.commands), [])


def _codes(user: dict[str, Any]) -> tuple[str, str]:
    return user.get("language_code", ""), ""
