"""What people say and send, in the engine's words."""

from typing import get_args

from aiogram.enums import ContentType
from aiogram.types import Contact, Message

from funnels.engine.effects.media import MediaKind
from funnels.engine.inputs import Answered


def heard(message: Message) -> Answered:
    """The words of a message, and what it carries besides."""
    return Answered(
        text=message.text or "",
        kind=ContentType(message.content_type).value,
        phone=_own_phone(message, message.contact),
        latitude=message.location.latitude if message.location else None,
        longitude=message.location.longitude if message.location else None,
        file=_file(message),
        caption=message.caption or "",
        message=0 if message.text else message.message_id,
    )


def _own_phone(message: Message, contact: Contact | None) -> str:
    """The number of the sender themselves: anybody can share anybody's contact."""
    if contact is None or message.from_user is None or contact.user_id != message.from_user.id:
        return ""
    return f"+{contact.phone_number.removeprefix('+')}"


def _file(message: Message) -> str:
    if message.photo:
        return message.photo[-1].file_id
    found = next((file for kind in get_args(MediaKind) if (file := getattr(message, kind))), None)
    return found.file_id if found else ""
