"""Media in aiogram's words: the request that shows it, and the file's id in the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.methods import (
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendVideo,
    SendVideoNote,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    FSInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
)

from bot.keyboards import Markup
from funnels.engine.effects.media import Album, Media, MediaKind

File = str | FSInputFile
"""A file id, or what is to be uploaded."""

Request = TelegramMethod[Any]
"""Answered with a message, or with as many as the album has files."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What stands with the media in the same message, where it takes that."""

    caption: str = ""
    markup: Markup | None = None
    paid: bool = False
    """Whether it goes at the paid rate."""


_METHODS: dict[MediaKind, Callable[..., TelegramMethod[Message]]] = {
    "photo": SendPhoto,
    "video": SendVideo,
    "document": SendDocument,
    "audio": SendAudio,
    "voice": SendVoice,
    "video_note": SendVideoNote,
    "animation": SendAnimation,
}

_IN_ALBUMS: dict[MediaKind, Callable[..., Any]] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}

_STREAMED: dict[str, Any] = {"supports_streaming": True}


def request(chat: int, media: Media | Album, files: Sequence[File], look: Look) -> Request:
    """The request that sends this media; `files` are its own, in its order."""
    if isinstance(media, Album):
        items = [
            _IN_ALBUMS[one.kind](media=file, **(_STREAMED if one.kind == "video" else {}))
            for one, file in zip(media.files, files, strict=True)
        ]
        return SendMediaGroup(chat_id=chat, media=items, allow_paid_broadcast=look.paid or None)
    given: dict[str, Any] = {"chat_id": chat, media.kind: files[0], "allow_paid_broadcast": look.paid or None}
    if media.kind == "video":
        given |= _STREAMED
    if media.takes_text:
        given |= {"caption": look.caption, "reply_markup": look.markup}
    return _METHODS[media.kind](**given)


def file_id_of(message: Message, kind: MediaKind) -> str | None:
    """The id by which the file can be sent as this kind again; None where Telegram has made another kind of it."""
    found = message.photo[-1] if kind == "photo" and message.photo else getattr(message, kind)
    return found.file_id if found else None
