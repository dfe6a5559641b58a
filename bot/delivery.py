"""How an outbox row becomes a request to Telegram, and what the answer teaches: files are uploaded once."""

import asyncio
import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendDocument, SendPhoto, SendVideo, TelegramMethod
from aiogram.methods import SendMessage as SendText
from aiogram.types import FSInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.payments import manual, stars
from bot.web.clicks import ClickLinks
from bot.words import say
from funnels.definition.money import format_money
from funnels.engine.effects import Button, Media, NotifyOwners, SendInvoice, SendMessage
from funnels.engine.orders import OrderRef
from storage import uploads
from storage.database import Database
from storage.outbox import OutboxRow

log = structlog.get_logger()

UPLOAD_SECONDS = 600
"""How long the largest file may take on a slow line."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_WRONG_FILE = ("wrong file identifier", "file reference", "wrong remote file")


class MediaError(Exception):
    """The message's file cannot be read; the text says which."""


@dataclass(kw_only=True)
class Delivery:
    """Renders and sends rows for one bot."""

    bot: Bot
    database: Database
    funnels: Path
    language: str
    clicks: ClickLinks

    def __post_init__(self) -> None:
        self._file_ids: dict[str, str] = {}
        self._uploading: dict[str, asyncio.Lock] = {}

    async def send(self, row: OutboxRow) -> int:
        """Send it; the message's id. Raises aiogram's TelegramAPIError, MediaError for a file that is gone."""
        effect = row.payload
        match effect:
            case SendMessage() if effect.media:
                return await self._send_media(row, effect, effect.media)
            case SendMessage():
                request: TelegramMethod[Message] = SendText(
                    chat_id=row.chat_id,
                    text=effect.text,
                    reply_markup=self._keyboard(row.chat_id, effect.buttons),
                    link_preview_options=_NO_PREVIEW if effect.purpose == "reply" else None,
                )
            case SendInvoice():
                request = stars.invoice(row.chat_id, effect)
            case NotifyOwners():
                request = self._notice(row.chat_id, effect)
        return (await self.bot(request)).message_id

    def _notice(self, chat: int, effect: NotifyOwners) -> SendText:
        ref = OrderRef.parse(effect.order)
        who = effect.payer or (ref.subscriber if ref else 0)
        return SendText(
            chat_id=chat,
            text=say(
                effect.about,
                self.language,
                title=html.escape(effect.title),
                money=format_money(effect.money, self.language),
                who=f'<a href="tg://user?id={who}">{who}</a>' if who else "",
                order=html.escape(effect.order),
            ),
            reply_markup=manual.keyboard(effect.order, self.language) if effect.about == "claimed" else None,
        )

    def _keyboard(self, chat: int, rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
        if not rows:
            return None
        return InlineKeyboardMarkup(
            inline_keyboard=[
                [
                    InlineKeyboardButton(text=button.text, url=self.clicks.link(chat, button))
                    if button.url
                    else InlineKeyboardButton(text=button.text, callback_data=button.data)
                    for button in row
                ]
                for row in rows
            ]
        )

    async def _send_media(self, row: OutboxRow, effect: SendMessage, media: Media) -> int:
        """By the file's id where Telegram has it; who comes while it is being uploaded waits for that."""
        key, path = self._file(row, media)
        if (file_id := await self._file_id(key)) is None:
            async with self._uploading.setdefault(key, asyncio.Lock()):
                if (file_id := await self._file_id(key)) is None:
                    return await self._upload(key, self._media(row, effect, media, FSInputFile(path)))
        try:
            return (await self.bot(self._media(row, effect, media, file_id))).message_id
        except TelegramBadRequest as error:
            if not any(words in str(error).lower() for words in _WRONG_FILE):
                raise
        await self._forget(key, file_id)
        return await self._send_media(row, effect, media)

    def _media(
        self, row: OutboxRow, effect: SendMessage, media: Media, file: str | FSInputFile
    ) -> TelegramMethod[Message]:
        common: dict[str, Any] = {
            "chat_id": row.chat_id,
            "caption": effect.text,
            "reply_markup": self._keyboard(row.chat_id, effect.buttons),
        }
        match media.kind:
            case "photo":
                return SendPhoto(photo=file, **common)
            case "document":
                return SendDocument(document=file, **common)
            case "video":
                return SendVideo(video=file, supports_streaming=True, **common)

    def _file(self, row: OutboxRow, media: Media) -> tuple[str, Path]:
        """The file and a name for its content as it is now: a changed file is uploaded again."""
        path = self.funnels / row.funnel / media.path
        try:
            about = path.stat()
        except OSError as error:
            raise MediaError(f"{path} cannot be read: {error.strerror}") from error
        return f"{media.kind}:{row.funnel}/{media.path}:{about.st_size}:{about.st_mtime_ns}", path

    async def _file_id(self, key: str) -> str | None:
        if key not in self._file_ids:
            async with self.database.read() as connection:
                self._file_ids.update(await uploads.file_ids(connection, self.bot.id, [key]))
        return self._file_ids.get(key)

    async def _upload(self, key: str, request: TelegramMethod[Message]) -> int:
        message = await self.bot(request, request_timeout=UPLOAD_SECONDS)
        if file_id := _file_id_of(message):
            self._file_ids[key] = file_id
            try:
                async with self.database.write() as connection:
                    await uploads.remember(connection, self.bot.id, key, file_id)
            except Exception:
                log.exception("upload not remembered", file=key)  # the message is sent all the same
        return message.message_id

    async def _forget(self, key: str, file_id: str) -> None:
        """Telegram does not take this id any more; somebody else may have uploaded the file anew since."""
        if self._file_ids.get(key) == file_id:
            del self._file_ids[key]
            async with self.database.write() as connection:
                await uploads.forget(connection, self.bot.id, key)


def _file_id_of(message: Message) -> str | None:
    if message.photo:
        return message.photo[-1].file_id
    file = message.document or message.video
    return file.file_id if file else None
