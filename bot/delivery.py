"""How an outbox row becomes a request to Telegram, and what the answer teaches: files are uploaded once."""

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendDocument, SendMessage as SendText, SendPhoto, SendVideo, TelegramMethod
from aiogram.types import FSInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.payments import manual, stars
from bot.web.clicks import ClickLinks
from bot.words import say
from funnels.definition.money import format_money
from funnels.engine.effects import Button, ClaimPayment, Media, NotifyOwners, SendInvoice, SendMessage
from funnels.engine.orders import OrderRef
from storage import uploads
from storage.database import Database
from storage.outbox import OutboxRow

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_WRONG_FILE = ("wrong file identifier", "file reference", "wrong remote file")


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

    async def send(self, row: OutboxRow) -> int:
        """Send it; the message's id. Raises aiogram's TelegramAPIError, OSError for a file that is gone."""
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
            case NotifyOwners() | ClaimPayment():
                request = self._notice(row.chat_id, effect)
        return (await self.bot(request)).message_id

    def _notice(self, chat: int, effect: NotifyOwners | ClaimPayment) -> SendText:
        claim = isinstance(effect, ClaimPayment)
        ref = OrderRef.parse(effect.order)
        return SendText(
            chat_id=chat,
            text=say(
                "claimed" if isinstance(effect, ClaimPayment) else effect.about,
                self.language,
                title=html.escape(effect.title),
                money=format_money(
                    effect.price if isinstance(effect, ClaimPayment) else effect.money, self.language
                ),
                who=f'<a href="tg://user?id={ref.subscriber}">{ref.subscriber}</a>' if ref else "",
                order=html.escape(effect.order),
            ),
            reply_markup=manual.keyboard(effect.order, self.language) if claim else None,
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
        key, path = self._file(row, media)
        known = await self._file_id(key)
        common: dict[str, Any] = {
            "chat_id": row.chat_id,
            "caption": effect.text,
            "reply_markup": self._keyboard(row.chat_id, effect.buttons),
        }
        file: Any = known or FSInputFile(path)
        requests: dict[str, TelegramMethod[Message]] = {}
        match media.kind:
            case "photo":
                requests["photo"] = SendPhoto(photo=file, **common)
            case "document":
                requests["document"] = SendDocument(document=file, **common)
            case "video":
                requests["video"] = SendVideo(video=file, supports_streaming=True, **common)
        message = await self.bot(requests[media.kind])
        if not known and (file_id := _file_id_of(message)):
            self._file_ids[key] = file_id
            async with self.database.write() as connection:
                await uploads.remember(connection, self.bot.id, key, file_id)
        return message.message_id

    def _file(self, row: OutboxRow, media: Media) -> tuple[str, Path]:
        """The file and a name for its content as it is now: a changed file is uploaded again."""
        path = self.funnels / row.funnel / media.path
        about = path.stat()
        return f"{media.kind}:{row.funnel}/{media.path}:{about.st_size}:{about.st_mtime_ns}", path

    async def _file_id(self, key: str) -> str | None:
        if key not in self._file_ids:
            async with self.database.read() as connection:
                self._file_ids.update(await uploads.file_ids(connection, self.bot.id, [key]))
        return self._file_ids.get(key)

    async def forget_upload(self, row: OutboxRow, error: TelegramBadRequest) -> bool:
        """After «wrong file identifier»: True if there was an upload to forget, so that sending again uploads it."""
        effect = row.payload
        if not isinstance(effect, SendMessage) or effect.media is None:
            return False
        if not any(words in str(error).lower() for words in _WRONG_FILE):
            return False
        key, _ = self._file(row, effect.media)
        if self._file_ids.pop(key, None) is None:
            return False
        async with self.database.write() as connection:
            await uploads.forget(connection, self.bot.id, key)
        return True


def _file_id_of(message: Message) -> str | None:
    if message.photo:
        return message.photo[-1].file_id
    file = message.document or message.video
    return file.file_id if file else None
