"""The way of every message: the chat must be known, the limits have room, the person let the bot in."""

from typing import Any

from . import keyboards
from .call import Call
from .chats import Chat
from .errors import bad_request
from .keyboards import Markup
from .messages import Message
from .world import World


def deliver(world: World, call: Call, content: dict[str, Any]) -> Message:
    """Put a message of the bot into the chat that the call names.

    Raises:
        ApiError: 400, 403 or 429 in Telegram's words; nothing was sent then.
    """
    markup = keyboards.read(call)
    chat = admit(world, call)
    return world.post_from_bot(chat, {**content, **common(chat, call), **shown(chat, markup)})


def admit(world: World, call: Call, *, messages: int = 1) -> Chat:
    """The chat of the call, when the bot may write there now; so many messages count against the limits."""
    chat = world.chat(call.text("chat_id"))
    if world.limiter is not None:
        paid = call.flag("allow_paid_broadcast")
        world.limiter.take(chat.id, world.now(), messages=messages, paid=paid)
    chat.check_writable(world.timestamp())
    return chat


def common(chat: Chat, call: Call) -> dict[str, Any]:
    """What any message may carry besides its content: protection and the message it replies to."""
    content: dict[str, Any] = {}
    if "protect_content" in call.params and call.flag("protect_content"):
        content["has_protected_content"] = True
    if "reply_parameters" in call.params:
        replied = _replied(chat, call)
        if replied is not None:
            content["reply_to_message"] = {
                key: value for key, value in replied.body.items() if key != "reply_to_message"
            }
    if "link_preview_options" in call.params:
        options = call.json("link_preview_options", refused_as="can't parse link preview options JSON object")
        if not isinstance(options, dict):
            raise bad_request("object expected as link preview options")
        content["link_preview_options"] = options
    return content


def shown(chat: Chat, markup: Markup | None) -> dict[str, Any]:
    """Inline buttons stay with the message; a keyboard of answers belongs to the chat."""
    if markup is None:
        return {}
    if "inline_keyboard" in markup:
        return {"reply_markup": markup} if markup["inline_keyboard"] else {}
    if "keyboard" in markup:
        chat.keyboard = markup["keyboard"]
        chat.one_time, chat.folded = bool(markup.get("one_time_keyboard")), False
    elif markup.get("remove_keyboard"):
        chat.keyboard = []
    return {}


def _replied(chat: Chat, call: Call) -> Message | None:
    parameters = call.json("reply_parameters", refused_as="can't parse reply parameters JSON object")
    if parameters is None or parameters == {}:
        return None
    if not isinstance(parameters, dict):
        raise bad_request("object expected as reply parameters")
    message_id = parameters.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
    found = chat.message(message_id)
    if found is None and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found
