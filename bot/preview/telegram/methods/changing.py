"""Methods that change or delete what was sent: only the bot's own messages, and only into something else."""

from datetime import timedelta
from typing import Any

from bot.preview.telegram import keyboards, texts
from bot.preview.telegram.call import Call
from bot.preview.telegram.chats import Chat
from bot.preview.telegram.errors import bad_request
from bot.preview.telegram.media import KINDS
from bot.preview.telegram.messages import Message
from bot.preview.telegram.world import World

from .sending_methods import item_content

Body = dict[str, Any]
DELETABLE_FOR = timedelta(hours=48)
MOST_DELETED = 100
CAPTION_KEYS = ("caption", "caption_entities", "show_caption_above_media")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, call: Call) -> Body:
    content = texts.message_text(call)
    chat, message = _own(world, call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, call, chat, message, _without(message, ("text", "entities")) | content)


def edit_message_caption(world: World, call: Call) -> Body:
    content = texts.caption(call)
    chat, message = _own(world, call)
    if not any(kind in message.body for kind in KINDS):
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, call, chat, message, _without(message, CAPTION_KEYS) | content)


def edit_message_media(world: World, call: Call) -> Body:
    item = call.json("media", refused_as="can't parse input media JSON object")
    if item is None:
        raise bad_request('parameter "media" is required')
    if not isinstance(item, dict) or item.get("type") not in KINDS:
        raise bad_request("can't parse InputMedia: type is unsupported")
    content = item_content(world, call, item)
    chat, message = _own(world, call)
    if not any(kind in message.body for kind in ("text", *KINDS)):
        raise bad_request("message can't be edited")
    kept = _without(message, ("text", "entities", "has_media_spoiler", *CAPTION_KEYS, *KINDS))
    return _replace(world, call, chat, message, kept | content)


def edit_message_reply_markup(world: World, call: Call) -> Body:
    chat, message = _own(world, call)
    return _replace(world, call, chat, message, dict(message.body), only_buttons=True)


def delete_message(world: World, call: Call) -> bool:
    chat = world.chat(call.text("chat_id"))
    message = chat.message(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _is_deletable(world, message):
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, message)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Deletes those that can be found; the others are passed over."""
    numbers = call.json("message_ids", refused_as="can't parse message_ids JSON object")
    if numbers is None:
        raise bad_request("message identifiers are not specified")
    if not isinstance(numbers, list):
        raise bad_request("expected an Array of message identifiers")
    if len(numbers) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = world.chat(call.text("chat_id"))
    for number in numbers:
        message = chat.message(number) if isinstance(number, int) else None
        if message is not None and _is_deletable(world, message):
            world.delete(chat, message)
    return True


def _own(world: World, call: Call) -> tuple[Chat, Message]:
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chat(call.text("chat_id"))
    message = chat.message(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.author != "bot":
        raise bad_request("message can't be edited")
    return chat, message


def _without(message: Message, keys: tuple[str, ...]) -> Body:
    return {key: value for key, value in message.body.items() if key not in keys}


def _replace(world: World, call: Call, chat: Chat, message: Message, body: Body, *, only_buttons: bool = False) -> Body:
    """An edit without `reply_markup` takes the buttons away."""
    markup = keyboards.read(call)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    body.pop("reply_markup", None)
    if markup is not None:
        body["reply_markup"] = markup
    chat.check_writable(world.timestamp())
    if _content(body) == _content(message.body):
        raise bad_request(NOT_MODIFIED)
    world.edit(chat, message, body, only_buttons=only_buttons)
    return message.body


def _content(body: Body) -> Body:
    return {key: value for key, value in body.items() if key != "edit_date"}


def _is_deletable(world: World, message: Message) -> bool:
    age = world.timestamp() - int(message.body["date"])
    return age < DELETABLE_FOR.total_seconds()
