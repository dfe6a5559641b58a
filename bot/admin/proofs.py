"""What people sent to show that they paid by hand, as the order's history has it."""

import html
from collections.abc import Iterable

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.admin.order_words import say
from bot.context import Context
from storage import ledger
from storage.ledger import Entry

_KINDS = {"photo": {"ru": "фото", "en": "photo"}, "document": {"ru": "файл", "en": "file"}}


def files(lines: Iterable[Entry]) -> list[Entry]:
    """The proofs that are more than words."""
    return [line for line in lines if line.entry == "proof" and line.method]


def said(line: Entry, language: str) -> list[str]:
    """What kind of proof a line tells of, and the words that came with it, as Telegram HTML."""
    kind = _KINDS[line.method][language] if line.method else ""
    return [part for part in (kind, html.escape(_parts(line)[1])) if part]


async def show(context: Context, message: Message, order: str) -> None:
    """Send the owner every photo and document of the order, the oldest first; one that is gone is told."""
    async with context.database.read() as connection:
        lines = await ledger.history(connection, order)
    for line in files(lines):
        file, words = _parts(line)
        send = message.answer_photo if line.method == "photo" else message.answer_document
        try:
            await send(file, caption=html.escape(words))
        except TelegramBadRequest as error:
            language = context.settings.language
            await message.answer(say("proof_is_gone", language, reason=html.escape(error.message)))


def _parts(line: Entry) -> tuple[str, str]:
    """Telegram's id of the file, and the words."""
    file, _, words = line.note.partition(" ") if line.method else ("", "", line.note)
    return file, words
