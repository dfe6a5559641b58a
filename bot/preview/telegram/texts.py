"""The text of a call: parsed, trimmed, its entities checked, its length limited in UTF-16 units."""

from typing import Any

from . import markup, utf16
from .call import Call
from .detected import with_detected
from .errors import bad_request
from .markup_reading import refused

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 1 << 15

Entity = dict[str, Any]


def message_text(call: Call) -> dict[str, Any]:
    """`text` and, where there are any, `entities` of a message.

    Raises:
        ApiError: 400 when it is empty, too long or badly marked up.
    """
    if not call.text("text"):
        raise bad_request("message text is empty")
    return checked_text(*read(call, "text", "entities"))


def checked_text(text: str, entities: list[Entity]) -> dict[str, Any]:
    if not text:
        raise bad_request("message text is empty")
    if utf16.units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(call: Call) -> dict[str, Any]:
    """`caption` and `caption_entities`; nothing when the call has none.

    Raises:
        ApiError: 400 when it is too long or badly marked up.
    """
    text, entities = read(call, "caption", "caption_entities")
    if utf16.units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    content: dict[str, Any] = {}
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = entities
    if content and call.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def read(call: Call, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """The visible text of this parameter and its entities, marked up or given."""
    text = call.text(name)
    if len(text) * 4 > RAW_LIMIT and len(text.encode("utf-8", "surrogatepass")) > RAW_LIMIT:
        raise bad_request("text is too long")
    mode = call.text("parse_mode").lower()
    if text and mode and mode != "none":
        if mode != "html":
            raise bad_request("unsupported parse_mode")
        text, entities = markup.parse(text)
    else:
        entities = given(call, entities_name)
        if entities:
            check_bounds(text, entities)
    text, entities = trimmed(text, entities)
    return text, with_detected(text, entities)


def given(call: Call, name: str) -> list[Entity]:
    entities = call.json(name, refused_as="can't parse entities JSON object")
    if not isinstance(entities, list):
        return []
    for entity in entities:
        for key, kind in (("offset", int), ("length", int), ("type", str)):
            if not isinstance(entity, dict) or not isinstance(entity.get(key), kind):
                raise bad_request(f"can't parse MessageEntity: Can't find field \"{key}\"")
    kept = [dict(entity) for entity in entities if entity["length"] > 0]
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def check_bounds(text: str, entities: list[Entity]) -> None:
    data = utf16.encoded(text)
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start < 0 or start * 2 > len(data):
            raise refused(f"Entity begins after the end of the text at UTF-16 offset {start}")
        if end * 2 > len(data):
            raise refused(
                f"Entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
            )
        if utf16.splits_symbol(data, start):
            at = len(utf16.piece(data, 0, start + 1).encode())
            raise refused(f"Entity begins in a middle of a UTF-16 symbol at byte offset {at}")
        if utf16.splits_symbol(data, end):
            at = len(utf16.piece(data, 0, end + 1).encode())
            raise refused(
                f"Entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol at byte offset {at}"
            )


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without blanks at both ends; entities are moved and cut along."""
    stripped = text.strip()
    if len(stripped) == len(text) or not entities:
        return stripped, entities
    lead = utf16.units(text[: len(text) - len(text.lstrip())])
    length = utf16.units(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept
