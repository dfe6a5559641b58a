"""Methods that look something up: a file, a chat, a member; and the sign that the bot is typing."""

from typing import Any

from bot.preview.telegram.call import Call
from bot.preview.telegram.errors import bad_request
from bot.preview.telegram.files import DOWNLOAD_LIMIT
from bot.preview.telegram.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
MOST_REACTIONS = 11


def get_file(world: World, call: Call) -> dict[str, Any]:
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.by_id(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.body, "file_path": file.path}


def get_chat(world: World, call: Call) -> dict[str, Any]:
    chat = world.chat(call.text("chat_id"))
    return {
        **chat.body,
        "accent_color_id": chat.id % 7,
        "max_reaction_count": MOST_REACTIONS,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


def get_chat_member(world: World, call: Call) -> dict[str, Any]:
    user_id = call.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if (channel := world.channels.find(call.text("chat_id"))) is not None:
        if user_id not in world.chats:
            raise bad_request("user not found")
        return channel.member(world.chats[user_id].user)
    chat = world.chat(call.text("chat_id"))
    if user_id not in {chat.id, world.bot["id"]}:
        raise bad_request("member not found")
    return {"status": "member", "user": chat.user if user_id == chat.id else world.bot}


def send_chat_action(world: World, call: Call) -> bool:
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat(call.text("chat_id"))
    chat.check_writable(world.timestamp())
    world.happenings.tell("typing", chat.id, details={"action": action})
    return True


def get_user_profile_photos(world: World, call: Call) -> dict[str, Any]:
    if call.integer("user_id") not in world.chats:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
