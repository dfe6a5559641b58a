"""Methods that send a message: a text, one file, an album, a copy, an invoice."""

from collections.abc import Callable
from typing import Any

from bot.preview.telegram import keyboards, sending, texts
from bot.preview.telegram.call import Call
from bot.preview.telegram.errors import bad_request
from bot.preview.telegram.media import ALBUM_KINDS, content_of, file_of
from bot.preview.telegram.world import World

Body = dict[str, Any]
FEWEST_IN_ALBUM = 2
MOST_IN_ALBUM = 10
SERVICE_KEYS = ("message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup")


def send_message(world: World, call: Call) -> Body:
    return sending.deliver(world, call, texts.message_text(call)).body


def send_media(kind: str) -> Callable[[World, Call], Body]:
    """The method that sends one file of this kind."""

    def send(world: World, call: Call) -> Body:
        content = {} if kind == "video_note" else texts.caption(call)
        file = file_of(world, call, kind, call.text(kind))
        if call.flag("has_spoiler"):
            content["has_media_spoiler"] = True
        return sending.deliver(world, call, {**content_of(kind, file, call.params), **content}).body

    return send


def send_media_group(world: World, call: Call) -> list[Body]:
    media = call.json("media", refused_as="can't parse media JSON object")
    if media is None:
        raise bad_request('parameter "media" is required')
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if len(media) < FEWEST_IN_ALBUM:
        raise bad_request("too few messages to send as an album" if media else "there are no messages to send")
    if len(media) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    kinds = {item.get("type") if isinstance(item, dict) else None for item in media}
    if not kinds <= ALBUM_KINDS or (len(kinds) > 1 and kinds & {"document", "audio"}):
        raise bad_request("can't use the media of the specified type in the album")
    contents = [item_content(world, call, item) for item in media]
    chat = sending.admit(world, call, messages=len(contents))
    common = sending.common(chat, call)
    album = {"media_group_id": str(world.sent_count + 1_000_000)}
    return [world.post_from_bot(chat, {**content, **common, **album}).body for content in contents]


def item_content(world: World, call: Call, item: Any) -> Body:
    """The content that one InputMedia describes."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind, given = str(item.get("type")), str(item.get("media") or "")
    if not given:
        raise bad_request("can't parse InputMedia: media not found")
    words = Call(method=call.method, params=item)
    content = texts.caption(words)
    if words.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return {**content_of(kind, file_of(world, call, kind, given), item), **content}


def copy_message(world: World, call: Call) -> Body:
    source = world.chat(call.text("from_chat_id")).message(call.integer("message_id"))
    if source is None:
        raise bad_request("message to copy not found")
    if source.author == "service" or source.invoice is not None:
        raise bad_request("message can't be copied")
    content = {key: value for key, value in source.body.items() if key not in SERVICE_KEYS}
    if "caption" in call.params and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= texts.caption(call)
    markup = keyboards.read(call)
    chat = sending.admit(world, call)
    message = world.post_from_bot(chat, {**content, **sending.common(chat, call), **sending.shown(chat, markup)})
    return {"message_id": message.id}
